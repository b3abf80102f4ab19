"""The recovery key, shown once: to be printed or saved elsewhere, and typed in part to show that it is at hand."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit

from domain.errors import KeyFileError
from domain.files import whole_file
from gui.centred import centre
from gui.notice import Notice
from gui.widget import Widget, button, label

WIDTH = 560
ASKED = 6
"""Which group of the key has to be typed, the first being 1."""


class RecoverySheet(Widget):
    """Shows a key until a part of it was typed back, and forgets it then: `confirmed`."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._heading, self._text = label("heading"), label("muted", wrap=True)
        self.shown_key = label("key")
        self.shown_key.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.shown_key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.print, self.save = button(), button()
        self._saved = Notice("note")
        self._asked, self.typed, self.go_on = label("field"), QLineEdit(), button("primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.print)
        buttons.addWidget(self.save)
        buttons.addStretch()
        rows = (self._heading, self._text, self.shown_key, buttons, self._saved, self._asked, self.typed, self.go_on)
        centre(self, *rows, width=WIDTH)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.typed.textChanged.connect(self._compare)
        self.typed.returnPressed.connect(self.go_on.click)
        self.go_on.clicked.connect(self._finish)
        self._retranslate()

    def show_key(self, text: str) -> None:
        """Show a recovery key."""
        self._key = text
        self.typed.clear()
        self._saved.say("")
        self._retranslate()
        self.print.setFocus()

    def _compare(self) -> None:
        group = self._key.split("-")[ASKED - 1] if self._key else ""
        self.go_on.setEnabled(bool(group) and self.typed.text().strip().upper() == group)

    def _finish(self) -> None:
        self.show_key("")
        self.confirmed.emit()

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            page = QTextDocument(self._sheet())
            page.print_(printer)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Save the recovery key on a stick"))
        if not path:
            return
        try:
            with whole_file(Path(path)) as file:
                file.write(f"{self._sheet()}\n")
        except OSError as error:
            self._saved.fail(KeyFileError(f"The file {path} can't be written: {error.strerror}."))
        else:
            self._saved.say(self.tr("Saved. Keep the stick away from this computer."))

    def _sheet(self) -> str:
        return f"Kizashi 兆し\n\n{self.tr('Recovery key')}\n\n{self._key}\n\n{self._text.text()}"

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("The recovery key, shown this once"))
        self._text.setText(
            self.tr(
                "It opens the store when a passphrase is forgotten. Whoever has it can read everything; without it, a store "
                "whose passphrases are forgotten stays shut. Keep it on paper, locked away, and not on this computer."
            )
        )
        groups = self._key.split("-")
        self.shown_key.setText("\n".join("  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)))
        self.shown_key.setAccessibleName(self.tr("Recovery key"))
        self.print.setText(self.tr("Print…"))
        self.save.setText(self.tr("Save on a stick…"))
        asked = self.tr("To go on, type group {0} of the key").format(ASKED)
        self._asked.setText(asked)
        self.typed.setAccessibleName(asked)
        self.go_on.setText(self.tr("I have it in a safe place"))
        self._compare()
