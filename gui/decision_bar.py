"""What a person says of a case: severity, a note, and the two verdicts. Every control has its key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QSizePolicy, QVBoxLayout

from domain.case import Case, Decision, Reading, Verdict
from domain.outcome import Outcome
from gui import case_words
from gui.case_actions import CaseActions
from gui.elided import Elided
from gui.flow import Flow
from gui.keys import Act, Keys
from gui.notice import Notice
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, button, label

BETWEEN = " · "


class Hints(Elided):
    """Shows as many hints as there is room for, each whole: half a hint names no key."""

    def shown(self, room: int) -> str:
        """Return what is shown in so many pixels."""
        hints = self.text().split(BETWEEN)
        while hints and self.fontMetrics().horizontalAdvance(BETWEEN.join(hints)) > room:
            hints.pop()
        return BETWEEN.join(hints)


class DecisionBar(Widget):
    """Collects one `Decision` and hands it on in `decided`; the suggested severity stands chosen at first.

    Of a closed case nothing can be said until it is reopened, which `more` offers.
    """

    decided = Signal(object)

    def __init__(self, protocols: ProtocolWords, keys: Keys) -> None:
        super().__init__("card")
        self._protocols, self._keys = protocols, keys
        self.shown_case: Case | None = None
        self._levels: list[str] = []
        self._group = QButtonGroup(self)
        self._severity = Widget()
        self._severity_name, self._note_name = label("field"), label("field")
        self._missing = Notice("problem")
        self.note = QLineEdit()
        self.case, self.not_a_case = button("primary", once=True), button(once=True)
        self.more = CaseActions(keys)
        self._moves = Hints("small")
        self._moves.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._moves.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
        self._show_life(case)
        self._retranslate()

    def show_step(self, case: Case) -> None:
        """Show what has become of the case; what stands in the fields stays."""
        self.shown_case = case
        self._show_life(case)

    def take_keys(self, keys: Keys) -> None:
        """Name other keys."""
        self._keys = keys
        self.more.take_keys(keys)
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

    def _show_life(self, case: Case | None) -> None:
        self.more.show_case(case)
        for field in (self._severity, self.note, self.case, self.not_a_case):
            field.setDisabled(case is not None and case.closed)

    def _retranslate(self) -> None:
        self._name_case()
        self.not_a_case.setText(self.tr("Not a case") + self._key(Act.NOT_A_CASE))
        self._severity_name.setText(self.tr("Severity"))
        self._note_name.setText(self.tr("Note") + self._key(Act.NOTE))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Optional. Enter goes back to the case."))
        moves = (Act.NEXT, Act.BACK, Act.SKIP)
        self._moves.setText(BETWEEN.join(f"{case_words.act(act)} {self._keys.of(act)}" for act in moves))
        names = self._protocols.case_levels(self.shown_case.protocol) if self.shown_case else {}
        for place, name in enumerate(names.values()):
            key = self._keys.level(place)
            self._group.button(place).setText(f"{name}  [{key}]" if key else name)

    def _name_case(self) -> None:
        """Name the first verdict in the room of its longer name: else the second one comes under the pointer."""
        self.case.setText(self.tr("Agree: a case") + self._key(Act.CASE))
        self.case.setMinimumWidth(self.case.sizeHint().width())
        if not self._agrees:
            self.case.setText(self.tr("A case") + self._key(Act.CASE))

    def _key(self, act: Act) -> str:
        return f"  [{self._keys.of(act)}]"

    @property
    def _chosen(self) -> str:
        place = self._group.checkedId()
        return self._levels[place] if place >= 0 else ""

    @property
    def _agrees(self) -> bool:
        """Whether saying "a case" now is what the machine said."""
        case = self.shown_case
        if case is None or case.outcome is not Outcome.FLAGGED or case.waits_for is Reading.ADJUDICATION:
            return False
        return self._chosen in {"", case.severity}

    def _decide(self, verdict: Verdict, severity: str) -> None:
        if self.shown_case:
            self.decided.emit(Decision(self.shown_case.id, verdict, severity, self.note.text().strip()))

    def _offer(self, case: Case | None) -> None:
        """Offer the severities that a case can have, with the one decided or suggested chosen."""
        levels = list(self._protocols.case_levels(case.protocol)) if case else []
        if levels != self._levels:
            self._make_choices(levels)
        self._group.setExclusive(False)
        chosen = (case.decided_severity or case.severity) if case and case.waits_for is not Reading.ADJUDICATION else ""
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
        self._choices = Flow(8)
        severity = QHBoxLayout(self._severity)
        severity.setContentsMargins(0, 0, 0, 0)
        severity.setSpacing(12)
        severity.addWidget(self._severity_name)
        severity.addLayout(self._choices, 1)
        note = QHBoxLayout()
        note.setSpacing(12)
        note.addWidget(self._note_name)
        note.addWidget(self.note, 1)
        both = Flow(10)
        both.addWidget(self.case)
        both.addWidget(self.not_a_case)
        verdicts = QHBoxLayout()
        verdicts.setSpacing(10)
        verdicts.addLayout(both)
        verdicts.addWidget(self._moves, 1)
        verdicts.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._severity)
        column.addWidget(self._missing)
        column.addLayout(note)
        column.addLayout(verdicts)
