"""The window's composition root: everything it works with is made here and handed in."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from access.machine import Machine
from access.paths import config_folder, data_folder, own_store
from custody.entry import Entry
from domain.actor import Actor
from domain.errors import KizashiError
from gui import bugs, display, error_words
from gui.appearance import Appearance
from gui.core import WINDOW, Check, Core, WayIn
from gui.door import Door
from gui.language import Language
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.program import Program
from gui.responsive import Responsive
from inference.devices import AUTO, VARIABLE, named
from models import apart, chosen
from models.devices import open_on
from screening import site_protocols

ICON = Path(__file__).parent / "icon.svg"

BUG = 70
"""How the process ends when the window could not open for a reason that nobody foresaw."""


def keep_no_history() -> None:
    """Let Qt's file dialogs keep nothing: they would write down, readable for everybody, which folders were opened."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def run(machine: Machine) -> int:
    """Open the window, work until it is closed, and return the process's exit code."""
    if machine.guard.held_by_system:
        try:
            display.check(os.environ)
        except KizashiError as error:
            sys.stderr.write(f"kizashi: {error}\n")  # without a display there is no dialog
            return 1
    app = _application()
    responsive = Responsive()
    try:
        program = _program(app, machine)
        program.start()
    except KizashiError as error:
        QMessageBox.critical(None, "Kizashi", error_words.error(error))
        return 1
    except Exception as error:  # noqa: BLE001 - a border: who starts the window from a menu sees no terminal
        bugs.show(None, error).exec()
        return BUG
    try:
        return app.exec()
    finally:
        program.release()
        responsive.leave()


def _application() -> QApplication:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would keep Ctrl+C waiting; what is done is on disk anyway
    app = QApplication(sys.argv)
    app.setApplicationName("Kizashi")
    app.setDesktopFileName("kizashi")
    app.setWindowIcon(QIcon(str(ICON)))
    keep_no_history()
    return app


def check_machine(machine: Machine) -> None:
    """Return if what IT has set for this machine is right, and can be had here. Raises KizashiError, which says what is not."""
    machine.check()
    if machine.policy.protocol:
        site_protocols.find(machine.policy.protocol, data_folder())


def _program(app: QApplication, machine: Machine) -> Program:
    """Make all that a window works with. Raises KizashiError where what IT has set can't be."""
    settings = QSettings(str(config_folder() / WINDOW), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    appearance = Appearance(app, preferences)
    language = Language(app, settings, usual=machine.policy.language)  # in which the rest of this is refused
    check_machine(machine)
    device, data = named(os.environ.get(VARIABLE) or machine.policy.device or AUTO), data_folder()
    open_scorer = apart.opener(partial(open_on, device, on_cpu=chosen.opener(data)))

    def open_window(way_in: WayIn, actor: Actor, entry: Entry | None, check: Check | None) -> MainWindow:
        core = Core(
            lambda: way_in().open(),
            data,
            actor,
            open_scorer,
            check_passphrase=check,
            machine=machine,
            preferences=preferences,
            way_in=way_in,
        )
        try:
            window = MainWindow(core, language, appearance.marks, entry)
        except Exception:
            core.close()  # its threads would end the process before the report is read
            raise
        bugs.catch_all(window)
        return window

    store = own_store(machine.policy.store)
    door = Door(store, config_folder(), language, machine.policy.recovery_key)
    return Program(store, config_folder(), door, open_window)
