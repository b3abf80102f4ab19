"""The third fate of an error: a report that can be copied and holds no text bodies."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """Return where `error` came from. Its message is left out: it may quote a text body."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__


def show(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """Open a dialog that names the bug and offers its report for copying, and return it."""
    dialog = QMessageBox(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Kizashi")
    dialog.setIcon(QMessageBox.Icon.Warning)
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setText(
        QCoreApplication.translate("Bugs", "Something went wrong inside Kizashi. What was screened so far is kept.")
    )
    dialog.setInformativeText(
        QCoreApplication.translate(
            "Bugs", "Please send the details below to whoever looks after Kizashi. No texts are in them."
        )
    )
    dialog.setDetailedText(report(error))
    dialog.open()
    return dialog


def catch_all(parent: QWidget) -> None:
    """Show what escapes a slot: Qt would print it and go on as if nothing had happened."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        log.error("a slot failed: %s", report(error))
        show(parent, error)

    sys.excepthook = hook
