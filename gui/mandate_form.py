"""What a batch is for, asked once for each folder: whose texts, for which purpose, on which basis, kept how long."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from domain.mandate import NOT_FLAGGED_DAYS, Mandate
from gui.fields import Fields
from gui.widget import Widget, button, choice, label

DAYS = (30, NOT_FLAGGED_DAYS, 180, 365)
LONGEST = 200

DEMO_FILE = Path(__file__).parents[1] / "examples" / "messages.csv"
DEMO = Mandate(
    purpose="Demonstration with invented messages",
    whose_texts="Nobody's: the makers of Kizashi wrote them",
    legal_basis="None needed",
)
"""What is known of the shipped example."""


class MandateForm(Widget):
    """Three lines to write and a time to choose; hands on a `Mandate` that states all.

    `usual_days` is what the policy sets for how long words are kept.
    """

    stated = Signal(object)

    def __init__(self, usual_days: int | None = None) -> None:
        super().__init__()
        self._usual = NOT_FLAGGED_DAYS if usual_days is None else usual_days
        self._title, self._lead = label("title"), label("muted", wrap=True)
        self.whose, self.purpose, self.basis = QLineEdit(), QLineEdit(), QLineEdit()
        self.days = choice()
        self._limits = label("small", wrap=True)
        self._fields = Fields(self.whose, self.purpose, self.basis, self.days)
        self.start, self.back = button("primary"), button("quiet")
        self._lay_out()
        self._wire()
        self._retranslate()

    def fill(self, mandate: Mandate) -> None:
        """Offer what was stated before, and be ready for the first line that is empty."""
        for line, words in self._lines(mandate).items():
            line.setText(words)
        self._fields.clear()
        days = self.days.findData(self._usual if mandate.retention_days is None else mandate.retention_days)
        self.days.setCurrentIndex(days if days >= 0 else self.days.findData(self._usual))
        empty = [line for line, words in self._lines(mandate).items() if not words]
        (empty[0] if empty else self.start).setFocus()

    @property
    def mandate(self) -> Mandate:
        """What stands in the form."""
        purpose, whose, basis = (line.text().strip() for line in (self.purpose, self.whose, self.basis))
        return Mandate(purpose, whose, basis, self.days.currentData())

    def _lines(self, mandate: Mandate) -> dict[QLineEdit, str]:
        return {self.whose: mandate.whose_texts, self.purpose: mandate.purpose, self.basis: mandate.legal_basis}

    def _retranslate(self) -> None:
        self._title.setText(self.tr("What is this batch for?"))
        self._lead.setText(
            self.tr(
                "Asked once for each folder, kept with the results, and printed with them. No names of persons here."
            )
        )
        names: dict[QLineEdit | QComboBox, tuple[str, str]] = {
            self.whose: (self.tr("Whose texts are they?"), self.tr("for example: clients of the evening chat")),
            self.purpose: (
                self.tr("What are they screened for?"),
                self.tr("for example: to answer the gravest ones first"),
            ),
            self.basis: (
                self.tr("What allows it: consent, or a law?"),
                self.tr("for example: consent when signing up"),
            ),
            self.days: (self.tr("How long are the words of texts kept that nobody needs to look at?"), ""),
        }
        for box, (name, example) in names.items():
            self._fields.name(box, name)
            if isinstance(box, QLineEdit):
                box.setPlaceholderText(example)
        for place in range(self.days.count()):
            self.days.setItemText(place, self.tr("{0} days").format(self.days.itemData(place)))
        self._limits.setText(
            self.tr(
                "Kizashi is a triage aid. It is not for hiring, discipline, insurance, policing, "
                "or for watching people who don't know of it."
            )
        )
        self.start.setText(self.tr("Start screening"))
        self.start.setShortcut(QKeySequence("Ctrl+Return"))
        self.back.setText(self.tr("Back"))

    def _start(self) -> None:
        """Hand on what stands in the form, or say beside each empty line what belongs there."""
        wanted = {
            self.whose: self.tr("Write whose texts they are."),
            self.purpose: self.tr("Write what they are screened for."),
            self.basis: self.tr("Write what allows it."),
        }
        if self._fields.judge([(line, "" if line.text().strip() else said) for line, said in wanted.items()]):
            self.stated.emit(self.mandate)

    def _wire(self) -> None:
        for line in (self.whose, self.purpose, self.basis):
            line.setMaxLength(LONGEST)
            line.textEdited.connect(self._fields.clear)
            line.returnPressed.connect(self.focusNextChild)
        self.start.clicked.connect(self._start)

    def _lay_out(self) -> None:
        for days in sorted({*DAYS, self._usual}):
            self.days.addItem("", days)
        self._fields.add(self._limits)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for made in (self.start, self.back):
            buttons.addWidget(made)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._lead)
        column.addWidget(self._fields)
        column.addLayout(buttons)
        column.addStretch()
