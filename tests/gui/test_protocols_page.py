"""Whoever words what is asked must see what is wrong where it is wrong, and what a threshold would do before it does it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from access.machine import Machine
from access.policy import Found
from domain.actor import Actor, Role
from domain.pack import Pack
from domain.policy import Policy
from gui.core import Core
from gui.main_window import SMALLEST, MainWindow
from gui.navigation import PROTOCOLS
from gui.plain_table import PADDING
from gui.protocols_page import ProtocolsPage
from learning import adjustments
from screening import site_protocols
from screening.protocols import SHIPPED, find
from tests.gui.conftest import OpenDatabase, Screen, cells, seen
from tests.screening.words import OpenWords

DEPRESSION, STRESS = 0, 1


@pytest.fixture
def page(window: MainWindow) -> ProtocolsPage:
    window.show_page(PROTOCOLS)
    return window.pages.protocols


def test_a_copy_is_judged_while_it_is_written_and_can_be_chosen_once_saved(
    qtbot: QtBot, page: ProtocolsPage, window: MainWindow, core: Core
) -> None:
    page.table.selectRow(DEPRESSION)
    page.duplicate.click()
    form = page.form
    assert "no validation record" in seen(form)
    form.fields["thresholds.flag"].box.setText("0.1")
    assert "at most “Flagged from”" in seen(form.fields["thresholds.clear"])
    assert "at most" not in seen(form.fields["thresholds.flag"])
    assert not form.save.isEnabled()
    form.fields["thresholds.flag"].box.setText("0.7")
    form.fields["levels[4].respond_within_hours"].box.setText("soon")
    assert "A number of hours" in seen(form.fields["levels[4].respond_within_hours"])
    form.fields["levels[4].respond_within_hours"].box.setText("2")
    form.save.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 4)
    (saved,), _ = site_protocols.own(core.data)
    assert (saved.thresholds.flag, saved.levels[3].respond_within_hours) == (0.7, 2)
    assert "It has no validation record yet" in seen(page)
    assert window.pages.screening.form.asking.protocol.findData("depression-site") >= 0
    page.edit.click()
    form.fields["positive"].box.setText("low")
    assert "another one than before" in seen(form.fields["version"]), "a changed file under the old version would lie"


def test_a_protocol_is_taken_in_by_the_policy_and_retired_in_two_presses(
    qtbot: QtBot, page: ProtocolsPage, window: MainWindow, core: Core, tmp_path: Path
) -> None:
    stick = tmp_path / "mood.toml"
    stick.write_bytes((SHIPPED / "stress.toml").read_bytes().replace(b'id = "stress"', b'id = "mood"'))
    page.take_in.look(stick)
    assert "mood.toml: protocol mood 1.0, in English, Japanese" in seen(page.take_in)
    core.machine = Machine(found=Found(Policy(signing_key=bytes(32), require_signed=True)))
    page.take_in.accept.click()
    qtbot.waitUntil(lambda: "does not bear the signature of your organisation" in seen(page.take_in))
    core.machine = Machine()
    page.take_in.look(stick)
    page.take_in.accept.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 4)
    assert not page.take_in.isVisible()
    assert page._chosen.id == "mood"
    page.retire.click()
    assert page.table.rowCount() == 4, "one press retires"
    page.retire.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 3)
    assert "Past results stay as they are" in seen(page)
    assert window.pages.screening.form.asking.protocol.findData("mood") < 0
    assert not page.retire.isEnabled()


def test_a_file_that_is_no_protocol_is_named_in_a_sentence_in_sight(page: ProtocolsPage, tmp_path: Path) -> None:
    (tmp_path / "notes.toml").write_text("id = 3", encoding="utf-8")
    page.take_in.look(tmp_path / "notes.toml")
    assert page.take_in.isVisible()
    assert "notes" in seen(page.take_in)
    assert not page.take_in.accept.isVisible()


def test_a_copy_is_told_from_what_it_was_copied_from(page: ProtocolsPage, core: Core) -> None:
    """Two of the same name in the list that a batch is asked from: the wrong one has no validation record."""
    values = site_protocols.copied(site_protocols.values(find("stress"), core.data), {"stress"})
    site_protocols.save(core.actor, core.open_database, core.data, values, None)
    page.refresh()
    assert cells(page.table, 0) == ["Depression", "Stress", "Suicide risk", "Stress (stress-site)"]


def test_a_row_is_as_high_as_its_words_need_when_the_window_becomes_narrow(
    qtbot: QtBot, page: ProtocolsPage, window: MainWindow
) -> None:
    def high_enough() -> bool:
        words = QRect(0, 0, page.table.columnWidth(4) - 2 * PADDING, 1000)
        wraps = Qt.TextFlag.TextWordWrap
        return all(
            page.table.fontMetrics().boundingRect(words, wraps, text).height() <= page.table.rowHeight(row)
            for row, text in enumerate(cells(page.table, 4))
        )

    for size in ((1280, 720), SMALLEST):
        window.resize(*size)
        qtbot.waitUntil(high_enough)
    assert page.table.rowHeight(2) > page.table.rowHeight(1)


def test_only_a_protocol_s_file_is_welcome_over_the_list_and_is_shown_before_it_is_taken_in(
    page: ProtocolsPage, tmp_path: Path
) -> None:
    """On a stick there are other files too, and nobody should take in what they have not looked at."""
    brought = tmp_path / "brought.toml"
    brought.write_text((SHIPPED / "stress.toml").read_text(encoding="utf-8"), encoding="utf-8")
    listed = page.table.parentWidget()
    assert listed
    for file, welcome in ((tmp_path / "texts.csv", False), (brought, True)):
        urls, copy, left = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        urls.setUrls([QUrl.fromLocalFile(str(file))])
        over = QDragEnterEvent(QPoint(5, 5), copy, urls, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(listed, over)
        assert listed.property("over") == welcome
        drop = QDropEvent(QPointF(5, 5), copy, urls, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(listed, drop)
        assert page.take_in.accept.isVisible() == welcome
    assert page.take_in.digest.text()
    assert page.table.rowCount() == len(list(SHIPPED.glob("*.toml"))), "nothing is taken in by a drop alone"


def test_a_shipped_protocol_is_not_changed_and_a_counselor_changes_none(
    page: ProtocolsPage, open_database: OpenDatabase, open_window: Callable[[Core], MainWindow]
) -> None:
    assert page.duplicate.isEnabled()
    assert not page.edit.isEnabled()
    core = Core(open_database, page._core.data, Actor("Sato", Role.COUNSELOR), OpenWords())
    other = open_window(core).pages.protocols
    assert not other.duplicate.isEnabled()


def test_two_protocols_stand_side_by_side_where_they_differ(page: ProtocolsPage) -> None:
    page.table.selectRow(DEPRESSION)
    page.compare.click()
    parts = cells(page.both.table, 0)
    assert all(part.startswith("≠") for part in parts)
    page.both.only.setChecked(False)
    assert len(cells(page.both.table, 0)) > len(parts)
    assert page.both.second.currentText() == "Stress"


def test_thresholds_are_moved_by_keys_and_the_counts_follow_before_anything_changes(
    qtbot: QtBot, page: ProtocolsPage, screened: Screen, taught: Pack, core: Core
) -> None:
    screened("stress")
    page.table.selectRow(STRESS)
    page.thresholds.click()
    limits = page.limits
    qtbot.waitUntil(lambda: "in runs: 1" in seen(limits))
    assert cells(limits.change.table, 3) == ["±0", "±0", "±0"]
    assert not limits.use.isEnabled()
    flagged = int(cells(limits.change.table, 1)[0])
    for _ in range(5):
        QTest.keyClick(limits.plot, Qt.Key.Key_PageUp)
    assert limits.flag.value() == 99
    assert int(cells(limits.change.table, 2)[0]) < flagged
    assert not adjustments.adopted(core.protocols[STRESS], taught, core.data)
    limits.use.click()
    qtbot.waitUntil(lambda: "this site's own thresholds" in seen(limits))
    (own,) = adjustments.adopted(core.protocols[STRESS], taught, core.data)
    assert (own.thresholds.flag, own.thresholds.clear) == (0.99, 0.2)
    limits.reset.click()
    qtbot.waitUntil(lambda: "the shipped thresholds" in seen(limits) and not limits.reset.isEnabled())
    assert not adjustments.adopted(core.protocols[STRESS], taught, core.data)


def test_the_lower_threshold_never_passes_the_upper_one(
    qtbot: QtBot, page: ProtocolsPage, screened: Screen, taught: Pack
) -> None:
    assert taught
    screened("stress")
    page.table.selectRow(STRESS)
    page.thresholds.click()
    qtbot.waitUntil(lambda: "in runs: 1" in seen(page.limits))
    for _ in range(9):
        QTest.keyClick(page.limits.plot, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert page.limits.clear.value() == page.limits.flag.value() == 99
    page.limits.flag.setValue(40)
    assert page.limits.clear.value() == 40
    assert "Flagged from 40%" in page.limits.plot.accessibleDescription()
