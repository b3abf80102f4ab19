"""What a person says of a case: severity, a note, and the two verdicts. Every control has its key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout

from domain.case import Case, Decision, Verdict
from domain.outcome import Outcome
from gui.notice import Notice
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, button, label

CASE_KEY, NOT_A_CASE_KEY, NOTE_KEY = "A", "N", "T"


class DecisionBar(Widget):
    """Collects one `Decision` and hands it on in `decided`; the suggested severity stands chosen at first."""

    decided = Signal(object)

    def __init__(self, protocols: ProtocolWords) -> None:
        super().__init__("card")
        self._protocols = protocols
        self.shown_case: Case | None = None
        self._levels: list[str] = []
        self._group = QButtonGroup(self)
        self._severity = Widget()
        self._severity_name, self._note_name = label("field"), label("field")
        self._missing = Notice("problem")
        self.note = QLineEdit()
        self.case, self.not_a_case = button("primary"), button()
        self._keys = label("small")
        self.case.clicked.connect(self.say_case)
        self.not_a_case.clicked.connect(self.say_not_a_case)
        self._group.idClicked.connect(self.choose)
        self._lay_out()
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        """Get ready for a case; None while there is none to decide."""
        self.shown_case = case
        self.note.clear()
        self._offer(case)
        self.setEnabled(case is not None)
        self._retranslate()

    def choose(self, place: int) -> None:
        """Choose the severity at `place`, the mildest being 0; where there is no such one, nothing changes."""
        if choice := self._group.button(place):
            choice.setChecked(True)
            self._missing.say("")
            self._retranslate()

    def say_case(self) -> None:
        """Decide that it is a case, of the chosen severity."""
        if self._levels and not self._chosen:
            self._missing.say(self.tr("Choose a severity first: press its number."))
        else:
            self._decide(Verdict.CASE, self._chosen)

    def say_not_a_case(self) -> None:
        """Decide that it is not a case."""
        self._decide(Verdict.NOT_A_CASE, "")

    def _retranslate(self) -> None:
        self.case.setText((self.tr("Agree: a case") if self._agrees else self.tr("A case")) + f"  [{CASE_KEY}]")
        self.not_a_case.setText(self.tr("Not a case") + f"  [{NOT_A_CASE_KEY}]")
        self._severity_name.setText(self.tr("Severity"))
        self._note_name.setText(self.tr("Note") + f"  [{NOTE_KEY}]")
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Optional. Enter goes back to the case."))
        self._keys.setText(self.tr("J next · K back"))
        names = self._protocols.case_levels(self.shown_case.protocol) if self.shown_case else {}
        for place, name in enumerate(names.values()):
            self._group.button(place).setText(f"{name}  [{place + 1}]")

    @property
    def _chosen(self) -> str:
        place = self._group.checkedId()
        return self._levels[place] if place >= 0 else ""

    @property
    def _agrees(self) -> bool:
        """Whether saying "a case" now is what the machine said."""
        case = self.shown_case
        return case is not None and case.outcome is Outcome.FLAGGED and self._chosen in {"", case.severity}

    def _decide(self, verdict: Verdict, severity: str) -> None:
        if self.shown_case:
            self.decided.emit(Decision(self.shown_case.id, verdict, severity, self.note.text().strip()))

    def _offer(self, case: Case | None) -> None:
        """Offer the severities that a case can have, with the one decided or suggested chosen."""
        levels = list(self._protocols.case_levels(case.protocol)) if case else []
        if levels != self._levels:
            self._make_choices(levels)
        self._group.setExclusive(False)
        chosen = (case.decided_severity or case.severity) if case else ""
        for place, level in enumerate(levels):
            self._group.button(place).setChecked(level == chosen)
        self._group.setExclusive(True)
        self._severity.setVisible(bool(levels))
        self._missing.say("")

    def _make_choices(self, levels: list[str]) -> None:
        self._levels = levels
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.deleteLater()
        for place in range(len(levels)):
            choice = QRadioButton()
            self._group.addButton(choice, place)
            self._choices.addWidget(choice)

    def _lay_out(self) -> None:
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        severity = QHBoxLayout(self._severity)
        severity.setContentsMargins(0, 0, 0, 0)
        severity.setSpacing(12)
        severity.addWidget(self._severity_name)
        severity.addLayout(self._choices)
        severity.addStretch()
        note = QHBoxLayout()
        note.setSpacing(12)
        note.addWidget(self._note_name)
        note.addWidget(self.note, 1)
        verdicts = QHBoxLayout()
        verdicts.setSpacing(10)
        verdicts.addWidget(self.case)
        verdicts.addWidget(self.not_a_case)
        verdicts.addStretch()
        verdicts.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._severity)
        column.addWidget(self._missing)
        column.addLayout(note)
        column.addLayout(verdicts)
