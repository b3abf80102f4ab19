"""Draw the pictures of docs/guide from the real window, over the invented example messages and the default pack.

`QT_QPA_PLATFORM=offscreen python -m tests.drills.pictures FOLDER [en|ja] [light|dark]`. It builds nothing: the default pack must
be on this machine (`make model`).
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QImage
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
SETTLE_MS = 4000
PLAIN = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
CRISIS = {
    "en": Crisis("Call the person on duty, then write down whom you reached.", "Ms Ikeda, extension 21"),
    "ja": Crisis("当番に電話し、連絡がついた人を書きとめてください。", "池田さん（内線 21）"),
}


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
        _screen(opened, language)
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


def _screen(opened: Callable[[], Database], language: str) -> None:
    pack = registry.load(data_folder() / "packs", "smollm2-135m")
    protocol = find("depression")
    with opened() as db:
        intended_use.accept(db, OWNER)
        site.set_crisis_text(db, OWNER, CRISIS[language])
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
        _small(window.grab().toImage()).save(str(folder / f"{name}-{language}.png"), quality=0)

    window.show_welcome(asks=True)
    shoot("welcome")
    window.begin_with(SCREEN)
    shoot("start")
    window.pages.screening.open([DEMO_FILE])
    shoot("order")
    for page, name in ((RESULTS, "results"), (REVIEW, "review"), (QUALITY, "quality"), (SETTINGS, "settings")):
        window.show_page(page)
        shoot(name)
    window.show_page(MODELS)
    shoot("models")
    window.show_page(PROTOCOLS)
    shoot("protocols")
    window.pages.protocols.table.selectRow(0)
    window.pages.protocols.thresholds.click()
    shoot("thresholds")
    window.pages.protocols.limits.plot._hold("flag", 15)
    shoot("thresholds")
    window.pages.protocols.limits.back.click()
    window.pages.protocols.compare.click()
    shoot("compare")
    window.pages.protocols.both.back.click()
    window.pages.protocols.duplicate.click()
    window.pages.protocols.form.fields["thresholds.flag"].box.setText("0.01")
    shoot("form")
    window.pages.protocols.form.back.click()
    window.navigation.help_wanted.emit()
    shoot("help")


def _small(picture: QImage) -> QImage:
    """Return the picture with its 256 most frequent colours alone: a third of the size, and no eye can tell."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = np.unique(np.frombuffer(plain.constBits(), np.uint32), return_counts=True)
    table = colours[np.argsort(-counts)[:256]].tolist()
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, PLAIN)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:] + ["en", "light"][len(sys.argv) - 2 :]))
