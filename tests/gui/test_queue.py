"""Files lined up for the night: each gets its turn, a bad one keeps none of the others, and none is forgotten in the morning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.waiting import Waiting
from gui.core import Core
from gui.main_window import MainWindow
from gui.run_queue import State
from gui.run_view import Phase
from gui.screening_page import ScreeningPage
from screening import waiting
from screening.language import detect
from store import runs
from tests.gui.conftest import OWNER, TEXTS, OpenDatabase, OpenWindow, cells, seen, state_purpose, write_table
from tests.gui.gate import Gate
from tests.screening.words import OpenWords

FILE, STATE, COUNTS = range(3)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three tables of two texts each."""
    pairs = list(TEXTS.items())[:2]
    return [
        write_table(tmp_path / f"{day}.csv", {f"{day}-{name}": f"{day}: {body}" for name, body in pairs})
        for day in ("monday", "tuesday", "wednesday")
    ]


@pytest.fixture
def page(window: MainWindow) -> ScreeningPage:
    return window.pages.screening


@pytest.fixture
def gated(
    open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path, gate: Gate
) -> Iterator[ScreeningPage]:
    """A page whose model waits to be let through."""
    yield open_window(Core(open_database, word_packs.parent, OWNER, gate)).pages.screening
    gate.let_through()


def line_up(qtbot: QtBot, page: ScreeningPage, files: list[Path]) -> None:
    page.open(files)
    qtbot.waitUntil(page.form.start.isEnabled)
    page.form.start.click()
    if page.mandate.isVisible():
        state_purpose(page)
    qtbot.waitUntil(lambda: len(page.runner.queue) >= len(files))


def states(page: ScreeningPage) -> list[State]:
    return [entry.state for entry in page.runner.queue]


def idle(page: ScreeningPage) -> bool:
    return not page.running and page.runner.queue.next is None


def test_files_that_are_dropped_together_are_screened_one_after_the_other(
    qtbot: QtBot, page: ScreeningPage, files: list[Path], open_database: OpenDatabase
) -> None:
    line_up(qtbot, page, files)
    qtbot.waitUntil(lambda: idle(page))
    assert states(page) == [State.DONE] * 3
    assert cells(page.queue.table, FILE) == ["monday.csv", "tuesday.csv", "wednesday.csv"]
    assert cells(page.queue.table, STATE) == ["done"] * 3
    assert cells(page.queue.table, COUNTS) == ["2 of 2 · flagged: 1"] * 3
    assert all(entry.began_at <= entry.ended_at for entry in page.runner.queue)
    with open_database() as db:
        assert [run.sources for run in runs.summaries(db)] == [("wednesday.csv",), ("tuesday.csv",), ("monday.csv",)]
        qtbot.waitUntil(lambda: waiting.lined_up(db, OWNER) == [])


def test_h27_each_file_keeps_its_own_columns_and_can_be_asked_something_else(
    qtbot: QtBot, page: ScreeningPage, files: list[Path], open_database: OpenDatabase, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("number,message,remark\n1,a calm day by the sea,a dreadful day at work\n", encoding="utf-8")
    page.open([files[0], other])
    qtbot.waitUntil(page.form.start.isEnabled)
    assert "Start screening 2 files" in seen(page.form)
    page.form.files.alike.click()
    page.form.files.list.setCurrentRow(1)
    assert page.form.reading.text.currentText() == "message"
    page.form.asking.protocol.setFocus()
    before = page.form.asking.protocol.currentData()
    QTest.keyClick(page.form.asking.protocol, Qt.Key.Key_Down)
    asked = page.form.asking.protocol.currentData()
    assert asked != before
    page.form.files.list.setCurrentRow(0)
    assert page.form.asking.protocol.currentData() == before
    qtbot.waitUntil(page.form.start.isEnabled)
    page.form.start.click()
    state_purpose(page)
    qtbot.waitUntil(lambda: len(page.runner.queue) == 2 and idle(page))
    with open_database() as db:
        assert [run.protocol for run in reversed(runs.summaries(db))] == [before, asked]


def test_a_file_that_can_t_be_read_does_not_keep_the_others(
    qtbot: QtBot, page: ScreeningPage, files: list[Path]
) -> None:
    files[1].write_bytes(b"")
    page.open(files)
    qtbot.waitUntil(page.form.start.isEnabled)
    assert "Start screening 2 files" in seen(page.form)
    assert "left out" in page.form.files.list.item(1).text()


def test_h27_a_file_that_fails_does_not_keep_the_next_one_from_its_turn(
    qtbot: QtBot, gated: ScreeningPage, files: list[Path], gate: Gate
) -> None:
    line_up(qtbot, gated, files)
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    content = files[1].read_bytes()
    files[1].unlink()
    gate.let_through()
    qtbot.waitUntil(lambda: idle(gated))
    assert states(gated) == [State.DONE, State.FAILED, State.DONE]
    gated.queue.table.selectRow(1)
    qtbot.waitUntil(lambda: "tuesday.csv" in gated.queue._problem.text)
    files[1].write_bytes(content)
    gated.queue.retry.click()
    qtbot.waitUntil(lambda: states(gated) == [State.DONE] * 3)


def test_waiting_files_change_places_and_leave_the_list_by_keyboard(
    qtbot: QtBot, gated: ScreeningPage, files: list[Path], gate: Gate
) -> None:
    line_up(qtbot, gated, files)
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    table = gated.queue.table
    table.setFocus()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert cells(table, FILE) == ["monday.csv", "wednesday.csv", "tuesday.csv"]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert cells(table, FILE) == ["monday.csv", "wednesday.csv", "tuesday.csv"], "what is going on keeps its place"
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert cells(table, FILE) == ["monday.csv", "wednesday.csv"]
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert len(gated.runner.queue) == 2
    gate.let_through()
    qtbot.waitUntil(lambda: states(gated) == [State.DONE] * 2)


def test_a_paused_run_says_so_and_goes_on_at_once(
    qtbot: QtBot, gated: ScreeningPage, files: list[Path], gate: Gate
) -> None:
    line_up(qtbot, gated, files[:2])
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    gated.view.pause.click()
    assert states(gated) == [State.PAUSED, State.WAITING]
    assert "the processor is free" in seen(gated.view)
    assert "Files after this one: 1" in seen(gated.view)
    assert gated.view.pause.text() == "Continue"
    gate.let_through()
    assert gated.running
    gated.view.pause.click()
    qtbot.waitUntil(lambda: states(gated) == [State.DONE] * 2)


def test_stop_holds_the_files_behind_it_and_says_so(
    qtbot: QtBot, gated: ScreeningPage, files: list[Path], gate: Gate
) -> None:
    line_up(qtbot, gated, files[:2])
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    with qtbot.waitSignal(gated.ended):
        gated.view.stop.click()
    qtbot.waitUntil(lambda: gated.view.phase is Phase.STOPPED)
    assert states(gated) == [State.STOPPED, State.WAITING]
    assert "Files that wait too: 1" in seen(gated.view)
    gate.let_through()
    gated.view.go_on.click()
    qtbot.waitUntil(lambda: states(gated) == [State.DONE] * 2)


def test_a_full_disk_holds_the_queue_and_loses_nothing(
    qtbot: QtBot, gated: ScreeningPage, tmp_path: Path, gate: Gate, open_database: OpenDatabase
) -> None:
    """The next file would find the same disk; when there is room again, all goes on where it stopped."""
    resource = pytest.importorskip("resource")
    assert detect(TEXTS["calm-1"]) == "en", "its model is unpacked the first time, which is no part of this"
    many = {f"t{row}": f"A calm day, number {row}." for row in range(120)}
    files = [write_table(tmp_path / "big.csv", many), write_table(tmp_path / "next.csv", TEXTS)]
    line_up(qtbot, gated, files)
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in tmp_path.glob("test.kizashi*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 200_000, before[1]))
    try:
        gate.let_through()
        qtbot.waitUntil(lambda: gated.view.phase is Phase.FAILED and not gated.running)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "is full" in seen(gated.view)
    assert states(gated) == [State.FAILED, State.WAITING]
    assert 0 < gated.view.counts.done < len(many)
    gated.view.go_on.click()
    qtbot.waitUntil(lambda: states(gated) == [State.DONE] * 2)
    with open_database() as db:
        assert db.first("SELECT count(*) AS done, count(DISTINCT text) AS texts FROM screenings") == {
            "done": len(many) + len(TEXTS),
            "texts": len(many) + len(TEXTS),
        }


def test_h27_what_was_left_when_the_window_closed_is_offered_at_the_next_start(
    qtbot: QtBot,
    gated: ScreeningPage,
    open_window: OpenWindow,
    open_database: OpenDatabase,
    word_packs: Path,
    files: list[Path],
    gate: Gate,
) -> None:
    line_up(qtbot, gated, files[:2])
    qtbot.waitUntil(lambda: gated.view.phase is Phase.SCREENING)
    gate.let_through(1)
    qtbot.waitUntil(lambda: gated.view.counts.done == 1)
    window = gated.window()
    assert isinstance(window, MainWindow)
    window.release()
    page = open_window(Core(open_database, word_packs.parent, OWNER, OpenWords())).pages.screening
    qtbot.waitUntil(page.queue.isVisible)
    assert cells(page.queue.table, FILE) == ["monday.csv", "tuesday.csv"]
    assert not page.running, "nothing begins by itself"
    page.queue.start.click()
    qtbot.waitUntil(lambda: states(page) == [State.DONE] * 2)
    with open_database() as db:
        assert db.first("SELECT count(*) AS runs FROM runs") == {"runs": 2}
        assert db.first("SELECT count(*) AS done FROM screenings") == {"done": 4}


def test_a_file_whose_model_is_gone_is_named_and_waits_no_more(
    qtbot: QtBot, open_window: OpenWindow, core: Core, files: list[Path]
) -> None:
    with core.open_database() as db:
        waiting.line_up(
            db, OWNER, [Waiting(str(file), "stress", pack) for file, pack in zip(files, ("words", "old"), strict=False)]
        )
    page = open_window(core).pages.screening
    qtbot.waitUntil(page.queue.isVisible)
    assert cells(page.queue.table, FILE) == ["monday.csv"]
    assert "not here any more: tuesday.csv" in seen(page)
