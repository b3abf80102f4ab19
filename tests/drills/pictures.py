"""Draw the pictures of docs/guide from the real window, over the invented example messages and the default pack.

`QT_QPA_PLATFORM=offscreen python -m tests.drills.pictures FOLDER [en|ja] [light|dark]`. It builds nothing: the default pack must
be on this machine (`make model`).
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from access.paths import data_folder
from custody import intended_use
from domain.actor import Actor, Role
from domain.site import Crisis
from domain.text import Reading
from gui.appearance import Appearance
from gui.core import Core
from gui.language import Language
from gui.main_window import MainWindow
from gui.mandate_form import DEMO, DEMO_FILE
from gui.navigation import MODELS, PROTOCOLS, QUALITY, RESULTS, REVIEW, SCREEN, SETTINGS
from gui.preferences import Preferences, Scheme
from learning.equipment import equipment
from models import registry
from review import site
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store.database import Database, open_store

OWNER = Actor("owner", Role.OWNER)
SIZE = (1180, 700)
SETTLE_MS = 1200
CRISIS = Crisis("Call the person on duty, then write down whom you reached.", "Ms Ikeda, extension 21")


def main(folder: Path, language: str, scheme: str) -> None:
    """Screen the examples into a store that is thrown away, and save one picture of each page."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as home:
        settings = QSettings(str(Path(home) / "window.ini"), QSettings.Format.IniFormat)
        preferences = Preferences(settings)
        preferences.choose_scheme(Scheme(scheme))
        appearance = Appearance(app, preferences)
        chosen = Language(app, settings)
        chosen.choose(language)
        opened = partial(open_store, Path(home) / "pictures.kizashi", bytes(32))
        _screen(opened)
        core = Core(opened, data_folder(), OWNER, preferences=preferences)
        window = MainWindow(core, chosen, appearance.marks)
        window.resize(*SIZE)
        window.show()
        try:
            _draw(app, window, folder, language)
        finally:
            window.close()
            window.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _screen(opened: Callable[[], Database]) -> None:
    pack = registry.load(data_folder() / "packs", "smollm2-135m")
    protocol = find("depression")
    with opened() as db:
        intended_use.accept(db, OWNER)
        site.set_crisis_text(db, OWNER, CRISIS)
        taken = equipment(pack, protocol, data_folder(), db)
    reading = Reading(text_column="message", id_column="id", person_column="person", date_column="date")
    list(ScreeningJob(opened, OWNER, Order([DEMO_FILE], reading, protocol, pack, taken, mandate=DEMO)))


def _draw(app: QApplication, window: MainWindow, folder: Path, language: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)

    def shoot(name: str) -> None:
        loop = QEventLoop()
        QTimer.singleShot(SETTLE_MS, loop.quit)
        loop.exec()
        app.processEvents()
        window.grab().save(str(folder / f"{name}-{language}.png"), quality=0)

    window._show_welcome(asks=True)
    shoot("welcome")
    window._begin_with(SCREEN)
    shoot("start")
    window.screening.open([DEMO_FILE])
    shoot("order")
    for page, name in ((RESULTS, "results"), (REVIEW, "review"), (QUALITY, "quality"), (SETTINGS, "settings")):
        window.show_page(page)
        shoot(name)
    window.show_page(MODELS)
    shoot("models")
    window.show_page(PROTOCOLS)
    window.protocols.table.selectRow(0)
    shoot("protocols")
    window.protocols.thresholds.click()
    shoot("thresholds-before")
    window.protocols.limits.plot._hold("flag", 15)
    shoot("thresholds")
    window.protocols.limits.back.click()
    window.protocols.compare.click()
    shoot("compare")
    window.protocols.both.back.click()
    window.protocols.duplicate.click()
    window.protocols.form.fields["thresholds.flag"].box.setText("0.01")
    shoot("form")
    window.protocols.form.back.click()
    window.navigation.help_wanted.emit()
    shoot("help")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:] + ["en", "light"][len(sys.argv) - 2 :]))
