"""Thresholds moved by hand: if these fail, people set them blind, or nobody can tell later who moved them."""

from collections import Counter
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import KizashiError, NotAllowedError
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.protocol import Thresholds
from domain.text import Reading
from learning import moving
from learning.equipment import equipment
from learning.moving import Past, Target
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import audit
from tests.conftest import OpenDatabase
from tests.learning.files import CALM, DREADFUL
from tests.screening.words import OpenWords

OWNER, COUNSELOR = Actor("ann", Role.OWNER), Actor("Sato", Role.COUNSELOR)
STEPS = 100


def step(place: float, texts: int) -> list[int]:
    return [texts if one == round(place * STEPS) else 0 for one in range(STEPS)]


@pytest.fixture
def target(words: Pack) -> Target:
    return Target(find("stress"), words, "en")


def screen(tmp_path: Path, open_database: OpenDatabase, target: Target) -> None:
    """Screen one calm and two dreadful texts as they would be screened now."""
    file = tmp_path / "texts.csv"
    file.write_text(f"text\n{CALM}\n{DREADFUL}\n{DREADFUL} Again.\n", encoding="utf-8")
    with open_database() as db:
        taken = equipment(target.pack, target.protocol, tmp_path, db)
    order = Order([file], Reading(), target.protocol, target.pack, taken, new=True)
    list(ScreeningJob(open_database, OWNER, order, OpenWords()))


def test_what_would_change_is_counted_by_the_rules_that_screen() -> None:
    spread = {
        (Outcome.FLAGGED, Code.NONE): step(0.6, 10),
        (Outcome.FLAGGED, Code.PHRASE): step(0.1, 1),
        (Outcome.UNSURE, Code.BAND): step(0.4, 5),
        (Outcome.UNSURE, Code.SEVERITY): step(0.2, 2),
        (Outcome.CLEAR, Code.NONE): step(0.1, 50),
    }
    past = Past(Thresholds(0.5, 0.3, 0.0), own=False, way="head", runs=1, spread=spread)
    assert past.texts == 68
    assert past.after(0.5, 0.3) == past.before == Counter({Outcome.FLAGGED: 11, Outcome.UNSURE: 7, Outcome.CLEAR: 50})
    assert past.after(0.7, 0.5) == Counter({Outcome.FLAGGED: 1, Outcome.UNSURE: 12, Outcome.CLEAR: 55})
    assert past.after(0.1, 0.1) == Counter({Outcome.FLAGGED: 68})


def test_nothing_becomes_not_flagged_where_nobody_has_validated() -> None:
    spread = {(Outcome.UNSURE, Code.UNVALIDATED): step(0.1, 4), (Outcome.FLAGGED, Code.NONE): step(0.6, 1)}
    past = Past(Thresholds(0.5, 0.3, 0.0), own=False, way="zero-shot", runs=1, spread=spread)
    assert past.after(0.9, 0.8) == Counter({Outcome.UNSURE: 5})


def test_later_runs_take_what_was_moved_and_it_is_on_record(
    tmp_path: Path, open_database: OpenDatabase, target: Target
) -> None:
    screen(tmp_path, open_database, target)
    moving.move(open_database, OWNER, target, tmp_path, 0.8, 0.2)
    with open_database() as db:
        past = moving.past(db, OWNER, target, tmp_path)
        said = audit.last(db, moving.ACT, "protocol stress words en zero-shot")
    assert (past.own, past.thresholds.flag, past.thresholds.clear) == (True, 0.8, 0.2)
    assert past.texts == 3, "what was moved by hand has changed no probability"
    assert said == "flag 0.8 clear 0.2"
    screen(tmp_path, open_database, target)
    with open_database() as db:
        assert moving.past(db, OWNER, target, tmp_path).texts == 3, "one run for each batch"
    moving.take_back(open_database, OWNER, target, tmp_path)
    with open_database() as db:
        assert not moving.past(db, OWNER, target, tmp_path).own


def test_a_counselor_moves_nothing_and_nobody_moves_them_past_each_other(
    tmp_path: Path, open_database: OpenDatabase, target: Target
) -> None:
    with pytest.raises(NotAllowedError):
        moving.move(open_database, COUNSELOR, target, tmp_path, 0.8, 0.2)
    with pytest.raises(NotAllowedError):
        moving.take_back(open_database, COUNSELOR, target, tmp_path)
    with pytest.raises(KizashiError, match="lower one"):
        moving.move(open_database, OWNER, target, tmp_path, 0.2, 0.8)
    with open_database() as db:
        assert not moving.past(db, COUNSELOR, target, tmp_path).own
