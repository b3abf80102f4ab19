"""Heads from a site's own examples: learned once, kept sealed, and gone with the texts that they learned from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import ModelError
from domain.head import Head
from domain.pack import Pack
from domain.screening import Screening
from domain.text import Reading
from learning import bank, beside, examples, own, starters
from learning.equipment import equipment, passed_over
from learning.errors import ExamplesError
from screening.asking import Equipment
from screening.events import Screened
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import erasures
from store.database import Database, open_store
from store.example_sets import SetRow
from tests.learning.files import CALM, DREADFUL, JAPANESE, write
from tests.screening.words import OpenWords

OWNER = Actor("ann", Role.OWNER)
STRESS = find("stress")
ROWS = [(f"{text} It was day {day}.", label) for day in range(8) for text, label in
        ((DREADFUL, "stressed"), (CALM, "not stressed"))]  # fmt: skip


@pytest.fixture
def pack(words: Pack) -> Pack:
    return replace(words, exits=(1,))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_store(tmp_path / "test.kizashi", bytes(32)) as database:
        yield database


@pytest.fixture
def row(tmp_path: Path, db: Database) -> SetRow:
    return bank.import_set(db, OWNER, write(tmp_path / "own.csv", ("text", "label"), ROWS), STRESS)


def learned(db: Database, row: SetRow, pack: Pack, data: Path, opener: OpenWords) -> Head:
    return own.learned(db, row, STRESS, pack, data, lambda *_: None, opener)


def test_it_is_learned_once_and_kept_in_the_store(tmp_path: Path, db: Database, row: SetRow, pack: Pack) -> None:
    opener = OpenWords()
    head = learned(db, row, pack, tmp_path, opener)
    assert head.log_odds([1.5]) > 0 > head.log_odds([-2.5])
    assert (head.tie.examples_sha256, head.record.by, head.record.texts) == (row.sha256, "site", 16)
    assert "shipped examples beside them" in head.record.folds
    assert learned(db, row, pack, tmp_path, opener) == head
    assert len(opener.prompts) == 1
    assert not list(tmp_path.glob("heads/**/*"))


def test_its_own_texts_are_not_learned_again_from_the_shipped_ones() -> None:
    """Else a test on them would ask what was learned by heart, and call it unseen."""
    shipped = examples.shipped(STRESS, "en")
    known = replace(shipped, examples=shipped.examples[:20], beside=None)
    found = beside.shipped(STRESS, "en", known.texts)
    assert not {one.text for one in found} & set(known.texts)
    assert len(found) >= len(shipped.examples) - 20


def test_an_erased_example_takes_the_head_with_it(tmp_path: Path, db: Database, row: SetRow, pack: Pack) -> None:
    before = learned(db, row, pack, tmp_path, OpenWords())
    with db.atomic(durable=True):
        erasures.erase(db, [1], "2026-01-01")
    assert own.kept(db, row, STRESS, pack) is None
    after = learned(db, row, pack, tmp_path, OpenWords())
    assert (before.record.texts, after.record.texts) == (16, 15)
    assert own.kept(db, row, STRESS, pack) == after


def test_another_protocol_file_or_pack_learns_anew(tmp_path: Path, db: Database, row: SetRow, pack: Pack) -> None:
    learned(db, row, pack, tmp_path, OpenWords())
    assert own.kept(db, row, replace(STRESS, sha256="e" * 64), pack) is None
    assert own.kept(db, row, STRESS, replace(pack, sha256="9" * 64)) is None


def test_a_pack_that_can_not_learn_says_why(tmp_path: Path, db: Database, row: SetRow, pack: Pack) -> None:
    with pytest.raises(ModelError, match="--way few-shot"):
        learned(db, row, replace(pack, exits=()), tmp_path, OpenWords())
    rows = [(f"{JAPANESE}{day}日目。", label) for day in range(5) for label in ("stressed", "not stressed")]
    other = bank.import_set(db, OWNER, write(tmp_path / "ja.csv", ("text", "label"), rows), STRESS)
    assert other.language == "ja"
    with pytest.raises(ExamplesError, match="'ja', which words does not read"):
        learned(db, other, pack, tmp_path, OpenWords())


def test_a_run_says_in_its_passport_what_it_learned_from(tmp_path: Path, db: Database, row: SetRow, pack: Pack) -> None:
    head = learned(db, row, pack, tmp_path, OpenWords())
    file = write(tmp_path / "new.csv", ("text",), [(DREADFUL,), (CALM,)])
    order = Order([file], Reading(), STRESS, pack, Equipment({"en": head}))
    job = ScreeningJob(lambda: open_store(tmp_path / "test.kizashi", bytes(32)), OWNER, order, OpenWords())
    found: list[Screening] = [event.screening for event in job if isinstance(event, Screened)]
    assert [screening.outcome.value for screening in found] == ["flagged", "clear"]
    [run] = db.query("SELECT way, examples_sha256 FROM runs")
    assert run == {"way": "head", "examples_sha256": row.sha256}


def test_a_set_in_use_that_a_pack_has_not_learned_from_stops_the_run(
    tmp_path: Path, db: Database, row: SetRow, pack: Pack
) -> None:
    """Else the window would screen by the shipped examples, and people would believe it is by theirs."""
    assert equipment(pack, STRESS, tmp_path, db) == Equipment()
    bank.adopt(db, OWNER, row)
    with pytest.raises(ExamplesError, match=f"examples adopt {bank.name(row)} --model words"):
        equipment(pack, STRESS, tmp_path, db)
    head = learned(db, row, pack, tmp_path, OpenWords())
    assert equipment(pack, STRESS, tmp_path, db).heads == {"en": head}
    bank.rollback(db, OWNER, "stress", "en")
    assert equipment(pack, STRESS, tmp_path, db) == Equipment()


def test_heads_that_are_missing_or_no_longer_fit_are_named_with_the_step(
    tmp_path: Path, db: Database, row: SetRow, pack: Pack
) -> None:
    [missing] = passed_over(pack, STRESS, tmp_path)
    assert "has not learned stress (en)" in missing
    older = learned(db, row, pack, tmp_path, OpenWords())
    starters.save([older], tmp_path, pack)
    [other] = passed_over(pack, STRESS, tmp_path)
    assert "another example set" in other
    assert all("python main.py models heads words" in sentence for sentence in (missing, other))
    assert passed_over(replace(pack, exits=()), STRESS, tmp_path) == []
