"""A form of the door: what it is for, its fields below one another, what is wrong with them, and two ways on."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.errors import KizashiError
from gui.centred import WIDTH, centre
from gui.notice import Notice
from gui.widget import Widget, button, label


class DoorForm(Widget):
    """Its own class says what `go_on` hands on; `left` says that somebody leaves things as they are."""

    left = Signal()

    def __init__(self, *fields: QWidget, width: int = WIDTH) -> None:
        super().__init__()
        self.waiting = False
        self._heading, self._text, self.problem = label("heading"), label("muted", wrap=True), Notice("problem")
        self.go_on, self.leave = button("primary"), button()
        self._resting = (*fields, self.go_on, self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.go_on, 1)
        buttons.addWidget(self.leave)
        centre(self, self._heading, self._text, *fields, self.problem, buttons, width=width)
        self.go_on.clicked.connect(self._hand_on)
        self.leave.clicked.connect(self.left)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with empty fields."""
        super().showEvent(event)
        self.clear()
        self._begin()

    def clear(self) -> None:
        """Leave nothing in the fields, and take what is typed."""
        self.problem.say("")
        self.wait(waiting=False)

    def fail(self, error: KizashiError) -> None:
        """Say why everything stays as it is."""
        self.wait(waiting=False)
        self.problem.fail(error)
        self._begin()

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while what was typed is at work; the keyboard stays on the form, not on what is beside it."""
        self.waiting = waiting
        if waiting:
            self.setFocus()
        for shown in self._resting:
            shown.setEnabled(not waiting)

    def _begin(self) -> None:
        """Put the keyboard where typing begins."""

    def _hand_on(self) -> None:
        """Hand on what stands in the fields."""

    def _say(self, heading: str, text: str, go_on: str, leave: str) -> None:
        """Write what the form is for, and where its buttons lead."""
        self._heading.setText(heading)
        self._text.setText(text)
        self.go_on.setText(go_on)
        self.leave.setText(leave)
