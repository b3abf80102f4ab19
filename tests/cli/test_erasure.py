"""Forgetting at a terminal, and every right once more through the front door."""

import json
from collections.abc import Iterator

import pytest

from access import sealing
from custody import erasure
from custody.entry import OWNER
from custody.erasure import Slice, keep_some, keep_to_retention
from domain.actor import Actor, Right, Role
from domain.mandate import Mandate
from domain.outcome import Outcome
from store import batches, custody, runs, screenings, settings, texts
from store.ledger import beside
from tests.cli.home import Home, the_one_line
from tests.store.samples import AT, add_file, passport, screening

PEOPLE = {
    Role.ADMINISTRATOR: "mina",
    Role.COUNSELOR: "ken",
    Role.SPECIALIST: "noor",
    Role.SUPERVISOR: "sue",
}
COMMANDS: tuple[tuple[Right, tuple[str, ...]], ...] = (
    (Right.VERIFY, ("store", "verify")),
    (Right.RETAIN, ("store", "retention")),
    (Right.RETAIN, ("store", "retention", "--apply")),
    (Right.ERASE, ("store", "erase", "--person", "nobody")),
    (Right.BACK_UP, ("store", "backup")),
    (Right.MANAGE_USERS, ("users", "list")),
    (Right.MANAGE_MODELS, ("models", "import", "none-such")),
)


@pytest.fixture(scope="module", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealing, "MEMORY_KIB", 64)
        yield


@pytest.fixture
def own(bare: Home) -> Home:
    """A home whose own store has a file of six texts, screened long ago, none of them flagged."""
    bare.here("store", "verify")
    with bare.database() as db, db.atomic():
        batch = batches.find_or_add_batch(db, [add_file(db, "chat.csv", 6)], Mandate("intake"), AT)
        db.tables.execute("UPDATE texts SET person = 'Quilla' WHERE row <= 2")
        run = runs.start(db, batch, passport(), None, AT)
        for text in list(runs.pending(db, run)):
            screenings.add(db, run, screening(text.id, Outcome.CLEAR), AT)
        runs.finish(db, run, AT, 1.0)
    return bare


def test_a_person_s_texts_are_erased_and_the_report_says_what_went_and_what_it_could_not_reach(own: Home) -> None:
    ended = own.here("store", "erase", "--person", "Quilla")
    assert "Erased 2 texts, with their ids." in ended.stdout, ended.stderr
    assert "texts' words 2" in ended.stdout
    assert "Audit chain: " in ended.stdout
    assert beside(own.store).exists()
    with own.database() as db:
        assert [texts.find_body(db, text) is None for text in range(1, 7)] == [True, True, False, False, False, False]
        [row] = db.query("SELECT subject, new FROM audit WHERE act = 'erase'")
    assert "Quilla" not in json.dumps(row)
    assert "nothing to erase" in the_one_line(own.here("store", "erase", "--person", "Quilla"))
    assert "nothing to erase" in the_one_line(own.here("store", "erase", "--person", " "))


def test_a_batch_is_erased_by_its_number(own: Home) -> None:
    assert "no batch 7" in the_one_line(own.here("store", "erase", "--batch", "7"))
    with own.database() as db:
        custody.add(db, custody.Passage(1, "export", "ken", "chat results.csv", "0" * 64, AT))
    said = own.here("store", "erase", "--batch", "1").stdout
    assert "Erased 6 texts" in said
    assert "chat results.csv" in said, "nobody is told which copies of the words are still about"


def test_retention_shows_what_is_due_and_takes_it_only_when_told_to(own: Home) -> None:
    for _ in range(2):
        shown = own.here("store", "retention")
        assert "the words of 6 texts that nobody had to look at" in shown.stdout, shown.stderr
    applied = own.here("store", "retention", "--apply")
    assert "Removed the words of 6 texts. Their ids, outcomes and decisions stay." in applied.stdout
    assert "the words of 0 texts" in own.here("store", "retention").stdout


def test_what_is_due_goes_by_itself_when_the_store_is_worked_with(own: Home) -> None:
    with own.database() as db:
        assert keep_to_retention(db, OWNER) == 6
        assert keep_to_retention(db, OWNER) == 0
        rows = [row["new"] for row in db.query("SELECT new FROM audit WHERE act = 'keep-to-retention'")]
    assert len(rows) == 1
    assert rows[0].startswith("texts 6, bodies 6")


def test_retention_goes_slice_by_slice_and_on_from_where_it_was_ended(
    own: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "SLICE", 2)
    with own.database() as db, own.database() as other:
        last = keep_some(db, OWNER)
        assert last == Slice(2, 2)
        with other.atomic():  # a run that writes between two slices
            other.tables.execute("UPDATE batches SET purpose = 'meanwhile'")
    with own.database() as db:
        assert keep_to_retention(db, OWNER) == 4
        assert keep_some(db, OWNER) is None
        rows = [row["new"][:8] for row in db.query("SELECT new FROM audit WHERE act = 'keep-to-retention'")]
    assert rows == ["texts 2,"] * 3


def test_h29_a_date_far_ahead_removes_nothing_at_a_terminal_until_somebody_confirms_it(own: Home) -> None:
    with own.database() as db:
        settings.put_date_seen(db, AT)
    for more in ((), ("--apply",)):
        assert "--confirm-date" in the_one_line(own.here("store", "retention", *more))
    confirmed = own.here("store", "retention", "--confirm-date", "--apply").stdout
    assert "Removed the words of 6 texts." in confirmed


@pytest.mark.parametrize("days", ["-1", "x", "99999"])
def test_a_time_that_is_none_is_wrong_usage(own: Home, days: str) -> None:
    assert own.here("store", "retention", "--case-days", days).returncode == 2


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose store has one person of each role."""
    home = Home.make(tmp_path_factory.mktemp("site") / "home")
    for role, name in PEOPLE.items():
        first, own = (home.folder / f"{name}.{kind}" for kind in ("first", "own"))
        first.write_text("chosen by another one\n", encoding="utf-8")
        own.write_text(f"tall heron {name} canal\n", encoding="utf-8")
        if role is Role.ADMINISTRATOR:
            home.here("users", "add", name, "--new-passphrase-file", own)
        else:
            order = ("users", "add", name, "--role", role, "--new-passphrase-file", first)
            home.here(*order, "--user", "mina", "--passphrase-file", home.folder / "mina.own")
            home.here("users", "passphrase", "--user", name, "--passphrase-file", first, "--new-passphrase-file", own)
    return home


@pytest.mark.parametrize("role", PEOPLE)
def test_h10_every_command_asks_the_table_too(site: Home, role: Role) -> None:
    name = PEOPLE[role]
    for right, command in COMMANDS:
        ended = site.here(*command, "--user", name, "--passphrase-file", site.folder / f"{name}.own")
        refused = f'the role {role} does not include "{right}"' in ended.stderr
        assert refused != Actor(name, role).may(right), (command, ended.stderr)
