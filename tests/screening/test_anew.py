"""A file that was screened before is not screened again; where it must be, whoever waits for it learns why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.actor import Actor
from domain.adjustment import Adjustment
from domain.head import UNCALIBRATED, Head, Probe, Record, Tie
from domain.mandate import Mandate
from domain.pack import Pack
from domain.protocol import LongText, Thresholds
from domain.text import Reading
from inference.prompt import Prompt
from screening.anew import Anew, Change, earlier_run
from screening.asking import Equipment, basis
from screening.events import Started
from screening.job import Order, ScreeningJob
from screening.protocols import find
from screening.ways import OpenScorer
from store import batches, runs
from tests.conftest import OpenDatabase
from tests.screening.words import OpenWords, WordScorer
from tests.store.samples import AT, add_file, passport

Screen = Callable[..., Started]
STRESS = find("stress")


def head(weight: float) -> Head:
    return Head(
        tie=Tie("stress", STRESS.sha256, "en", "3" * 64, "0" * 64, "fp32", 1, "4" * 64),
        strength=1.0,
        screen=Probe((weight,), 0.0, UNCALIBRATED),
        severity=None,
        thresholds=Thresholds(0.5, 0.2, 0.0),
        record=Record("makers", "2026-01-01", "a tenth at a time", 0, 0),
    )


HEADS = Equipment({"en": head(1.0)})


def adjusted(pack: Pack, flag: float) -> Equipment:
    """Return the plain questions with thresholds of a site's own."""
    thresholds = Thresholds(flag, 0.1, 0.0)
    own = Adjustment(basis(Equipment(), STRESS, pack, "en"), UNCALIBRATED, 0.5, thresholds, "", 200, 60, "2026-01-01")
    return Equipment(adjustments={"en": own})


class Elsewhere(WordScorer):
    """The same model on another device."""

    providers = ("OtherProvider",)


def open_elsewhere(_pack: Pack, prompt: Prompt, _long_text: LongText) -> Elsewhere:
    return Elsewhere(prompt)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "texts.csv"
    file.write_text("id,text,note\nt1,A calm day.,first\nt2,A dreadful day.,second\n", encoding="utf-8")
    return file


@pytest.fixture
def screen(open_database: OpenDatabase, owner: Actor, file: Path, words: Pack) -> Screen:
    """Screen the file to its end, with other parts of the order or another engine where they are named."""

    def screened(open_scorer: OpenScorer | None = None, **changes: object) -> Started:
        whole = Order([file], Reading(), STRESS, words)
        order = replace(whole, **changes)  # type: ignore[arg-type]  # each test changes the fields it names
        events = list(ScreeningJob(open_database, owner, order, open_scorer or OpenWords()))
        (found,) = (event for event in events if isinstance(event, Started))
        return found

    return screened


def test_the_same_file_named_touched_or_stated_as_before_goes_on_with_its_run(screen: Screen, file: Path) -> None:
    stated = Mandate("triage", "clients", "consent", 30)
    first = screen(mandate=stated)
    file.touch()
    copy = file.rename(file.with_name("the same under another name.csv"))
    for again in (stated, replace(stated, retention_days=90), Mandate("triage"), Mandate()):
        found = screen(paths=[copy], mandate=again, reading=Reading("text", "id", encoding="utf-8"))
        assert (found.run, found.resumed, found.anew) == (first.run, True, None)


@pytest.mark.parametrize(
    ("change", "before", "now"),
    [
        (Change.READING, {}, {"reading": Reading("note")}),
        (Change.READING, {"reading": Reading(encoding="cp932")}, {}),
        (Change.MANDATE, {"mandate": Mandate("triage")}, {"mandate": Mandate("a study")}),
        (Change.MANDATE, {}, {"mandate": Mandate("triage")}),
        (Change.ROWS, {"limit": 1}, {}),
        (Change.PROTOCOL, {}, {"protocol": replace(STRESS, sha256="5" * 64)}),
        (Change.WAY, {}, {"equipment": HEADS}),
        (Change.LEARNED, {"equipment": HEADS}, {"equipment": Equipment({"en": head(2.0)})}),
        (Change.DEVICE, {"open_scorer": open_elsewhere}, {}),
    ],
)
def test_what_has_changed_since_is_said(
    screen: Screen, change: Change, before: dict[str, object], now: dict[str, object]
) -> None:
    first, second = screen(**before), screen(**now)
    assert (first.anew, second.anew) == (None, Anew(first.run, (change,)))
    again = screen(**now)
    assert (again.run, again.anew) == (second.run, None), "what was said once is said again, and read again"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("protocol_sha256", Change.PROTOCOL),
        ("pack_sha256", Change.MODEL),
        *((part, Change.WAY) for part in ("way", "prefix_sha256")),
        *((part, Change.LEARNED) for part in ("examples_sha256", "head_sha256")),
        ("calibration_sha256", Change.THRESHOLDS),
        *((part, Change.DEVICE) for part in ("providers", "variant")),
    ],
)
def test_a_run_whose_rows_would_be_answered_otherwise_is_not_gone_on_with(
    open_database: OpenDatabase, part: str, change: Change
) -> None:
    with open_database() as db:
        sources = [add_file(db, "a.csv", 3)]
        batch = batches.find_or_add_batch(db, sources, Mandate(), AT)
        older, newer = (runs.start(db, batch, passport(), None, AT) for _ in range(2))
        assert older != newer
        assert earlier_run(db, sources, [batch], passport(**{part: "other"}), None) == (None, Anew(newer, (change,)))
        assert earlier_run(db, sources, [batch], passport(fallback="no GPU"), None) == (newer, None)


def test_other_files_beside_it_are_said(screen: Screen, file: Path) -> None:
    beside = file.with_name("beside.csv")
    beside.write_text("id,text\nb1,Another calm day.\n", encoding="utf-8")
    first = screen()
    assert screen(paths=[file, beside]).anew == Anew(first.run, (Change.FILES,))
    assert screen(paths=[beside]).anew == Anew(first.run + 1, (Change.FILES,))


def test_a_model_that_was_built_anew_is_said_and_not_what_it_had_to_learn_again(screen: Screen, words: Pack) -> None:
    first = screen(equipment=HEADS)
    own = replace(head(1.0), tie=replace(head(1.0).tie, pack_sha256="6" * 64))
    built = replace(words, sha256="6" * 64)
    assert screen(pack=built, equipment=Equipment({"en": own})).anew == Anew(first.run, (Change.MODEL,))


def test_thresholds_that_were_moved_hold_for_texts_that_were_screened_before(screen: Screen, words: Pack) -> None:
    """Or whoever moved them reads outcomes of the old ones, and a run's passport names thresholds that half of it never saw."""
    first = screen(equipment=adjusted(words, 0.9))
    second = screen(equipment=adjusted(words, 0.4))
    assert second.anew == Anew(first.run, (Change.THRESHOLDS,))
    assert not second.resumed


def test_the_run_that_is_most_like_it_is_the_one_that_is_named(screen: Screen) -> None:
    screen(limit=1, mandate=Mandate("triage"))
    near = screen(mandate=Mandate("triage"))
    screen(limit=1, mandate=Mandate("a study"))
    found = screen(mandate=Mandate("a third purpose"))
    assert found.anew == Anew(near.run, (Change.MANDATE,))
    assert screen(mandate=Mandate("a third purpose"), equipment=HEADS).anew == Anew(found.run, (Change.WAY,))


def test_several_changes_are_all_said(screen: Screen) -> None:
    first = screen(limit=1, mandate=Mandate("triage"))
    found = screen(mandate=Mandate("a study"), equipment=HEADS)
    assert found.anew == Anew(first.run, (Change.MANDATE, Change.ROWS, Change.WAY))


def test_who_states_no_purpose_goes_on_with_whichever_batch_has_the_run(screen: Screen) -> None:
    """Not only with the latest one: an order of another protocol under another purpose had come in between."""
    first = screen(mandate=Mandate("triage"))
    screen(mandate=Mandate("a study"), protocol=find("depression"))
    found = screen()
    assert (found.run, found.resumed) == (first.run, True)


def test_nothing_is_said_of_what_was_asked_for(screen: Screen) -> None:
    screen()
    assert screen(new=True).anew is None
    assert screen(protocol=find("depression")).anew is None
