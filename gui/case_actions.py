"""What can be done with a case beside deciding it: one menu, every entry with its key."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from domain.case import Case
from gui import case_words
from gui.keys import Act, Keys
from gui.widget import Widget, button

OFFERED = (Act.SKIP, Act.ACKNOWLEDGE, Act.SECOND_OPINION, Act.EVIDENCE, Act.CLOSE)


class CaseActions(Widget):
    """Hands on what was chosen in `wanted`. An entry that means nothing for the case is greyed."""

    wanted = Signal(Act)

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._case: Case | None = None
        self.button, menu = button(), QMenu(self)
        self._actions = {act: self._entry(menu, act) for act in OFFERED}
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        """Offer what can be done with a case."""
        self._case = case
        self.setEnabled(case is not None)
        for act, action in self._actions.items():
            action.setEnabled(case is not None and may(act, case))
        self._retranslate()

    def take_keys(self, keys: Keys) -> None:
        """Show other keys beside the entries."""
        self._keys = keys
        self._retranslate()

    def _retranslate(self) -> None:
        self.button.setText(self.tr("More"))
        for act, action in self._actions.items():
            done = self._case and {Act.EVIDENCE: self._case.evidence, Act.CLOSE: self._case.closed}.get(act)
            action.setText(f"{case_words.undone(act) if done else case_words.act(act)}\t{self._keys.of(act)}")

    def _entry(self, menu: QMenu, act: Act) -> QAction:
        action = menu.addAction("")
        action.triggered.connect(lambda: self.wanted.emit(act))
        return action


def may(act: Act, case: Case) -> bool:
    """Tell whether an act means something for a case as it stands."""
    match act:
        case Act.SKIP:
            return case.waits_for is not None
        case Act.ACKNOWLEDGE:
            return case.waits_for is not None and not case.acknowledged
        case Act.CLOSE:
            return case.waits_for is None
        case _:
            return not case.closed
