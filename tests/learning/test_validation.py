"""A record that vouches for what nobody measured lets texts be put aside that a person should have read."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from domain.actor import Actor, Role
from domain.errors import NotAllowedError
from domain.odds import logit
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.protocol import Thresholds
from domain.screening import Window
from domain.text import Reading
from learning import contenders, evaluation, findings, validation
from learning.findings import Evaluation
from learning.labels import Labels, Task
from learning.planning import Wanted
from review.drift import drift
from screening.asking import Adjusted, Equipment
from screening.events import Screened
from screening.job import Order, ScreeningJob
from screening.protocols import find
from screening.ways import Prompted
from store import validations
from tests.conftest import OpenDatabase
from tests.learning.files import CALM, DREADFUL, write
from tests.screening.words import OpenWords, word_pack

OWNER, COUNSELOR = Actor("ann", Role.OWNER), Actor("bo", Role.COUNSELOR)
WANTED = Wanted(recall=0.8)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return word_pack(tmp_path)


def measured(folder: Path, pack: Pack, wanted: Wanted, rows: int = 60) -> Evaluation:
    """Evaluate so many texts of each label."""
    pairs = [(f"{text} It was day {day}.", label) for day in range(rows) for text, label in KINDS]
    path = write(folder / "own.csv", ("text", "label"), pairs)
    order = findings.Order(path, Reading(other_columns=("label",)), Labels(find("stress"), Task.SCREEN, {}), (), wanted)
    way = contenders.contender(find("stress"), pack, Equipment(), open_scorer=OpenWords())
    return evaluation.evaluate(OWNER, order, [way], lambda *_: None)


KINDS = ((DREADFUL, "stressed"), (CALM, "not stressed"))


def outcomes(open_database: OpenDatabase, folder: Path, pack: Pack, found: Evaluation) -> set[tuple[Outcome, Code]]:
    """Screen calm texts with what was adopted."""
    adjusted = Equipment(adjustments={"en": found.plans[0].adjustment})
    path = write(folder / "calm.csv", ("text",), [(f"{CALM} It was week {week}.",) for week in range(60)])
    order = Order([path], Reading(), find("stress"), pack, new=True, equipment=adjusted)
    events = ScreeningJob(open_database, OWNER, order, OpenWords())
    return {(event.screening.outcome, event.screening.code) for event in events if isinstance(event, Screened)}


def test_texts_are_not_flagged_only_once_labelled_texts_vouch_for_it(
    tmp_path: Path, pack: Pack, open_database: OpenDatabase
) -> None:
    found = measured(tmp_path, pack, WANTED)
    assert outcomes(open_database, tmp_path, pack, found) == {(Outcome.UNSURE, Code.UNVALIDATED)}
    with open_database() as db:
        assert validation.validate(db, OWNER, found, pack) == ["en"]
        [row] = db.query("SELECT actor, subject, new FROM audit WHERE act = 'validate'")
        assert (row["actor"], row["subject"]) == ("ann", "protocol stress words en zero-shot")
        assert row["new"].startswith("120 texts, 60 positive, recall 0.8, clear ")
    assert outcomes(open_database, tmp_path, pack, found) == {(Outcome.CLEAR, Code.NONE)}


@pytest.mark.parametrize("base_rate", [0.02, 0.5, 0.9])
def test_a_base_rate_alone_makes_no_text_clear_that_was_not(tmp_path: Path, pack: Pack, base_rate: float) -> None:
    """The makers' record of a head is not of the head at another base rate: at 2% nearly every text would be clear."""
    own = measured(tmp_path, pack, Wanted(base_rate=base_rate)).plans[0].adjustment
    way = Prompted(find("stress"), pack, OpenWords(), lambda _language: True, Event())
    before = way.thresholds("en").clear
    shown = [Window(0, 9, logit(share)) for share in (before + 0.001, before + 0.2)]

    unvouched = Adjusted(way, {"en": own}, lambda _language: False).thresholds("en")
    assert all(own.window(window).positive >= unvouched.clear for window in shown)
    assert unvouched.clear <= own.thresholds.clear
    assert Adjusted(way, {"en": own}, lambda _language: True).thresholds("en") == own.thresholds

    by_hand = replace(own, texts=0)
    assert Adjusted(way, {"en": by_hand}, lambda _language: False).thresholds("en") == own.thresholds


@pytest.mark.parametrize("base_rate", [0.02, 0.9])
def test_a_base_rate_alone_lets_no_grave_text_wait(tmp_path: Path, pack: Pack, base_rate: float) -> None:
    graded = replace(find("stress"), thresholds=Thresholds(0.5, 0.3, 0.1))
    made = measured(tmp_path, pack, Wanted(base_rate=base_rate)).plans[0].adjustment
    own = replace(made, thresholds=graded.thresholds)
    way = Prompted(graded, pack, OpenWords(), lambda _language: True, Event())
    limits = Adjusted(way, {"en": own}, lambda _language: False).thresholds("en")
    for share in (0.1, 0.2, 0.29):
        just_grave = Window(0, 9, logit(share), (0.0, 0.1 / share))
        assert own.window(just_grave).top_severity >= limits.top_severity - 1e-9 > 0


def test_a_threshold_that_moved_since_is_not_vouched_for(
    tmp_path: Path, pack: Pack, open_database: OpenDatabase
) -> None:
    found = measured(tmp_path, pack, WANTED)
    own = found.plans[0].adjustment
    with open_database() as db:
        validation.validate(db, OWNER, found, pack)
        assert validations.exists(db, own)
        assert not validations.exists(db, replace(own, thresholds=replace(own.thresholds, clear=0.45)))
        assert not validations.exists(db, None)


@pytest.mark.parametrize(("wanted", "rows"), [(WANTED, 10), (Wanted(per_1000=300), 60)])
def test_too_few_labels_or_no_recall_vouch_for_nothing(
    tmp_path: Path, pack: Pack, open_database: OpenDatabase, wanted: Wanted, rows: int
) -> None:
    found = measured(tmp_path, pack, wanted, rows)
    with open_database() as db:
        assert validation.validate(db, OWNER, found, pack) == []
        assert not validations.exists(db, found.plans[0].adjustment)
    assert "no validation record" in validation.sentences([])


def test_h21_texts_that_look_otherwise_than_the_labelled_ones_say_validate_again(
    tmp_path: Path, pack: Pack, open_database: OpenDatabase
) -> None:
    found = measured(tmp_path, pack, WANTED)
    with open_database() as db:
        validation.validate(db, OWNER, found, pack)
    outcomes(open_database, tmp_path, pack, found)
    with open_database() as db:
        said = drift(db, OWNER, 1)
    assert [shift.what for shift in said.shifts if shift.drifted] == ["flagged"], (
        "half of the labelled texts were flagged"
    )
    assert said.validate_again


def test_h16_who_may_not_change_protocols_validates_none(
    tmp_path: Path, pack: Pack, open_database: OpenDatabase
) -> None:
    found = measured(tmp_path, pack, WANTED)
    with open_database() as db:
        with pytest.raises(NotAllowedError):
            validation.validate(db, COUNSELOR, found, pack)
        assert not validations.exists(db, found.plans[0].adjustment)
