"""Another's text, in an emergency: why it must be read now, and that others will read why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from domain.case import Case
from gui import words
from gui.widget import Widget, button, label

LONGEST = 300


class GlassPanel(Widget):
    """Asks for the reason; `broken` hands on the case's number and the reason. Hidden while there is nothing to ask."""

    broken = Signal(int, str)

    def __init__(self) -> None:
        super().__init__("note")
        self._case: Case | None = None
        self._text = label(wrap=True)
        self.reason, self.open = QLineEdit(), button()
        self.reason.setMaxLength(LONGEST)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.reason, 1)
        line.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addLayout(line)
        self.open.clicked.connect(self._break)
        self.reason.returnPressed.connect(self._break)
        self._retranslate()
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        """Ask why this case's text must be read, or ask nothing."""
        self._case = case
        self.reason.clear()
        self.setVisible(case is not None)
        self._retranslate()

    def _break(self) -> None:
        if self._case:
            self.broken.emit(self._case.id, self.reason.text())

    def _retranslate(self) -> None:
        name = words.text_id(self._case.text_id) if self._case else ""
        self._text.setText(
            self.tr(
                "{0} is of a batch that a colleague has brought. In an emergency you may open it: "
                "it goes on record, and the supervisor reads why."
            ).format(name)
        )
        self.reason.setAccessibleName(self.tr("Why must you read it now?"))
        self.reason.setPlaceholderText(self.tr("Why must you read it now?"))
        self.open.setText(self.tr("Open it"))
