"""What was just decided, what the machine had said of it, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from domain.case import Case, Reading
from domain.outcome import Outcome
from gui import case_words, words
from gui.keys import Act, Keys
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, button, label


class LastDecision(Widget):
    """A quiet strip below the cases; hidden until something was decided. `undo_wanted` asks to take it back.

    Its place is kept meanwhile: where it came, the buttons of the next decision would move away under the pointer.
    """

    undo_wanted = Signal()

    def __init__(self, protocols: ProtocolWords, keys: Keys) -> None:
        super().__init__("done")
        self._protocols, self._keys = protocols, keys
        self._case: Case | None = None
        self._along = 0
        self._text = label(wrap=True)
        self.undo = button("quiet", once=True)
        self.undo.clicked.connect(self.undo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.show_case(None)

    def show_case(self, case: Case | None, along: int = 0) -> None:
        """Show a case that was just decided, and how many along with it; the machine's suggestion is no secret any more."""
        self._case, self._along = case, along
        self.setVisible(case is not None)
        self._retranslate()

    def take_keys(self, keys: Keys) -> None:
        """Show another key for taking back."""
        self._keys = keys
        self._retranslate()

    def _retranslate(self) -> None:
        self.undo.setText(self.tr("Take back") + f"  [{self._keys.of(Act.UNDO)}]")
        self._text.setText(words.told(self._said(self._case)) if self._case else "")

    def _said(self, case: Case) -> list[str]:
        severity = self._protocols.level(case.protocol, case.decided_severity)
        verdict = words.listed([words.verdict(case.verdict) if case.verdict else "", severity])
        said = [self.tr("{0}: you decided “{1}”.").format(words.text_id(case.text_id), verdict)]
        if self._along:
            said.append(self.tr("Decided along, as the same words: {0}.").format(words.number(self._along)))
        machine = [words.outcome(case.outcome)]
        if case.outcome is Outcome.FLAGGED and case.severity:
            machine.append(self._protocols.case_levels(case.protocol).get(case.severity, ""))
        elif case.outcome is not Outcome.FLAGGED:
            machine.append(case_words.reason(case))
        said.append(self.tr("The machine: {0}.").format(words.listed(machine)))
        if case.waits_for is Reading.SECOND:
            said.append(self.tr("Somebody else reads it too, by themselves."))
        elif case.waits_for is Reading.ADJUDICATION:
            said.append(self.tr("The first reader said something else: a third person settles it."))
        return said
