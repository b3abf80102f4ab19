"""What every widget of the window shares: it can change its language while it is open."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget


class Widget(QWidget):
    """A widget that writes its words anew whenever the language changes. `role` is what the style sheet knows it by."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        if role:
            self.setProperty("role", role)
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _retranslate(self) -> None:
        """Write every word of this widget in the language of the window."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class Button(QPushButton):
    """Is pressed by Enter as well as by Space: Qt keeps Enter for dialogs, and people expect it everywhere."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a plain Enter, once: one held down would press what comes after this button, and Ctrl+Enter is a page's."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()  # on some desktops Qt would press by it
        elif not event.isAutoRepeat():
            self.click()


class OnceButton(Button):
    """Is pressed once by a double click: by then it stands for something that nobody has read yet."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press for the first one's."""
        event.accept()


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows its text as it is: a file name or an id that looks like HTML stays what it is."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


def button(role: str = "", *, once: bool = False) -> Button:
    """Return a button in one of the style sheet's roles. `once`: what it does leads to the next text, page or case."""
    made = OnceButton(role) if once else Button(role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def choice() -> QComboBox:
    """Return a box of choices that stays wide enough for each, whatever the language and the size of words become."""
    return QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
