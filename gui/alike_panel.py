"""Beside a case: its very words sent again by the same person, and texts that are nearly the same, with what differs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from domain.case import Case, Reading
from domain.errors import KizashiError
from gui import error_words, words
from gui.core import Core
from gui.keys import Act
from gui.widget import Widget, button, label
from review import likeness
from review.likeness import Alike, Similar

REST_MS = 150
"""A case that stays in sight for so long is looked beside: who leafs through the queue waits for nothing."""
BETWEEN, MOST_ROWS = 3, 4


class AlikePanel(Widget):
    """Hidden where nothing is alike. `open_wanted` asks for a similar case; a decision is shared only where it is ticked."""

    open_wanted = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case: Case | None = None
        self._found: Alike | None = None
        self.together, self._shared = QCheckBox(), label("small")
        self.near, self.list = button("quiet"), QListWidget()
        self.near.setCheckable(True)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        for shown in (self.together, self._shared):
            head.addWidget(shown)
        head.addStretch()
        head.addWidget(self.near)
        column.addLayout(head)
        column.addWidget(self.list)
        self.list.setSpacing(BETWEEN)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # a tip tells what is cut off
        self._rest.timeout.connect(self._look)
        self.near.toggled.connect(self._retranslate)
        self.list.itemActivated.connect(self._open)
        self._retranslate()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The cases that the decision on the one in sight is to be shared with."""
        return self._offered if self.together.isChecked() else ()

    def show_case(self, case: Case | None) -> None:
        """Look what is like a case; nothing is shown until that is known."""
        self._case, self._found = case, None
        self._rest.stop()
        if case:
            self._rest.start()
        self._retranslate()

    def toggle(self) -> None:
        """Share the decision with the same words, or don't."""
        if self._offered:
            self.together.toggle()

    def prefer(self) -> None:
        """Follow what the person has set for their desk."""
        self._retranslate()

    @property
    def _offered(self) -> tuple[int, ...]:
        """The cases that may be decided along: only while the case in sight waits for its first reader too."""
        waits = self._case is not None and self._case.waits_for is Reading.FIRST
        return self._found.identical if self._found and waits else ()

    def _look(self) -> None:
        if self._case:
            case = self._case.id
            self._core.reader.ask(
                lambda db: likeness.alike(db, self._core.actor, case),
                self._show,
                lambda error: self._fail(case, error),
                lambda: self._case is not None and self._case.id == case,
            )

    def _show(self, found: Alike) -> None:
        if self._case and self._case.id == found.case:
            self._found = found
            self._retranslate()

    def _fail(self, case: int, error: KizashiError) -> None:
        """Say why nothing can be shown beside the case; the case itself is not held up by it."""
        if self._case and self._case.id == case:
            self._shared.setText(error_words.error(error))
            self._shared.show()
            self.show()

    def _open(self, item: QListWidgetItem) -> None:
        if self._found:
            self.open_wanted.emit(self._found.similar[self.list.row(item)].case)

    def _retranslate(self) -> None:
        similar = self._found.similar if self._found else ()
        shared = self._found.shared if self._found else ()
        key = self._core.preferences.keys.of(Act.ALIKE)
        said = self.tr("This person's same words too: {0}").format(words.number(len(self._offered)))
        self.together.setText(f"{said}  [{key}]")
        self.together.setVisible(bool(self._offered))
        self._shared.setText(self.tr("Decided along with it, as the same words: {0}").format(words.number(len(shared))))
        self._shared.setVisible(bool(shared))
        self.near.setText(self.tr("Similar texts: {0}").format(words.number(len(similar))))
        self.near.setVisible(bool(similar))
        self.near.setToolTip(
            self.tr("Texts that are nearly the same may mean the opposite: each is decided by itself.")
        )
        self.list.setAccessibleName(self.tr("Similar texts"))
        self.list.clear()
        for line in map(self._line, similar):
            self.list.addItem(line)
            self.list.item(self.list.count() - 1).setToolTip(line)
        row = self.list.sizeHintForRow(0) + 2 * BETWEEN
        self.list.setFixedHeight(row * min(len(similar), MOST_ROWS) + BETWEEN + 2 * self.list.frameWidth())
        self.list.setVisible(bool(similar) and self.near.isChecked())
        self.setVisible(bool(self._offered or shared or similar))

    def _line(self, one: Similar) -> str:
        state = self.tr("to decide") if one.case.waits_for is not None else self.tr("decided")
        who = self.tr("the same person") if one.same_person else ""
        near = self.tr("the same words") if one.likeness == 1 else words.percent(one.likeness)
        hidden = self._core.preferences.blur
        excerpt = "" if hidden else _marked(one.untrusted_pieces)
        return " · ".join(filter(None, [words.text_id(one.case.text_id), state, near, who, excerpt]))


def _marked(untrusted_pieces: Sequence[tuple[str, bool]]) -> str:
    """Return words with what differs in brackets, a dash for what is missing, and the spaces outside of them."""
    said = ""
    for piece, differs in untrusted_pieces:
        bare = piece.strip()
        if not differs:
            said += piece
        elif bare:
            said += piece.replace(bare, f"[{bare}]")
        else:
            said += "[–] " if said.endswith(" ") else " [–]"
    return said
