"""The sign-in page: who is it, and the passphrase. After too many wrong ones it shows how long to wait."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from domain.errors import KizashiError, LockedOutError
from gui.centred import centre
from gui.notice import Notice
from gui.widget import Widget, button, label


class SignIn(Widget):
    """Hands on what was typed in `given`; `fail` shows why it did not do. A single owner's store asks for no name."""

    given = Signal(str, str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._seconds = 0
        self.clock = QTimer(self, interval=1000)
        self.clock.timeout.connect(self._count_down)
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self._name_label, self._passphrase_label = label("field"), label("field")
        self.name, self.passphrase = QLineEdit(), QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.problem = Notice("problem")
        self.enter, self.forgot = button("primary"), button("quiet")
        centre(
            self,
            *(self._heading, self._text, self._name_label, self.name, self._passphrase_label, self.passphrase),
            *(self.problem, self.enter, self.forgot),
        )
        self.name.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._hand_on)
        self.enter.clicked.connect(self._hand_on)
        self.forgot.clicked.connect(lambda: self.forgotten.emit(self.name.text()))
        self._retranslate()

    def show_owner(self, *, owner: bool) -> None:
        """Ask for no name where the store has a single owner."""
        for shown in (self._name_label, self.name):
            shown.setVisible(not owner)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an empty passphrase, in the first empty field."""
        super().showEvent(event)
        self.passphrase.clear()
        (self.passphrase if self.name.isHidden() or self.name.text() else self.name).setFocus()

    def fail(self, error: KizashiError) -> None:
        """Say why nobody came in; while there is a wait, count it down."""
        self.wait(waiting=False)
        if isinstance(error, LockedOutError):
            self._seconds = error.seconds
            self.clock.start()
            self._show_wait()
        else:
            self.problem.fail(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while the passphrase is looked at; the keyboard stays on the page, not on what is beside it."""
        if waiting:
            self.setFocus()
        for shown in (self.name, self.passphrase, self.enter, self.forgot):
            shown.setEnabled(not waiting)

    def _hand_on(self) -> None:
        if self.enter.isEnabled() and not self._seconds:
            self.problem.say("")
            self.wait(waiting=True)
            self.given.emit(self.name.text(), self.passphrase.text())

    def _count_down(self) -> None:
        self._seconds = max(self._seconds - 1, 0)
        self._show_wait()

    def _show_wait(self) -> None:
        self.enter.setEnabled(not self._seconds)
        if self._seconds:
            self.problem.say(self.tr("Too many wrong passphrases in a row. Wait {0} s.").format(self._seconds))
        else:
            self.clock.stop()
            self.problem.say("")

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Sign in"))
        self._text.setText(self.tr("What you open and decide is recorded under your name."))
        for shown, field, words in (
            (self._name_label, self.name, self.tr("Name")),
            (self._passphrase_label, self.passphrase, self.tr("Passphrase")),
        ):
            shown.setText(words)
            field.setAccessibleName(words)
        self.enter.setText(self.tr("Sign in"))
        self.forgot.setText(self.tr("I forgot my passphrase"))
        if self._seconds:
            self._show_wait()
