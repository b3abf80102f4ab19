"""What people would lose by a clock that jumps ahead: the words of all their texts, and every backup but one."""

from datetime import datetime, timedelta

import pytest

from custody import beside, dates, erasure, upkeep
from custody.dates import DateError
from custody.entry import Entry
from domain.mandate import NOT_FLAGGED_DAYS, Mandate
from domain.outcome import Outcome
from store import batches, runs, settings
from store.database import Database
from tests.custody.conftest import Site
from tests.store.samples import AT, add_file, passport, screen_some

TEXTS = 3
WRONG = "2031-03-04T09:00:00+00:00"


@pytest.fixture
def mina(site: Site) -> Entry:
    """A way into a store with screened texts, none of them flagged."""
    entry = site.entry("mina")
    with entry.open() as db, db.atomic():
        batch = batches.find_or_add_batch(db, [add_file(db, "notes.csv", TEXTS)], Mandate(), AT)
        run = runs.start(db, batch, passport(), None, AT)
        screen_some(db, run, Outcome.CLEAR, TEXTS)
        runs.finish(db, run, AT, 1.0)
    return entry


def kept_on(at: str, db: Database, entry: Entry) -> int:
    """Let go what is due by a computer that has this date; return of how many texts the words went."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (dates, erasure):
            patched.setattr(module, "now", lambda: at)
        return erasure.keep_to_retention(db, entry.actor)


def later(days: int) -> str:
    return (datetime.fromisoformat(AT) + timedelta(days=days)).isoformat()


def test_h29_a_wrong_year_takes_no_words_however_often_the_store_is_opened(site: Site, mina: Entry) -> None:
    with mina.open() as db:
        assert kept_on(AT, db, mina) == 0
        for at in (WRONG, WRONG, WRONG.replace("-04T", "-05T")):
            with pytest.raises(DateError, match="--confirm-date"):
                kept_on(at, db, mina)
        assert kept_on(later(1), db, mina) == 0, "the clock was set right, and words of today's texts went"
    waits = [row for row in site.acts() if row[1] == dates.WAIT]
    assert waits == [("mina", dates.WAIT, "store", day) for day in ("2031-03-04", "2031-03-05")]


def test_an_honest_clock_takes_them_on_the_day_that_their_batch_says(mina: Entry) -> None:
    """A store that is used once a month waits for nobody."""
    with mina.open() as db:
        assert [kept_on(later(day), db, mina) for day in (0, 30, 60, NOT_FLAGGED_DAYS)] == [0, 0, 0, TEXTS]


def test_after_a_long_absence_they_go_when_somebody_has_confirmed_the_date(
    site: Site, mina: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mina.open() as db:
        kept_on(AT, db, mina)
        monkeypatch.setattr(dates, "now", lambda: later(200))
        dates.confirm_date(db, mina.actor)
        assert kept_on(later(200), db, mina) == TEXTS
    assert ("mina", dates.CONFIRM, "store", later(200)[:10]) in site.acts()


def test_h29_a_wrong_year_takes_no_backup(site: Site) -> None:
    """A backup that is made meanwhile is a good one, and takes none along."""
    mina, folder = site.entry("mina"), site.folder / beside.BACKUPS
    folder.mkdir()
    old = [folder / f"s.kizashi.2020010{day}T000000Z.backup" for day in (1, 2)]
    for file in old:
        file.touch()
    with mina.open() as db:
        settings.put_date_seen(db, "2020-01-03T00:00:00+00:00")
        with pytest.raises(DateError):
            upkeep.keep_to_backups(db, mina.actor)
    assert upkeep.back_up(mina).removed == ()
    assert all(file.exists() for file in old)


def test_h29_a_backup_that_was_made_in_a_wrong_year_is_not_the_latest_one(site: Site) -> None:
    """It stood as the latest for years, and each good one went when it was 30 days old."""
    mina, folder = site.entry("mina"), site.folder / beside.BACKUPS
    folder.mkdir()
    good, wrong = (folder / f"s.kizashi.{year}0101T000000Z.backup" for year in (2020, 2199))
    for file in (good, wrong):
        file.touch()
    with mina.open() as db:
        assert upkeep.keep_to_backups(db, mina.actor) == []
    assert sorted(folder.iterdir()) == [good, wrong]
