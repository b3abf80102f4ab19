"""The real core under the window, with a model that reads words; and no test leaves a thread or a window behind."""

import csv
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.estimate import Estimate
from domain.head import UNCALIBRATED, Head, Ordinal, Probe, Record, Tie
from domain.pack import Kind, Pack, Sizes, Table
from domain.protocol import Thresholds
from domain.site import Crisis
from domain.text import Reading
from gui import style
from gui.core import Core
from gui.language import TRANSLATIONS, Language
from gui.main_window import MainWindow
from gui.marks import Marks
from gui.palette import LIGHT
from gui.screening_page import ScreeningPage
from learning import examples, starters
from learning.equipment import starting
from models import registry
from models.chosen import default
from models.measured import Use
from models.pack import DESCRIPTION, describe, facts
from review import site
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import settings
from store.database import Database, open_store
from tests.gui.gate import Gate
from tests.screening.words import TEMPLATE, OpenWords

os.environ["QT_QPA_PLATFORM"] = "offscreen"

OpenDatabase = Callable[[], Database]
Dress = Callable[..., None]
Screen = Callable[..., None]
OpenWindow = Callable[[Core], MainWindow]
PATIENCE = 60_000
"""Milliseconds until a slow machine is given up on."""
OWNER = Actor("owner", Role.OWNER)
CRISIS = Crisis("Stay with them and call.", "Ms Sato, extension 12")
TEXTS = {
    "calm-1": "This was a calm day and I went for a long walk with my sister.",
    "bad-1": "It was dreadful at work today and I can't stand it for another week.",
    "none-1": "",
    "grave-1": "It was a dreadful, dreadful day, a <grave> <grave> <grave> day, and it is not over yet.",
    "<b>odd</b>": "A day like any other day, with a little rain in the afternoon.",
}


@pytest.fixture(autouse=True, scope="module")
def _what_was_there_before() -> None:
    """Set aside what imports and earlier tests have made, half a million objects: to look through it takes long."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what a window does as long as a busy machine takes: a test fails for what is shown, not for when."""
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitExposed):
        monkeypatch.setattr(wait, "__kwdefaults__", {**(wait.__kwdefaults__ or {}), "timeout": PATIENCE})


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread running or a window open: at a user's, it would crash when the program ends."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    running = [thread for thread in gc.get_objects() if isinstance(thread, QThread) and thread.isRunning()]
    running = [thread for thread in running if thread is not qapp.thread()]
    assert not running, f"threads still run: {running}"
    assert not qapp.topLevelWidgets(), f"windows are still there: {qapp.topLevelWidgets()}"


@pytest.fixture
def language(qapp: QApplication, tmp_path: Path, translations: Path) -> Iterator[Language]:
    """Start in English, whatever the machine speaks, and leave it so."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    made = Language(qapp, settings, translations)
    style.apply(qapp, LIGHT)
    yield made
    made.choose("en")


@pytest.fixture
def dress(qapp: QApplication) -> Iterator[Dress]:
    """Dress the application, as `style.apply` does, for one test alone: a test that fails leaves the next ones no large words."""
    yield partial(style.apply, qapp)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # a window that is closed needs no dress
    style.apply(qapp, LIGHT)


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Japanese words, compiled from what is in the repository now."""
    folder = tmp_path_factory.mktemp("translations")
    release = Path(sys.executable).with_name("pyside6-lrelease")
    source = TRANSLATIONS / "kizashi_ja.ts"
    subprocess.run([release, "-silent", source, "-qm", folder / "kizashi_ja.qm"], check=True)
    return folder


@pytest.fixture
def open_database(tmp_path: Path) -> OpenDatabase:
    """A store whose site has written down what to do in an emergency."""
    opened = partial(open_store, tmp_path / "test.kizashi", bytes(32))
    with opened() as db:
        settings.put_crisis(db, CRISIS)
    return opened


@pytest.fixture
def word_packs(tmp_path: Path) -> Path:
    """A folder of packs with one that passes its own check and is run by the words of a text."""
    return describe_words(tmp_path / "packs", exits=())


@pytest.fixture
def taught(word_packs: Path, tmp_path: Path) -> Pack:
    """The same pack with heads that take its only number for their log-odds; suicide risk is seen a little sooner."""
    (pack,) = registry.installed(describe_words(word_packs, exits=(1,)))
    starters.save(
        [learned(pack, "stress"), learned(pack, "depression"), learned(pack, "suicide-risk", 1.5)], tmp_path, pack
    )
    return pack


def learned(pack: Pack, protocol: str, bias: float = 0.0) -> Head:
    """Return a head that was measured by its makers and reads the word model's only number."""
    own = find(protocol)
    shipped = examples.shipped(own, "en").sha256
    steps = [level for level in own.levels if level.positive][1:]
    return Head(
        tie=Tie(protocol, own.sha256, "en", pack.sha256, "0" * 64, default(pack, Use.HEADS), 1, shipped),
        strength=1.0,
        screen=Probe((1.0,), bias, UNCALIBRATED),
        severity=Ordinal(1, (Probe((1.0,), -4.0, UNCALIBRATED),) * len(steps)) if own.levels else None,
        thresholds=Thresholds(flag=0.5, clear=0.2, top_severity=0.9 if own.levels else 0.0),
        record=Record("makers", "2026-01-01", "a group", 270, 135, {"balanced_accuracy": Estimate(0.87, 0.826, 0.91)}),
    )


def describe_words(packs: Path, exits: tuple[int, ...], languages: tuple[str, ...] = ("en",)) -> Path:
    """Write the word pack into the folder `packs`, in place of the one that was there."""
    folder = packs / "words"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DESCRIPTION).unlink(missing_ok=True)
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    (folder / "weights.bin").touch()
    described = {
        "id": "words",
        "title": "Words",
        "family": "words",
        "source": "a test",
        "source_sha256": "1" * 64,
        "compiler": 1,
        "licence": "Apache-2.0",
        "languages": list(languages),
        "exits": list(exits),
        "kind": Kind.DECODER,
        "bos": "",
        "graphs": {},
    }
    describe(folder, facts(described, Sizes(1, 1, 1, 1, 1, 1000), Table("weights.bin", 0)))
    return packs


@pytest.fixture
def word_pack(word_packs: Path) -> Pack:
    (pack,) = registry.installed(word_packs)
    return pack


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A table of five texts, one of each kind that matters."""
    return write_table(tmp_path / "texts.csv", TEXTS)


def write_table(path: Path, texts: Mapping[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *texts.items()])
    return path


@pytest.fixture
def screened(open_database: OpenDatabase, word_packs: Path, texts: Path) -> Screen:
    """Screen the five texts without a window, by what the pack has learned, if anything."""

    def screen(protocol: str, file: Path = texts) -> None:
        (pack,) = registry.installed(word_packs)
        taken = starting(pack, find(protocol), word_packs.parent)
        order = Order([file], Reading(), find(protocol), pack, taken)
        list(ScreeningJob(open_database, OWNER, order, OpenWords()))

    return screen


@pytest.fixture
def urgent(screened: Screen, open_database: OpenDatabase) -> None:
    """The five texts screened, the most severe of them to be answered within four hours."""
    screened("depression")
    with open_database() as db:
        site.set_response_time(db, OWNER, find("depression"), "severe", 4)


@pytest.fixture
def core(open_database: OpenDatabase, word_packs: Path) -> Iterator[Core]:
    made = Core(open_database, word_packs.parent, OWNER, OpenWords())
    yield made
    made.close()


@pytest.fixture
def open_window(qtbot: QtBot, language: Language) -> Iterator[OpenWindow]:
    """Open a window over a core, wait until it can be seen, and stop whatever still goes on in it afterwards."""
    opened: list[MainWindow] = []

    def show(core: Core) -> MainWindow:
        window = MainWindow(core, language, Marks(LIGHT))
        opened.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield show
    for window in opened:
        window.release()


@pytest.fixture
def window(open_window: OpenWindow, core: Core) -> MainWindow:
    return open_window(core)


@pytest.fixture
def running(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, texts: Path, gate: Gate
) -> MainWindow:
    """A window with one of five texts screened and the second under way."""
    window = open_window(Core(open_database, word_packs.parent, OWNER, gate))
    window.pages.screening.open([texts])
    qtbot.waitUntil(window.pages.screening.form.start.isEnabled)
    window.pages.screening.form.start.click()
    state_purpose(window.pages.screening)
    gate.let_through(1)
    qtbot.waitUntil(lambda: "1 of 5 texts" in seen(window.pages.screening.view))
    return window


def state_purpose(page: ScreeningPage) -> None:
    """Say what a batch is for, as whoever starts the first one of a folder must."""
    for line, words in (
        (page.mandate.whose, "clients of a test"),
        (page.mandate.purpose, "a test"),
        (page.mandate.basis, "their consent"),
    ):
        line.setText(words)
    page.mandate.start.click()


def seen(widget: QWidget) -> str:
    """Return all words of labels and buttons that stand in the widget for somebody to read."""
    shown = [child for child in widget.findChildren(QWidget) if child.isVisibleTo(widget)]
    return "\n".join(child.text() for child in shown if isinstance(child, QLabel | QAbstractButton))


def cells(view: QAbstractItemView, column: int) -> list[str]:
    """Return what a column of a table shows, from the first row to the last."""
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]
