"""What the machine may have missed must be said in numbers that nobody can take for better than they are."""

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.actor import Actor, Role
from domain.case import Decision, Verdict
from domain.clock import now
from domain.estimate import Estimate
from domain.pack import Pack
from domain.scope import EVERYTHING, Scope
from domain.site import DeskRules
from gui import quality_words
from gui.core import Core
from gui.main_window import MainWindow
from gui.navigation import QUALITY
from gui.pdf import pdf
from gui.quality_figures import Missed
from gui.quality_page import QualityPage
from review import closing, decide, elusion, queue, site
from review.elusion import Elusion
from review.stats import Miss
from review.watch import Watch
from store import users
from store.samples import Tally
from tests.gui.conftest import OWNER, TEXTS, OpenDatabase, OpenWindow, Screen, seen
from tests.screening.words import OpenWords

ANN, CLEO, BO = Actor("Ann", Role.SPECIALIST), Actor("Cleo", Role.SPECIALIST), Actor("Bo", Role.COUNSELOR)


def found(misses: int, read: int, not_flagged: int, *, runs: int = 1) -> Missed:
    bound = elusion.upper_bound(misses, read)
    tally = Tally(runs, not_flagged, 59, read, misses)
    needed = tuple(elusion.sample_for(share, misses) for share in (0.05, 0.02, 0.01))
    return Missed(Miss(1, "stress", Elusion(tally, bound, elusion.of_texts(bound, not_flagged))), needed, again=False)


def test_h20_the_bound_is_said_as_a_share_and_as_a_number_of_texts(window: MainWindow) -> None:
    assert window
    said = quality_words.missed(found(0, 59, 2000), "Stress")
    assert said[0] == (
        "Stress: 0 of 59 sampled texts were cases. So at most 5% of the not flagged were missed: "
        "that is up to 100 of these 2,000."
    )
    assert said[-1].endswith("it takes 59 read texts to say “at most 5%”, 149 for 2%, and 299 for 1%.")


def test_a_sample_that_nobody_has_read_promises_nothing(window: MainWindow) -> None:
    assert window
    said = " ".join(quality_words.missed(found(0, 0, 2000, runs=3), "Stress"))
    assert "nothing is known of what was missed" in said
    assert "Drawn texts that wait in the queue to be read: 59." in said
    assert "over 3 runs with the same model, protocol, thresholds and examples" in said


def test_a_bound_is_never_rounded_to_a_better_one() -> None:
    assert quality_words.share(0.0501) == "5.1%"
    assert quality_words.share(0.05) == "5%"


def test_a_figure_that_the_cases_do_not_define_is_a_dash() -> None:
    nan = float("nan")
    assert quality_words.between(Estimate(nan, nan, nan), quality_words.figure) == "–"
    assert quality_words.between(Estimate(0.5, 0.25, 0.75), quality_words.figure) == "0.50 (0.25–0.75)"


@pytest.mark.parametrize(
    ("watch", "says"),
    [
        (Watch(50, 20, 5, 0, 0), "5 of your latest 20 decisions came sooner than the text can be read"),
        (Watch(50, 0, 0, 30, 30), "what the machine said in all of the latest 30 cases"),
    ],
)
def test_h21_haste_and_constant_agreement_are_told_to_whoever_decides(
    window: MainWindow, watch: Watch, says: str
) -> None:
    assert window
    assert says in " ".join(quality_words.watched(watch))


def page_of(qtbot: QtBot, window: MainWindow) -> QualityPage:
    window.show_page(QUALITY)
    qtbot.waitUntil(lambda: "How readers agree" in seen(window.pages.quality))
    return window.pages.quality


def is_said(page: QualityPage, words: str) -> bool:
    return words in seen(page)


def test_one_reads_ones_own_agreement_and_everybodys_only_by_right(
    qtbot: QtBot, screened: Screen, open_window: OpenWindow, open_database: OpenDatabase, word_packs: Path
) -> None:
    screened("stress")
    with open_database() as db:
        for actor in (ANN, BO, CLEO):
            users.put(db, actor.name, actor.role, now())
        site.set_rules(db, OWNER, DeskRules(second_share=1.0, audit_sample=0))
        for actor in (ANN, CLEO):
            for case in queue.queue(db, actor):
                decide.decide(db, actor, Decision(case.id, Verdict.NOT_A_CASE), {})
    page = page_of(qtbot, open_window(Core(open_database, word_packs.parent, BO, OpenWords())))
    qtbot.waitUntil(lambda: "You have decided nothing yet" in seen(page))
    assert "No case that you have decided was read twice yet." in seen(page), "a counselor sees how others agree"
    assert not page.reports.isVisible()
    administrator = Actor("Ken", Role.ADMINISTRATOR)
    window = open_window(Core(open_database, word_packs.parent, administrator, OpenWords()))
    window.show_page(QUALITY)
    qtbot.waitUntil(lambda: "none can have been missed" in seen(window.pages.quality))
    assert "read twice" not in seen(window.pages.quality), "who sees no agreement is told nothing of it"
    page = page_of(qtbot, open_window(Core(open_database, word_packs.parent, OWNER, OpenWords())))
    qtbot.waitUntil(lambda: f"{len(TEXTS)} cases were read twice, by 2 people" in seen(page))
    assert [page.reader.reader.itemData(place) for place in range(3)] == ["", "Ann", "Cleo"]
    page.reader.reader.setCurrentIndex(1)
    page.reader.reader.activated.emit(1)
    qtbot.waitUntil(lambda: f"{len(TEXTS)} cases were read twice" in seen(page.reader))
    with open_database() as db:
        site.set_rules(db, OWNER, DeskRules(second_share=1.0, audit_sample=0, show_reviewers=False))
    page.refresh()
    qtbot.waitUntil(lambda: not page.reader.isVisible())


def test_a_batch_is_closed_once_nothing_unread_waits_and_its_not_flagged_words_go(
    qtbot: QtBot, screened: Screen, taught: Pack, window: MainWindow, open_database: OpenDatabase
) -> None:
    assert taught
    screened("stress")
    page = page_of(qtbot, window)
    qtbot.waitUntil(lambda: page.scope.count() == 4)
    page.scope.setCurrentIndex(3)
    page.scope.activated.emit(3)
    qtbot.waitUntil(lambda: "could not be screened, which nobody has decided: 1." in seen(page.batch))
    assert not page.batch.close_it.isEnabled()
    with open_database() as db:
        for case in queue.queue(db, OWNER):
            decide.decide(db, OWNER, Decision(case.id, Verdict.NOT_A_CASE), {})
    page.refresh()
    qtbot.waitUntil(page.batch.close_it.isEnabled)
    page.batch.close_it.click()
    assert "Yes, close" in seen(page.batch), "one press ends it"
    page.batch.close_it.click()
    qtbot.waitUntil(lambda: "Texts whose words went just now: " in seen(page.batch))
    qtbot.waitUntil(lambda: not page.batch.close_it.isVisible())
    with open_database() as db:
        assert closing.every(db, OWNER)[0].closed_at


@pytest.mark.usefixtures("qapp")
def test_sizes_that_are_of_a_screen_do_not_make_a_sheet_of_paper_unreadable() -> None:
    """At 300 dots an inch, letters of 15 pixels are 1.3 mm high."""
    body = "<p>a line of the report</p>" * 60
    plain, of_a_screen = pdf(body), pdf(f"<style>body {{ font: 15px serif; }}</style>{body}")
    assert plain.count(b"/Type /Page\n") == of_a_screen.count(b"/Type /Page\n") > 1


def test_reports_are_written_as_a_page_and_as_pdf_without_a_word_of_a_text(
    qtbot: QtBot, screened: Screen, window: MainWindow, tmp_path: Path
) -> None:
    screened("depression")
    page = page_of(qtbot, window)
    qtbot.waitUntil(lambda: page.scope.count() == 4)
    page.scope.setCurrentIndex(3)
    page.scope.activated.emit(3)
    assert page.reports.scope == Scope(1) != EVERYTHING
    for name in ("report.html", "report.pdf"):
        page.reports.write(tmp_path / name)
        qtbot.waitUntil(partial(is_said, page, f"The report is in {name}"))
    page.reports.write(tmp_path / "nowhere" / "report.html")
    qtbot.waitUntil(partial(is_said, page, "Nothing was exported."))
    assert not is_said(page, "The report is in"), "what was written before is no answer to this"
    assert (tmp_path / "report.pdf").read_bytes()[:5] == b"%PDF-"
    assert b"%%EOF" in (tmp_path / "report.pdf").read_bytes()[-16:]
    content = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Report: batch 1" in content
    assert TEXTS["bad-1"] not in content
    page.reports.texts.setChecked(True)
    page.reports.write(tmp_path / "with.html")
    qtbot.waitUntil(lambda: "The report is in with.html" in seen(page))
