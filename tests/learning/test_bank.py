"""A site's own examples are people's words: kept in the store alone, erasable, and in use only when someone said so."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.errors import NotAllowedError
from learning import bank
from learning.errors import ExamplesError, TooFewExamplesError
from screening.protocols import find
from store import erasures
from store.database import Database
from tests.conftest import OpenDatabase
from tests.learning.files import write

OWNER = Actor("ann", Role.OWNER)
STRESS, DEPRESSION = find("stress"), find("depression")
TEXTS = [(f"It was day number {day} at work and nothing would end.", "stressed") for day in range(6)]
TEXTS += [(f"We went for a walk on day number {day} and it was fine.", "not stressed") for day in range(6)]


@pytest.fixture
def db(open_database: OpenDatabase) -> Database:
    return open_database()


def table(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = ("text", "label")) -> Path:
    return write(path, header, rows)


def test_a_table_becomes_a_set_whose_texts_lie_in_the_store(tmp_path: Path, db: Database) -> None:
    made = bank.import_set(db, OWNER, table(tmp_path / "own.csv", TEXTS), STRESS)
    assert (made.protocol, made.language, made.texts, made.in_use) == ("stress", "en", 12, False)
    known = bank.example_set(db, made, STRESS)
    assert [(one.text, one.positive) for one in known.examples] == [
        (text, label == "stressed") for text, label in TEXTS
    ]
    assert bank.import_set(db, OWNER, tmp_path / "own.csv", STRESS) == made == bank.every(db, OWNER)[0]
    assert [row["act"] for row in db.query("SELECT act FROM audit ORDER BY id")] == ["import-examples"] * 2


def test_levels_come_from_either_column_and_toml_as_shipped(tmp_path: Path, db: Database) -> None:
    rows = [(f"{text} Severe.", "depressed", "Severe") for text, _ in TEXTS[:6]]
    rows += [(text, "minimum", "") for text, _ in TEXTS[6:]]
    made = bank.import_set(db, OWNER, table(tmp_path / "a.csv", rows, ("text", "label", "severity")), DEPRESSION)
    known = bank.example_set(db, made, DEPRESSION)
    assert {(one.positive, one.severity) for one in known.examples} == {(True, "severe"), (False, "minimum")}
    toml = "".join(
        f'[[example]]\nid = "e{at}"\ntext = "{text}"\nlabel = "{label}"\nregister = "chat"\nhard = ""\nrationale = "r"\n'
        for at, (text, label) in enumerate(TEXTS)
    )
    (tmp_path / "own.toml").write_text(toml, encoding="utf-8")
    assert bank.import_set(db, OWNER, tmp_path / "own.toml", STRESS, "en").texts == 12


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (("text", "label"), TEXTS[2:10], "holds 8 examples"),
        (("text", "label"), TEXTS[:6] * 2, "12 of them stressed"),
        (("text", "answer"), TEXTS, "no column 'label'"),
        (("text", "label"), [*TEXTS, ("One more text about a day.", "perhaps")], "row 13: the label must be"),
        (("text", "label"), [*TEXTS, ("", "stressed")], "row 13: there is no text"),
    ],
)
def test_what_can_not_be_learned_from_is_refused_with_the_step(
    tmp_path: Path, db: Database, header: tuple[str, ...], rows: list[tuple[str, str]], said: str
) -> None:
    with pytest.raises(ExamplesError, match=said):
        bank.import_set(db, OWNER, table(tmp_path / "bad.csv", rows, header), STRESS)
    assert bank.every(db, OWNER) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("depressed", "minimum"), "contradicts"),
        (("depressed", "grave"), "severity must be"),
        (("depressed", ""), "some"),
    ],
)
def test_a_severity_that_can_not_be_is_refused(tmp_path: Path, db: Database, cells: tuple[str, str], said: str) -> None:
    rows = [(text, *(("depressed", "mild") if label == "stressed" else ("minimum", ""))) for text, label in TEXTS]
    rows.append(("One more text about one more day.", *cells))
    with pytest.raises(ExamplesError, match=said):
        bank.import_set(db, OWNER, table(tmp_path / "bad.csv", rows, ("text", "label", "severity")), DEPRESSION)


def test_rollback_returns_to_what_was_in_use_before_in_one_step(tmp_path: Path, db: Database) -> None:
    first = bank.import_set(db, OWNER, table(tmp_path / "one.csv", TEXTS), STRESS)
    second = bank.import_set(db, OWNER, table(tmp_path / "two.csv", TEXTS[::-1]), STRESS)
    assert bank.in_use(db, first) is None
    for one in (first, second):
        bank.adopt(db, OWNER, bank.find(db, bank.name(one)))
        assert bank.in_use(db, one) == bank.find(db, one.sha256)
    assert bank.rollback(db, OWNER, "stress", "en") == bank.in_use(db, first)
    assert bank.rollback(db, OWNER, "stress", "en") is None
    with pytest.raises(ExamplesError, match="No example set"):
        bank.rollback(db, OWNER, "stress", "en")
    bank.adopt(db, OWNER, second)
    assert bank.in_use(db, second) is not None
    record = [(row["act"], row["old"], row["new"]) for row in db.query("SELECT act, old, new FROM audit ORDER BY id")]
    assert record[3:5] == [
        ("adopt-examples", bank.name(first), bank.name(second)),
        ("roll-back-examples", bank.name(second), bank.name(first)),
    ]


def test_an_erased_text_is_in_no_set_any_more(tmp_path: Path, db: Database) -> None:
    made = bank.import_set(db, OWNER, table(tmp_path / "own.csv", TEXTS), STRESS)
    with db.atomic(durable=True):
        erasures.erase(db, [1, 2], "2026-01-01")
    left = bank.example_set(db, made, STRESS)
    assert [one.text for one in left.examples] == [text for text, _ in TEXTS[2:]]
    with db.atomic(durable=True):
        erasures.erase(db, [3], "2026-01-01")
    with pytest.raises(TooFewExamplesError, match="holds 9 texts, and 10 are needed"):
        bank.example_set(db, made, STRESS)


def test_who_may_not_change_what_is_asked_may_not_teach(tmp_path: Path, db: Database) -> None:
    made = bank.import_set(db, OWNER, table(tmp_path / "own.csv", TEXTS), STRESS)
    bo = Actor("bo", Role.COUNSELOR)
    with pytest.raises(NotAllowedError):
        bank.import_set(db, bo, tmp_path / "own.csv", STRESS)
    with pytest.raises(NotAllowedError):
        bank.adopt(db, bo, made)
    with pytest.raises(NotAllowedError):
        bank.rollback(db, bo, "stress", "en")


def test_a_set_is_found_by_the_beginning_of_its_hash_and_for_its_protocol_alone(tmp_path: Path, db: Database) -> None:
    made = bank.import_set(db, OWNER, table(tmp_path / "own.csv", TEXTS), STRESS)
    assert bank.find(db, made.sha256[:4].upper()) == made
    for wanted in ("", "zz"):
        with pytest.raises(ExamplesError, match="examples list"):
            bank.find(db, wanted)
    with pytest.raises(ExamplesError, match="of stress, not of depression"):
        bank.example_set(db, made, DEPRESSION)
