"""The window's composition root: everything it works with is made here and handed in."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from access.keys import unattended_key
from access.paths import config_folder, data_folder, unattended_store
from domain.actor import Actor, Role
from domain.errors import KizashiError
from gui import bugs, style, words
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.marks import Marks
from gui.palette import LIGHT
from inference.devices import AUTO, VARIABLE, named
from models.devices import open_on
from store.database import Database, open_store

OWNER = Actor("owner", Role.OWNER)
"""Who acts on a store that has no named people."""

ICON = Path(__file__).parent / "icon.svg"


def run() -> int:
    """Open the window, work until it is closed, and return the process's exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would keep Ctrl+C waiting; what is done is on disk anyway
    app = QApplication(sys.argv)
    app.setApplicationName("Kizashi")
    app.setDesktopFileName("kizashi")
    app.setWindowIcon(QIcon(str(ICON)))
    style.apply(app, LIGHT)
    try:
        settings = QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
        open_scorer = partial(open_on, named(os.environ.get(VARIABLE, AUTO)))
        core = Core(_open_database, data_folder(), OWNER, open_scorer)
        window = MainWindow(core, Language(app, settings), Marks(LIGHT))
    except KizashiError as error:
        QMessageBox.critical(None, "Kizashi", words.error(error))
        return 1
    bugs.catch_all(window)
    window.show()
    try:
        return app.exec()
    finally:
        window.release()


def _open_database() -> Database:
    """Open this account's own store; what is wrong with it or its key is said on the page that asks."""
    store = unattended_store()
    return open_store(store, unattended_key(config_folder(), store))
