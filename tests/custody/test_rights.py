"""What a client would lose if a right could be got around: every use case as every role, and none that was forgotten."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass, replace
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import custody
import learning
import review
import screening
from custody import dates, erasure, people, record, rekeying, upkeep
from custody.entry import Entry
from custody.people import Newcomer
from custody.witness import witnessed
from domain.actor import Actor, Right, Role
from domain.audit import AuditEntry, Sought
from domain.case import Decision, Verdict
from domain.errors import AnothersTextError, KizashiError, NotAllowedError
from domain.mandate import Mandate
from domain.policy import Policy
from domain.protocol import Protocol
from domain.scope import EVERYTHING
from domain.site import Crisis, DeskRules
from domain.text import Reading
from learning import adjustments, bank, evaluation, findings, moving, validation, verifying
from learning.installing import install
from learning.labels import Labels, Task
from review import (
    agreement,
    closing,
    decide,
    drift,
    elusion,
    export,
    glass,
    likeness,
    queue,
    sharing,
    sheets,
    site,
    stats,
    steps,
    watch,
)
from screening import changes, figures, finding, forecast, leaving, results, site_protocols, waiting
from screening.job import Order, ScreeningJob
from screening.protocols import find
from store import audit
from store.database import Database, open_store
from store.example_sets import SetRow
from store.result_rows import Order as ResultOrder
from store.search import Filter
from tests.learning.files import CALM, write
from tests.screening.words import OpenWords, word_pack

KEY = bytes(32)
OWNER = Actor("ann", Role.OWNER)
BODY = "It was dreadful at work today and I can't stand it for another week."
UNCHECKED = {
    "record": "writes what the job that calls it was allowed",
    "reads_batch": "answers whether, and hands out nothing",
    "check_text": "is a check itself",
    "reads_text": "answers whether, and hands out nothing",
    "reader": "makes a value, and reads nothing",
    "turn": "answers whose turn it is, for a use case that was allowed",
    "as_seen": "leaves out of cases what is not to be seen",
    "write": "writes what a use case that was allowed lets leave",
    "others": "counts people for a use case that was allowed",
    "broken_glass": "makes a row, and writes nothing",
    "witnessed": "makes a value, and reads nothing",
    "keep_for": "writes what the job that calls it was allowed",
    "keep_to_retention": "does what batches have said, whoever has opened the store",
    "keep_some": "does what batches have said, whoever has opened the store",
    "keep_to_backups": "does what the policy has said, whoever has opened the store",
    "check_date": "asks whether the computer's date may be gone by, for what whoever has opened the store may",
    "check_still_in": "asks whether somebody was disabled meanwhile",
    "accept": "is for everybody who works with a store, before anything else",
    "accepted": "answers whether, and hands out nothing",
    "rekey": "renews the key for use cases that were allowed to",
}
"""Functions that take an actor and are no use cases."""


@dataclass(frozen=True)
class World:
    """A store with a case in it, brought by ann, and one person who tries."""

    folder: Path
    actor: Actor
    db: Database

    @property
    def measured(self) -> findings.Evaluation:
        """What was found of two labelled texts: nothing that could vouch."""
        path = write(self.folder / "labelled.csv", ("text", "label"), [(BODY, "stressed"), (CALM, "not stressed")])
        file = Labels(find(PROTOCOL), Task.SCREEN, {}).read(path, Reading(other_columns=("label",)))
        return findings.Evaluation(file, (), (), (), ())

    @property
    def entry(self) -> Entry:
        return Entry(self.folder / "test.kizashi", self.actor, KEY)

    @property
    def order(self) -> Order:
        return Order([self.folder / "texts.csv"], Reading(), find("stress"), word_pack(self.folder))

    @property
    def target(self) -> moving.Target:
        return moving.Target(find("stress"), word_pack(self.folder), "en")


PROTOCOL = "stress"
SET = SetRow(1, PROTOCOL, "en", "0" * 64, "", "", "", 0)
UseCase = Callable[[World], object]
MATRIX: dict[str, tuple[Right, UseCase]] = {
    "ScreeningJob": (Right.SCREEN, lambda w: list(ScreeningJob(w.entry.open, w.actor, w.order, OpenWords()))),
    "runs": (Right.READ_RESULTS, lambda w: results.runs(w.db, w.actor)),
    "page": (Right.READ_RESULTS, lambda w: results.page(w.db, w.actor, 1, limit=9)),
    "count": (Right.READ_RESULTS, lambda w: results.count(w.db, w.actor, 1)),
    "first": (Right.READ_RESULTS, lambda w: finding.first(w.db, w.actor, 1, Filter(), ResultOrder.INPUT, limit=9)),
    "found": (Right.READ_RESULTS, lambda w: finding.found(w.db, w.actor, 1, Filter(words="day"), ResultOrder.INPUT)),
    "rows": (Right.READ_RESULTS, lambda w: finding.rows(w.db, w.actor, 1, [1])),
    "shown_to": (Right.READ_RESULTS, lambda w: results.shown_to(w.db, w.actor, 1, [])),
    "kinds": (Right.READ_RESULTS, lambda w: finding.kinds(w.db, w.actor, 1)),
    "texts_per_second": (
        Right.SCREEN,
        lambda w: forecast.texts_per_second(w.db, w.actor, w.order.pack, "zero-shot", w.folder),
    ),
    "saved": (Right.READ_RESULTS, lambda w: finding.saved(w.db, w.actor)),
    "save": (Right.READ_RESULTS, lambda w: finding.save(w.db, w.actor, "mine", Filter())),
    "forget": (Right.READ_RESULTS, lambda w: finding.forget(w.db, w.actor, "mine")),
    "open_text": (Right.READ_TEXTS, lambda w: finding.open_text(w.db, w.actor, 1, 1)),
    "of_run": (Right.READ_RESULTS, lambda w: figures.of_run(w.db, w.actor, 1, PROTOCOL)),
    "codes": (Right.READ_RESULTS, lambda w: results.codes(w.db, w.actor, 1)),
    "export_csv": (Right.EXPORT, lambda w: results.export_csv(w.db, w.actor, 1, w.folder / "out.csv")),
    "validated": (
        Right.READ_RESULTS,
        lambda w: results.validated(w.db, w.actor, [None]),
    ),
    "mandate": (Right.READ_RESULTS, lambda w: results.mandate(w.db, w.actor, 1)),
    "last_mandate": (Right.SCREEN, lambda w: results.last_mandate(w.db, w.actor, w.folder)),
    "lined_up": (Right.SCREEN, lambda w: waiting.lined_up(w.db, w.actor)),
    "line_up": (Right.SCREEN, lambda w: waiting.line_up(w.db, w.actor, [])),
    "check": (Right.CHANGE_PROTOCOLS, lambda w: changes.check(w.db, w.actor, _other_thresholds(w.folder))),
    "queue": (Right.READ_RESULTS, lambda w: queue.queue(w.db, w.actor)),
    "counts": (Right.READ_RESULTS, lambda w: queue.counts(w.db, w.actor)),
    "open_case": (Right.READ_TEXTS, lambda w: queue.open_case(w.db, w.actor, 1)),
    "decide": (Right.DECIDE, lambda w: decide.decide(w.db, w.actor, Decision(1, Verdict.CASE), {})),
    "decide.check": (Right.DECIDE, lambda w: decide.check(w.db, w.actor, 1)),
    "withdraw": (Right.DECIDE, lambda w: decide.withdraw(w.db, w.actor, 1)),
    "alike": (Right.READ_TEXTS, lambda w: likeness.alike(w.db, w.actor, 1)),
    "decide_all": (Right.DECIDE, lambda w: sharing.decide_all(w.db, w.actor, Decision(1, Verdict.CASE), {}, [])),
    "withdraw_all": (Right.DECIDE, lambda w: sharing.withdraw_all(w.db, w.actor, 1)),
    "on_screen": (Right.READ_RESULTS, lambda w: queue.on_screen(w.db, w.actor)),
    "overdue": (Right.READ_RESULTS, lambda w: queue.overdue(w.db, w.actor)),
    "not_screened": (Right.READ_RESULTS, lambda w: queue.not_screened(w.db, w.actor)),
    "acknowledge": (Right.DECIDE, lambda w: steps.acknowledge(w.db, w.actor, 1)),
    "ask_second_opinion": (Right.DECIDE, lambda w: steps.ask_second_opinion(w.db, w.actor, 1)),
    "mark_evidence": (Right.DECIDE, lambda w: steps.mark_evidence(w.db, w.actor, 1)),
    "close": (Right.DECIDE, lambda w: steps.close(w.db, w.actor, 1)),
    "reopen": (Right.DECIDE, lambda w: steps.reopen(w.db, w.actor, 1)),
    "life": (Right.READ_RESULTS, lambda w: steps.life(w.db, w.actor, 1)),
    "evidence": (Right.READ_RESULTS, lambda w: steps.evidence(w.db, w.actor)),
    "closing.every": (Right.READ_RESULTS, lambda w: closing.every(w.db, w.actor)),
    "waiting": (Right.READ_RESULTS, lambda w: closing.waiting(w.db, w.actor, 1)),
    "close_batch": (Right.DECIDE, lambda w: closing.close_batch(w.db, w.actor, 1)),
    "set_crisis_text": (Right.SET_SITE, lambda w: site.set_crisis_text(w.db, w.actor, Crisis())),
    "check_rules": (Right.SET_SITE, lambda w: site.check_rules(w.actor, DeskRules(), Policy())),
    "set_rules": (Right.SET_SITE, lambda w: site.set_rules(w.db, w.actor, DeskRules())),
    "set_response_time": (
        Right.SET_SITE,
        lambda w: site.set_response_time(w.db, w.actor, find("depression"), "severe", 4),
    ),
    "missed": (Right.READ_RESULTS, lambda w: elusion.missed(w.db, w.actor, 1)),
    "export": (Right.EXPORT, lambda w: export.export(w.db, w.actor, EVERYTHING, w.folder / "cases.csv")),
    "take_in": (
        Right.CHANGE_PROTOCOLS,
        lambda w: site_protocols.take_in(w.actor, w.entry.open, w.folder, w.folder / "none.toml"),
    ),
    "retire": (
        Right.CHANGE_PROTOCOLS,
        lambda w: site_protocols.retire(w.actor, w.entry.open, w.folder, find(PROTOCOL)),
    ),
    "bring": (Right.DECIDE, lambda w: sheets.bring(w.db, w.actor, w.folder / "none.csv")),
    "stats": (Right.READ_RESULTS, lambda w: stats.stats(w.db, w.actor, EVERYTHING)),
    "own": (Right.DECIDE, lambda w: watch.own(w.db, w.actor)),
    "drift": (Right.READ_RESULTS, lambda w: drift.drift(w.db, w.actor, 1)),
    "agreement": (Right.READ_RESULTS, lambda w: agreement.agreement(w.db, w.actor)),
    "readers": (Right.READ_REVIEWERS, lambda w: agreement.readers(w.db, w.actor)),
    "of_reader": (Right.READ_REVIEWERS, lambda w: agreement.of_reader(w.db, w.actor, "ann")),
    "break_glass": (Right.BREAK_GLASS, lambda w: glass.break_glass(w.db, w.actor, 1, "she is on the roof now")),
    "broken": (Right.READ_AUDIT, lambda w: glass.broken(w.db, w.actor)),
    "evaluate": (
        Right.SCREEN,
        lambda w: evaluation.evaluate(
            w.actor,
            findings.Order(w.folder / "none.csv", Reading(), Labels(find(PROTOCOL), Task.SCREEN, {})),
            [],
            lambda *_: None,
        ),
    ),
    "import_set": (Right.CHANGE_PROTOCOLS, lambda w: bank.import_set(w.db, w.actor, w.folder / "x", find(PROTOCOL))),
    "every": (Right.READ_RESULTS, lambda w: bank.every(w.db, w.actor)),
    "bank.adopt": (Right.CHANGE_PROTOCOLS, lambda w: bank.adopt(w.db, w.actor, SET)),
    "rollback": (Right.CHANGE_PROTOCOLS, lambda w: bank.rollback(w.db, w.actor, PROTOCOL, "en")),
    "validate": (
        Right.CHANGE_PROTOCOLS,
        lambda w: validation.validate(w.db, w.actor, w.measured, w.order.pack),
    ),
    "adopt": (
        Right.CHANGE_PROTOCOLS,
        lambda w: adjustments.adopt([], w.actor, find(PROTOCOL), w.order.pack, w.folder),
    ),
    "take_back": (
        Right.CHANGE_PROTOCOLS,
        lambda w: adjustments.take_back(w.actor, find(PROTOCOL), w.order.pack, w.folder),
    ),
    "past": (Right.READ_RESULTS, lambda w: moving.past(w.db, w.actor, w.target, w.folder)),
    "move": (
        Right.CHANGE_PROTOCOLS,
        lambda w: moving.move(w.entry.open, w.actor, w.target, w.folder, 0.5, 0.3),
    ),
    "tuned": (Right.MANAGE_MODELS, lambda w: verifying.tuned(w.actor, w.order.pack, w.folder, lambda *_: None)),
    "install": (
        Right.MANAGE_MODELS,
        lambda w: install(w.actor, w.entry.open, "build-model", lambda: w.order.pack, lambda _: None),
    ),
    "erase_person": (Right.ERASE, lambda w: erasure.erase_person(w.entry, "p1")),
    "erase_batch": (Right.ERASE, lambda w: erasure.erase_batch(w.entry, 1)),
    "due": (Right.RETAIN, lambda w: erasure.due(w.entry)),
    "apply_retention": (Right.RETAIN, lambda w: erasure.apply_retention(w.entry)),
    "confirm_date": (Right.RETAIN, lambda w: dates.confirm_date(w.db, w.actor)),
    "verify": (Right.VERIFY, lambda w: upkeep.verify(w.entry)),
    "back_up": (Right.BACK_UP, lambda w: upkeep.back_up(w.entry, w.folder / "b.kizashi")),
    "record.page": (Right.READ_AUDIT, lambda w: record.page(w.db, w.actor, Sought(), limit=9)),
    "record.export": (Right.READ_AUDIT, lambda w: record.export(w.db, w.actor, Sought(), w.folder / "record.csv")),
    "last_backup": (Right.BACK_UP, lambda w: upkeep.last_backup(w.db, w.actor)),
    "renew": (Right.REKEY, lambda w: rekeying.renew(w.entry)),
    "add_first": (Right.MANAGE_USERS, lambda w: people.add_first(w.entry, w.folder, Newcomer("x", ""))),
    "add": (Right.MANAGE_USERS, lambda w: people.add(w.entry, "x", Role.COUNSELOR, "")),
    "everyone": (Right.MANAGE_USERS, lambda w: people.everyone(w.db, w.actor)),
    "disable": (Right.MANAGE_USERS, lambda w: people.disable(w.entry, "x")),
    "reset_passphrase": (Right.MANAGE_USERS, lambda w: people.reset_passphrase(w.entry, "x", "")),
}
"""Each use case with the right that it asks for; what it then fails at, in this small world, is another matter."""


def _other_thresholds(folder: Path) -> Protocol:
    own = folder / "own.toml"
    shipped = Path(changes.__file__).parent / "protocols" / "stress.toml"
    own.write_text(shipped.read_text(encoding="utf-8") + "\n# a site's own\n", encoding="utf-8")
    return find(str(own))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts.csv").write_text(f'id,text,person\n1,"{BODY}",p1\n', encoding="utf-8")
    order = Order([tmp_path / "texts.csv"], Reading(), find("stress"), word_pack(tmp_path))
    list(ScreeningJob(partial(open_store, tmp_path / "test.kizashi", KEY), OWNER, order, OpenWords()))
    with open_store(tmp_path / "test.kizashi", KEY) as db, db.atomic():
        db.insert("example_sets", {"protocol": SET.protocol, "sha256": SET.sha256, "created_at": SET.created_at})
    return tmp_path


@pytest.fixture
def db(folder: Path) -> Iterator[Database]:
    with open_store(folder / "test.kizashi", KEY) as opened:
        yield opened


@pytest.mark.parametrize("role", Role)
def test_h10_every_use_case_asks_the_table_whoever_calls_it(folder: Path, db: Database, role: Role) -> None:
    world = World(folder, witnessed(Actor("mina", role), folder / "test.kizashi", KEY), db)
    for name, (right, use_case) in MATRIX.items():
        before = len(_refusals(db))
        allowed = not _refused(use_case, world, right)
        assert allowed == world.actor.may(right), f"{role}: {name}"
        told = _refusals(db)[before:]
        assert allowed or told == [("mina", f"right {right}", role)], f"{role}: {name} is not on record"
    assert audit.verify(db) == []


def _refused(use_case: UseCase, world: World, right: Right) -> bool:
    try:
        use_case(world)
    except AnothersTextError:
        return False
    except NotAllowedError as error:
        return f'"{right}"' in str(error)
    except KizashiError:
        return False
    return False


def _refusals(db: Database) -> list[tuple[str, str, str]]:
    found = db.query("SELECT actor, subject, new FROM audit WHERE act = 'refused' ORDER BY id")
    return [(row["actor"], row["subject"], row["new"]) for row in found]


def test_h11_a_text_that_somebody_tried_to_read_or_decide_is_on_record(folder: Path, db: Database) -> None:
    bo = witnessed(Actor("bo", Role.COUNSELOR), folder / "test.kizashi", KEY)
    sheet = folder / "sheet.csv"
    sheet.write_text("case,id,verdict,severity,decided_by,note\n1,1,case,,,\n", encoding="utf-8")
    for attempt in (
        lambda: queue.open_case(db, bo, 1),
        lambda: finding.open_text(db, bo, 1, 1),
        lambda: decide.decide(db, bo, Decision(1, Verdict.NOT_A_CASE), {}),
        lambda: sharing.decide_all(db, bo, Decision(1, Verdict.NOT_A_CASE), {}, []),
        lambda: sheets.bring(db, bo, sheet),
    ):
        with pytest.raises(KizashiError, match="somebody else has brought"):
            attempt()
    assert _refusals(db) == [("bo", "text 1", Role.COUNSELOR)] * 5


def test_h11_who_is_refused_is_told_so_by_a_store_that_takes_no_row(
    folder: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.BUSY_SECONDS", 0.01)
    bo = witnessed(Actor("bo", Role.COUNSELOR), folder / "test.kizashi", KEY)
    gone = witnessed(bo, folder / "gone.kizashi", KEY)
    with db.atomic():
        for actor in (bo, gone):
            with pytest.raises(NotAllowedError, match="export"):
                results.export_csv(db, actor, 1, folder / "out.csv")
    assert _refusals(db) == []
    assert not (folder / "gone.kizashi").exists(), "no empty store is made in the place of one that is gone"


def test_no_use_case_is_left_out_of_the_matrix() -> None:
    known = {name.rpartition(".")[2] for name in MATRIX} | UNCHECKED.keys()
    assert set(_takers()) <= known


def _takers() -> Iterator[str]:
    """Yield the names of what the packages of use cases offer and what takes an actor or the way into a store."""
    for package in (screening, review, learning, custody):
        for module in _modules(package):
            for name, member in inspect.getmembers(module, lambda it: inspect.isfunction(it) or inspect.isclass(it)):
                if member.__module__ == module.__name__ and not name.startswith("_") and _takes(member):
                    yield name


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{found.name}")


def _takes(member: Callable[..., object]) -> bool:
    if is_dataclass(member) or (isinstance(member, type) and issubclass(member, BaseException | Enum)):
        return False
    return any(one.annotation in (Actor, Entry) for one in inspect.signature(member).parameters.values())


def test_h10_a_counselor_reads_a_colleague_s_text_only_through_broken_glass(db: Database) -> None:
    bo, cleo = Actor("bo", Role.COUNSELOR), Actor("cleo", Role.COUNSELOR)
    assert not any(row.excerpt for row in results.page(db, bo, 1, limit=9))
    with pytest.raises(AnothersTextError):
        queue.open_case(db, bo, 1)
    with pytest.raises(AnothersTextError):
        decide.decide(db, bo, Decision(1, Verdict.NOT_A_CASE), {})
    with pytest.raises(KizashiError, match="in a few words"):
        glass.break_glass(db, bo, 1, " ! ")
    glass.break_glass(db, bo, 1, "She wrote that\nshe is on the roof")
    assert queue.open_case(db, bo, 1).untrusted_body == BODY
    with pytest.raises(AnothersTextError):
        queue.open_case(db, cleo, 1)


def test_h11_a_broken_glass_is_in_the_chain_without_its_words_and_shown_with_them(db: Database, tmp_path: Path) -> None:
    bo, sue, ken = Actor("bo", Role.COUNSELOR), Actor("sue", Role.SUPERVISOR), Actor("ken", Role.ADMINISTRATOR)
    glass.break_glass(db, bo, 1, "She wrote that she is on the roof")
    [row] = db.query("SELECT actor, subject, new FROM audit WHERE act = 'break-glass'")
    assert (row["actor"], row["subject"]) == ("bo", "text 1")
    assert "roof" not in row["new"]
    [shown] = glass.broken(db, sue)
    assert (shown.actor, shown.text_id, shown.reason) == ("bo", "1", "She wrote that she is on the roof")
    assert glass.broken(db, sue, since="2999-01-01") == []
    results.export_csv(db, sue, 1, tmp_path / "out.csv")
    assert "texts opened in an emergency: 1" in leaving.note_of(tmp_path / "out.csv").read_text(encoding="utf-8")
    assert [one.reason for one in glass.broken(db, ken)] == [""], "a reason may quote the text"


def test_h10_no_clock_hides_a_broken_glass_from_the_supervisor(db: Database) -> None:
    """One row with an old date, from a clock that was set back or an empty battery, hid all before it and its own."""
    sue, wrong, right = Actor("sue", Role.SUPERVISOR), "1990-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"
    with db.atomic(durable=True):
        for at, act, subject in (
            (right, "log-in", "store"),
            (right, "break-glass", "text 1"),
            (wrong, "log-in", "store"),
            (wrong, "break-glass", "text 1"),
            (right, "log-in", "store"),
        ):
            audit.append(db, AuditEntry(at, "bo", act, subject))
    assert [one.at for one in glass.broken(db, sue, since="2026-01-01")] == [wrong, right]


def test_who_brings_the_same_file_reads_it(folder: Path, db: Database) -> None:
    bo = Actor("bo", Role.COUNSELOR)
    world = World(folder, bo, db)
    list(ScreeningJob(world.entry.open, bo, world.order, OpenWords()))
    assert queue.open_case(db, bo, 1).untrusted_body == BODY


def test_h11_every_page_of_texts_that_somebody_saw_is_on_record_once_an_hour(db: Database) -> None:
    sue, ken = Actor("sue", Role.SUPERVISOR), Actor("ken", Role.ADMINISTRATOR)
    for actor in (sue, sue, ken):
        results.page(db, actor, 1, limit=9)
    seen = [tuple(row.values()) for row in db.query("SELECT actor, subject, new FROM audit WHERE act = 'browse'")]
    assert seen == [("sue", "run 1", "1")]


def test_h16_other_thresholds_are_put_to_use_by_who_may_and_then_by_all(folder: Path, db: Database) -> None:
    own = _other_thresholds(folder)
    bo, sue = Actor("bo", Role.COUNSELOR), Actor("sue", Role.SUPERVISOR)

    def run(actor: Actor) -> None:
        order = Order([folder / "texts.csv"], Reading(), own, word_pack(folder), mandate=Mandate("test"))
        list(ScreeningJob(partial(open_store, folder / "test.kizashi", KEY), actor, order, OpenWords()))

    with pytest.raises(NotAllowedError, match="change-protocols"):
        run(bo)
    run(sue)
    run(bo)
    changed = [tuple(row.values()) for row in db.query("SELECT actor, old, new FROM audit WHERE act = 'use-protocol'")]
    assert [(actor, old == "", old != new) for actor, old, new in changed] == [
        ("ann", True, True),
        ("sue", False, True),
    ]


def test_h11_a_model_that_came_is_on_record_by_its_fingerprint(folder: Path, db: Database) -> None:
    sue, world = Actor("sue", Role.SUPERVISOR), World(folder, OWNER, db)
    install(sue, world.entry.open, "import-model", lambda: world.order.pack, lambda _: None)
    [row] = db.query("SELECT actor, subject, new FROM audit WHERE act = 'import-model'")
    assert tuple(row.values()) == ("sue", "pack words", world.order.pack.sha256)


def test_h11_how_long_a_batch_is_kept_changes_on_record_and_screens_nothing_anew(folder: Path, db: Database) -> None:
    world = World(folder, OWNER, db)
    for days in (None, 30, None, 7):
        order = replace(world.order, mandate=Mandate(retention_days=days))
        list(ScreeningJob(world.entry.open, OWNER, order, OpenWords()))
    changed = [tuple(row.values()) for row in db.query("SELECT old, new FROM audit WHERE act = 'set-retention'")]
    assert changed == [("", "30"), ("30", "7")]
    assert len(results.runs(db, OWNER)) == 1
    assert results.mandate(db, OWNER, 1).days == 7
