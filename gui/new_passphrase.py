"""Two fields for a new passphrase, and what makes a good one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from access.passphrases import SHORTEST
from gui.centred import FIELD_GAP
from gui.notice import Notice
from gui.widget import Widget, label


class NewPassphrase(Widget):
    """Hands a passphrase on when both fields hold the same one. Whether it will do is for the core to say."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = (QLineEdit(echoMode=QLineEdit.EchoMode.Password) for _ in range(2))
        self._first_name, self._second_name = label("field"), label("field")
        self._hint, self._wrong = label("small", wrap=True), Notice("problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for shown in (self._first_name, self.first, self._hint):
            column.addWidget(shown)
        column.addSpacing(FIELD_GAP)
        for below in (self._second_name, self.second, self._wrong):
            column.addWidget(below)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.finished)
        self._retranslate()

    def taken(self) -> str:
        """Return the passphrase, "" where the two fields differ or hold nothing, which is then said."""
        first, second = self.first.text(), self.second.text()
        if first != second:
            self._wrong.say(self.tr("The two passphrases differ."))
        elif not first:
            self._wrong.say(self.tr("Type a passphrase into both fields."))
            self.first.setFocus()
        else:
            self._wrong.say("")
            return first
        return ""

    def clear(self) -> None:
        """Empty both fields."""
        for field in (self.first, self.second):
            field.clear()
        self._wrong.say("")

    def _retranslate(self) -> None:
        for name, field, words in (
            (self._first_name, self.first, self.tr("New passphrase")),
            (self._second_name, self.second, self.tr("The same again")),
        ):
            name.setText(words)
            field.setAccessibleName(words)
        hint = self.tr("At least {0} characters. Four words that don't belong together make a good one.")
        self._hint.setText(hint.format(SHORTEST))
