"""Threads are where windows freeze, crash and lose work. What they say must arrive, in order, on the window's thread."""

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from domain.errors import BugError, KizashiError, StoreError
from domain.pack import Pack
from domain.text import Reading
from gui import bugs
from gui.threads import Desk, Errand, Errands, Progress, Reader, ScreeningRun
from screening.events import Finished, Screened
from screening.job import Order, ScreeningJob
from screening.protocols import find
from screening.ways import OpenScorer
from store import settings
from store.database import Database
from tests.gui.conftest import CRISIS, OWNER, TEXTS, OpenDatabase, write_table
from tests.gui.gate import Gate
from tests.screening.words import OpenWords


class Heard(QObject):
    """Collects what a thread said, and the thread on which it was heard."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.threads: set[threading.Thread] = set()

    def hear(self, value: object) -> None:
        self.values.append(value)
        self.threads.add(threading.current_thread())
        self.changed.emit()

    def progress(self, what: str, share: float) -> None:
        self.hear((what, share))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(open_database: OpenDatabase) -> Iterator[Desk]:
    made = Desk(open_database)
    made.start()
    yield made
    made.close()


def test_a_signal_takes_nothing_away_from_the_interpreter(heard: Heard) -> None:
    """PySide6 6.12.0 loses a reference to True at every signal: Python 3.11 aborts in the middle of a long run."""
    before = sys.getrefcount(True)
    for _ in range(100):
        heard.changed.emit()
    assert sys.getrefcount(True) > before - 50


def never(error: object) -> None:
    raise AssertionError(error)


def test_the_desk_answers_in_order_on_the_window_s_thread(qtbot: QtBot, desk: Desk, heard: Heard) -> None:
    def ask(number: int, db: Database) -> int:
        assert threading.current_thread() is not threading.main_thread()
        assert db.first("SELECT 1")
        return number

    for number in range(20):
        desk.ask(partial(ask, number), heard.hear, never)
    qtbot.waitUntil(lambda: len(heard.values) == 20)
    assert heard.values == list(range(20))
    assert heard.threads == {threading.main_thread()}


def test_a_store_that_could_not_be_opened_is_tried_again(
    qtbot: QtBot, open_database: OpenDatabase, heard: Heard
) -> None:
    broken = [StoreError("The store is away.")]

    def open_when_mended() -> Database:
        if broken:
            raise broken.pop()
        return open_database()

    desk = Desk(open_when_mended)
    desk.start()
    try:
        desk.ask(lambda db: db.path.name, never, heard.hear)
        desk.ask(lambda db: db.path.name, heard.hear, never)
        qtbot.waitUntil(lambda: len(heard.values) == 2)
    finally:
        desk.close()
    assert str(heard.values[0]) == "The store is away."
    assert heard.values[1] == "test.kizashi"


def test_a_bug_is_reported_without_the_words_that_it_quotes(
    qtbot: QtBot, desk: Desk, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    untrusted_text = "I can't go on"

    def quote(_db: Database) -> None:
        raise RuntimeError(untrusted_text)

    desk.ask(quote, never, heard.hear)
    qtbot.waitUntil(lambda: bool(heard.values))
    (error,) = heard.values
    assert isinstance(error, BugError)
    assert error.__cause__
    written = caplog.text + str(error) + bugs.report(error.__cause__)
    assert "quote" in written
    assert untrusted_text not in written


def test_nothing_is_delivered_to_a_window_that_has_closed(open_database: OpenDatabase, heard: Heard) -> None:
    desk = Desk(open_database)
    desk.start()
    desk.ask(lambda db: db.path.name, heard.hear, never)
    desk.close()
    assert heard.values == []


def test_an_errand_tells_its_progress_and_its_end_in_order(qtbot: QtBot, heard: Heard) -> None:
    def work(progress: Progress) -> str:
        progress("half", 0.5)
        return "done"

    errands = Errands()
    errands.start(Errand(work, heard.hear, never, heard.progress))
    qtbot.waitUntil(lambda: len(heard.values) == 2)
    errands.close()
    assert heard.values == [("half", 0.5), "done"]
    assert heard.threads == {threading.main_thread()}


def _given(number: int, _progress: Progress) -> int:
    return number


def test_errands_that_end_at_the_same_time_all_arrive(qtbot: QtBot, heard: Heard) -> None:
    errands = Errands()
    for number in range(30):
        errands.start(Errand(partial(_given, number), heard.hear, never))
    for thread in range(30):
        errands._going[thread].wait()
    qtbot.waitUntil(lambda: len(heard.values) == 30)
    errands.close()
    assert sorted(heard.values, key=str) == sorted(range(30), key=str)


def test_closing_ends_an_errand_that_would_take_long(qtbot: QtBot, heard: Heard) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress("endless", 0.0)

    errands = Errands()
    errand = Errand(work, never, never, heard.progress)
    errands.start(errand)
    qtbot.waitUntil(lambda: bool(heard.values))
    errands.close()
    assert errand.isFinished()


@pytest.fixture
def start(
    open_database: OpenDatabase, word_pack: Pack, texts: Path, heard: Heard
) -> Iterator[Callable[..., ScreeningRun]]:
    """Start a run of the five texts; whatever it says is heard."""
    started: list[ScreeningRun] = []

    def begin(open_scorer: OpenScorer, file: Path = texts) -> ScreeningRun:
        order = Order([file], Reading(), find("stress"), word_pack)
        run = ScreeningRun(lambda: ScreeningJob(open_database, OWNER, order, open_scorer))
        for signal in (run.imported, run.begun, run.screened, run.ended, run.failed):
            signal.connect(heard.hear)
        started.append(run)
        run.start()
        return run

    yield begin
    for run in started:
        run.stop()
        run.wait()


def test_a_run_tells_every_step_on_the_window_s_thread(
    qtbot: QtBot, start: Callable[..., ScreeningRun], heard: Heard
) -> None:
    run = start(OpenWords())
    qtbot.waitUntil(run.isFinished)
    qtbot.waitUntil(lambda: isinstance(heard.values[-1], Finished))
    assert [type(value).__name__ for value in heard.values] == ["Imported", "Started", *["Screened"] * 5, "Finished"]
    assert heard.threads == {threading.main_thread()}


def test_a_stopped_run_ends_at_once_and_goes_on_without_a_text_twice(
    qtbot: QtBot, start: Callable[..., ScreeningRun], heard: Heard, gate: Gate, open_database: OpenDatabase
) -> None:
    gate.let_through(2)
    run = start(gate)
    qtbot.waitUntil(lambda: sum(isinstance(value, Screened) for value in heard.values) >= 2)
    run.stop()
    qtbot.waitUntil(run.isFinished)
    qtbot.waitUntil(lambda: isinstance(heard.values[-1], Finished))
    stopped = heard.values[-1]
    assert isinstance(stopped, Finished)
    assert stopped.stopped
    assert stopped.counts.done < len(TEXTS)

    qtbot.waitUntil(start(OpenWords()).isFinished)
    with open_database() as db:
        screened = [row["text"] for row in db.query("SELECT text FROM screenings ORDER BY text")]
    assert screened == sorted(set(screened))
    assert len(screened) == len(TEXTS)


def test_a_bug_in_the_engine_ends_the_run_with_a_message_and_keeps_what_is_done(
    qtbot: QtBot, start: Callable[..., ScreeningRun], heard: Heard, tmp_path: Path, open_database: OpenDatabase
) -> None:
    file = write_table(
        tmp_path / "crash.csv", {"1": "It was a calm day in the garden.", "2": "They said <crash> to me"}
    )
    qtbot.waitUntil(start(OpenWords(), file).isFinished)
    qtbot.waitUntil(lambda: isinstance(heard.values[-1], KizashiError))
    assert isinstance(heard.values[-1], BugError)
    assert "They said" not in str(heard.values[-1])
    with open_database() as db:
        assert db.first("SELECT count(*) AS n FROM screenings") == {"n": 1}


def test_a_long_search_keeps_no_decision_waiting_and_ends_when_nobody_wants_it(
    qtbot: QtBot, open_database: OpenDatabase, desk: Desk, heard: Heard
) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS n FROM n"
    wanted = [True]
    reader = Reader(open_database)
    reader.start()
    try:
        reader.ask(lambda db: db.first(endless), never, never, lambda: wanted[0])
        desk.ask(lambda db: db.first("SELECT 1 AS one"), heard.hear, never)
        qtbot.waitUntil(lambda: heard.values == [{"one": 1}])
        wanted.clear()
        wanted.append(False)
        reader.ask(lambda db: db.first("SELECT 2 AS two"), heard.hear, never)
        qtbot.waitUntil(lambda: heard.values == [{"one": 1}, {"two": 2}])
        reader.ask(lambda db: db.first(endless), never, never)
    finally:
        reader.close()


def test_who_has_read_is_put_on_record_though_the_reader_can_write_nothing(
    qtbot: QtBot, open_database: OpenDatabase, heard: Heard
) -> None:
    def read(db: Database) -> None:
        with pytest.raises(StoreError):
            settings.put_crisis(db, CRISIS)
        settings.put_crisis(db.record, CRISIS)

    reader = Reader(open_database)
    reader.start()
    try:
        reader.ask(read, heard.hear, never)
        qtbot.waitUntil(lambda: heard.values == [None])
    finally:
        reader.close()
