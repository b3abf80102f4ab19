"""What stands above the queue: how many cases are left, and which of them are listed; and the page without any."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from gui import words
from gui.elided import Elided
from gui.empty_state import EmptyState
from gui.review_queue import Which
from gui.widget import Widget, choice, label


class QueueHead(Widget):
    """`changed` tells that another part of the cases is to be listed, `screen_wanted` that there is none at all."""

    changed = Signal()
    screen_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0)
        self._title, self._left = label("title"), Elided("muted")
        self.box = choice()
        self.box.addItems([""] * len(Which))
        self.box.activated.connect(self.changed)
        self.empty = EmptyState()
        self.empty.button.clicked.connect(self._go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title)
        row.addSpacing(12)
        row.addWidget(self._left, 1)
        row.addWidget(self.box)
        self._retranslate()

    @property
    def which(self) -> Which:
        """What is to be listed."""
        return list(Which)[self.box.currentIndex()]

    def show_counts(self, left: int, decided: int, put_off: int) -> None:
        """Show how many cases wait, and how many of a person's were put off."""
        self._counts = (left, put_off)
        self._write_left()
        self._say_empty(decided)

    @property
    def _part(self) -> bool:
        """Whether what is listed is a part of the cases, so that there may be others."""
        return self.which not in {Which.TO_DECIDE, Which.ALL}

    def _go_on(self) -> None:
        """Leave an empty list: for what waits, or for a file where nothing does."""
        if self._part:
            self.box.setCurrentIndex(0)
            self.changed.emit()
        else:
            self.screen_wanted.emit()

    def _write_left(self) -> None:
        left, put_off = self._counts
        said = self.tr("Cases left: {0}").format(words.number(left))
        self._left.setText(said + (self.tr(" · put off: {0}").format(words.number(put_off)) if put_off else ""))

    def _say_empty(self, decided: int) -> None:
        if self._part:
            said = self.tr("Nothing here"), self.tr("No case is of this kind now.")
        elif decided:
            said = (
                self.tr("Every case is decided"),
                self.tr("Choose “All cases” above to read or change a decision, or screen another file."),
            )
        else:
            said = (
                self.tr("Nothing to review yet"),
                self.tr("Texts that are flagged, unsure or not screened come here, the most urgent first."),
            )
        self.empty.say(*said, self.tr("Show what is to decide") if self._part else self.tr("Screen a file"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Review"))
        self.box.setAccessibleName(self.tr("Which cases"))
        names = {
            Which.TO_DECIDE: self.tr("To decide"),
            Which.OVERDUE: self.tr("Overdue"),
            Which.NOT_SCREENED: self.tr("Not screened"),
            Which.EVIDENCE: self.tr("Marked as evidence"),
            Which.ALL: self.tr("All cases"),
        }
        for place, which in enumerate(Which):
            self.box.setItemText(place, names[which])
        self._write_left()
