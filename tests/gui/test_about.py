"""Whoever answers for clients' words must be able to see, not believe, that nothing leaves the machine."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from access.guard import Guard
from access.machine import Machine
from access.policy import Found
from access.release import version
from access.ways_out import Attempt, Way
from domain.mandate import Mandate
from domain.policy import Policy
from gui import about, display
from gui.core import Core
from gui.display import DisplayError
from gui.main_window import MainWindow
from tests.gui.conftest import OWNER, OpenDatabase, OpenWindow, seen
from tests.paths import ROOT
from tests.screening.words import OpenWords

HELD, GAP = Guard(""), Guard("this kernel takes no filter")


@pytest.fixture
def opened(
    qtbot: QtBot, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path
) -> Callable[[Machine], MainWindow]:
    """Opens a window on a machine of that kind, at its About page."""

    def show(machine: Machine) -> MainWindow:
        window = open_window(Core(open_database, word_packs.parent, OWNER, OpenWords(), machine=machine))
        window.activateWindow()
        QTest.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(window.pages.about.isVisible)
        return window

    return show


def test_the_page_says_what_protects_this_machine_and_what_does_not(opened: Callable[[Machine], MainWindow]) -> None:
    words = seen(opened(Machine(HELD)).pages.about)
    assert "The system refuses every network to Kizashi" in words
    assert "Other programs of this machine" in words
    assert version() in words
    assert "No policy is set" in words
    assert "folder licences" in words, "Qt and others are named there alone"


def test_a_guard_that_the_system_does_not_hold_is_said_with_its_reason(opened: Callable[[Machine], MainWindow]) -> None:
    words = seen(opened(Machine(GAP)).pages.about)
    assert "does not refuse the network to Kizashi (this kernel takes no filter)" in words
    assert "refuses every network" not in words


def test_each_reason_that_the_program_itself_gives_has_words_to_translate() -> None:
    files = (ROOT / "access" / name for name in ("systems/windows.py", "systems/macos.py", "guard.py"))
    sources = [file.read_text(encoding="utf-8") for file in files]
    assert all(str(gap) in source for gap, source in zip(about.GAPS, sources, strict=True))


def test_what_it_has_set_is_named(opened: Callable[[Machine], MainWindow]) -> None:
    found = Found(Policy(lock_minutes=3), Path("/etc/kizashi/policy.toml"), "0" * 64, ("lock_minutes",))
    assert "policy.toml sets: lock_minutes" in seen(opened(Machine(HELD, found)).pages.about)


def test_a_window_that_nothing_guards_shows_when_asked_that_the_ways_are_open(
    qtbot: QtBot, opened: Callable[[Machine], MainWindow]
) -> None:
    """Nothing guards a test: the page must see that, whatever it was told."""
    page = opened(Machine(HELD)).pages.about
    page.attempt.click()
    qtbot.waitUntil(lambda: "6 of 6 ways out are open" in seen(page), timeout=30_000)
    assert page.attempt.isEnabled()


def test_a_name_service_that_answers_is_told_apart_from_a_leak(opened: Callable[[Machine], MainWindow]) -> None:
    page = opened(Machine(HELD)).pages.about
    page._show([Attempt(way, way is not Way.NATIVE_LOOKUP, "EACCES") for way in Way])
    assert "6 ways out were tried, and all were refused" in seen(page)
    assert "name service answers" in seen(page)
    page._show([Attempt(way, refused=False, answer="connected") for way in Way])
    assert "6 of 6 ways out are open. This machine's own name service answers" in seen(page)


def test_the_policy_reaches_the_window(opened: Callable[[Machine], MainWindow]) -> None:
    set_by_it = Policy(protocol="depression", lock_minutes=3, retention_days=60, exports=frozenset())
    window = opened(Machine(HELD, Found(set_by_it)))
    assert window.pages.screening.form.asking.protocol.currentText() == "Depression"
    window.pages.screening.mandate.fill(Mandate())
    assert window.pages.screening.mandate.mandate.retention_days == 60
    assert window.pages.results.export.button.isHidden()
    assert window.idle._timer.interval() == 180_000


@pytest.mark.parametrize("shown", ["localhost:10.0", "desk:0", "tcp/desk:0", "192.0.2.7:0.0"])
def test_a_display_behind_a_network_is_refused_with_a_sentence_instead_of_an_abort(shown: str) -> None:
    with pytest.raises(DisplayError, match="reached over a network"):
        display.check({"DISPLAY": shown})


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":0"},
        {"DISPLAY": "unix:0.0"},
        {"DISPLAY": "/private/tmp/launch.a/org.xquartz:0"},
        {},
        {"DISPLAY": "desk:0", "XDG_SESSION_TYPE": "wayland"},
        {"DISPLAY": "desk:0", "QT_QPA_PLATFORM": "offscreen"},
    ],
)
def test_a_local_display_is_none_of_the_guard_s_business(environment: dict[str, str]) -> None:
    display.check(environment)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program close the network for itself")
def test_under_the_guard_qt_s_local_sockets_and_clipboard_work_and_its_internet_ones_do_not() -> None:
    code = """
import json
from access import guard
guard.put_on()
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket, QTcpSocket
app = QGuiApplication(["kizashi", "-platform", "offscreen"])
QGuiApplication.clipboard().setText("a word")
server, local, internet = QLocalServer(), QLocalSocket(), QTcpSocket()
assert server.listen(f"kizashi-test-{QCoreApplication.applicationPid()}")
local.connectToServer(server.fullServerName())
internet.connectToHost("127.0.0.1", 9)
print(json.dumps([QGuiApplication.clipboard().text(), local.waitForConnected(5000), internet.waitForConnected(5000)]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert json.loads(ended.stdout or "[]") == ["a word", True, False], ended.stderr
