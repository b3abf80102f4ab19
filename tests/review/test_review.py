"""Review is where people decide: an order that buries a grave case or a lost decision would harm somebody."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from domain.actor import Actor, Role
from domain.adjustment import Adjustment
from domain.case import Case, Decision, Verdict
from domain.errors import KizashiError, NotAllowedError, StoreError
from domain.head import UNCALIBRATED
from domain.outcome import Outcome
from domain.text import Reading
from review.decide import decide
from review.elusion import missed
from review.queue import counts, on_screen, open_case, queue
from screening.asking import Equipment, basis
from screening.job import Order, ScreeningJob
from screening.protocols import SHIPPED, UNSET, find
from store import audit, validations
from store.database import Database, open_store
from store.pictures import Picture
from tests.screening.words import OpenWords, word_pack

OWNER = Actor("ann", Role.OWNER)
SPECIALIST = Actor("cleo", Role.SPECIALIST)
ADMINISTRATOR = Actor("bo", Role.ADMINISTRATOR)
TEXTS = {
    "calm": "This was a calm day and I went for a long walk with my sister.",
    "missing": "",
    "dreadful": "It was dreadful at work today and I can't stand it for another week.",
    "grave": "It was a dreadful day, a <grave> <grave> <grave> <grave> day, and it is not over yet.",
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "texts.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *TEXTS.items()])
    order = Order([file], Reading(), find("suicide-risk"), word_pack(tmp_path))
    open_database = partial(open_store, tmp_path / "test.kizashi", bytes(32))
    list(ScreeningJob(open_database, OWNER, order, OpenWords()))
    with open_database() as database:
        yield database


def case(db: Database, text_id: str) -> Case:
    (found,) = (case for case in queue(db, OWNER, undecided=False) if case.text_id == text_id)
    return found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE decisions SET verdict = 'not-case'", "Decision 1 is not what the audit chain tells of it."),
        ("DELETE FROM decisions", "1 of the 1 decisions that the audit chain tells of are gone."),
        (
            "INSERT INTO withdrawals VALUES (1, 'ann', '')",
            "1 of 1 withdrawals have no audit row; the last of them is of .",
        ),
        ("UPDATE cases SET decided = 1 WHERE lane = 0", "stands as decided, and nobody has decided it."),
    ],
    ids=["changed", "removed", "taken back by nobody", "decided by nobody"],
)
def test_h12_decisions_are_held_against_what_the_chain_tells_of_them(db: Database, change: str, found: str) -> None:
    """A verdict changed in its table, past the triggers, left the chain and `store verify` sound."""
    decide(db, SPECIALIST, Decision(case(db, "dreadful").id, Verdict.CASE), {})
    assert audit.verify(db) == []
    for act in ("UPDATE", "DELETE"):
        db.tables.execute(f"DROP TRIGGER decisions_refuses_{act}")
    db.tables.execute(change)
    assert found in " ".join(audit.verify(db))


def test_the_gravest_case_comes_first_and_what_was_not_screened_is_not_forgotten(db: Database) -> None:
    assert [case.text_id for case in queue(db, OWNER)] == ["grave", "dreadful", "calm", "missing"]
    assert counts(db, OWNER) == (4, 0)


def test_an_opened_case_shows_the_text_and_who_read_it_is_on_record(db: Database) -> None:
    opened = open_case(db, SPECIALIST, case(db, "grave").id)
    assert opened.untrusted_body == TEXTS["grave"]
    assert opened.case.severity == find("suicide-risk").levels[-1].id
    assert len(opened.windows) == 1
    assert opened.history == ()
    last = list(db.query("SELECT actor, act, subject FROM audit"))[-1]
    assert last == {"actor": "cleo", "act": "read", "subject": f"case {opened.case.id}"}


def test_a_text_never_appears_in_a_log_line_about_its_case(db: Database) -> None:
    assert "grave" not in repr(open_case(db, OWNER, case(db, "grave").id)).replace("text_id='grave'", "")


def test_a_decision_closes_the_case_and_keeps_what_was_shown(db: Database) -> None:
    level = find("suicide-risk").levels[1].id
    waiting = case(db, "dreadful")
    decided = decide(db, SPECIALIST, Decision(waiting.id, Verdict.CASE, level, "call her on Monday"), {"code": ""})
    assert (decided.verdict, decided.decided_severity, decided.decided_by) == (Verdict.CASE, level, "cleo")
    assert [case.text_id for case in queue(db, OWNER)] == ["grave", "calm", "missing"]
    (past,) = open_case(db, OWNER, waiting.id).history
    assert (past.decision.note, past.shown, past.actor) == ("call her on Monday", {}, SPECIALIST)
    assert past.decision.suggestion_hidden, "what was hidden can't have been seen, whatever a window says"
    decide(db, SPECIALIST, Decision(case(db, "grave").id, Verdict.CASE), {"code": ""})
    assert open_case(db, OWNER, case(db, "grave").id).history[0].shown == {"code": ""}


def test_a_second_decision_counts_and_the_first_stays_on_record(db: Database) -> None:
    waiting = case(db, "calm")
    decide(db, OWNER, Decision(waiting.id, Verdict.NOT_A_CASE), {})
    decided = decide(db, SPECIALIST, Decision(waiting.id, Verdict.CASE), {})
    assert decided.verdict is Verdict.CASE
    verdicts = [past.decision.verdict for past in open_case(db, OWNER, waiting.id).history]
    assert verdicts == [Verdict.NOT_A_CASE, Verdict.CASE]
    changes = list(db.query("SELECT old, new FROM audit WHERE act = 'decide'"))
    assert changes == [{"old": "", "new": "not-a-case"}, {"old": "not-a-case", "new": "case"}]
    assert audit.verify(db) == []


def test_a_decision_with_a_severity_that_does_not_exist_is_refused_whole(db: Database) -> None:
    waiting = case(db, "calm")
    with pytest.raises(KizashiError, match="terrible"):
        decide(db, OWNER, Decision(waiting.id, Verdict.CASE, "terrible"), {})
    assert case(db, "calm").verdict is None
    assert not list(db.query("SELECT 1 FROM audit WHERE act = 'decide'"))


def test_who_may_not_read_or_decide_does_neither(db: Database) -> None:
    waiting = case(db, "calm")
    with pytest.raises(NotAllowedError):
        open_case(db, ADMINISTRATOR, waiting.id)
    with pytest.raises(NotAllowedError):
        decide(db, ADMINISTRATOR, Decision(waiting.id, Verdict.NOT_A_CASE), {})


def test_a_case_that_does_not_exist_is_told_in_one_line(db: Database) -> None:
    with pytest.raises(StoreError, match="99"):
        open_case(db, OWNER, 99)


def test_the_queue_of_one_run_holds_its_cases_only(db: Database) -> None:
    assert len(queue(db, OWNER, run=1)) == 4
    assert queue(db, OWNER, run=2) == []
    assert {case.outcome for case in queue(db, OWNER)} == {Outcome.FLAGGED, Outcome.UNSURE, Outcome.NOT_SCREENED}


def test_h18_a_protocol_s_own_response_times_hold_where_the_site_has_set_none(tmp_path: Path) -> None:
    shipped = (SHIPPED / "suicide-risk.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(shipped.replace(f'"{UNSET}"', "4"), encoding="utf-8")
    (tmp_path / "texts.csv").write_text(f"id,text\n1,{TEXTS['grave']}\n".replace(", ", " "), encoding="utf-8")
    order = Order([tmp_path / "texts.csv"], Reading(), find(str(tmp_path / "own.toml")), word_pack(tmp_path))
    open_database = partial(open_store, tmp_path / "test.kizashi", bytes(32))
    list(ScreeningJob(open_database, OWNER, order, OpenWords()))
    with open_database() as db:
        [grave] = on_screen(db, OWNER)
        began = datetime.fromisoformat(next(db.query("SELECT started_at FROM runs"))["started_at"])
        assert datetime.fromisoformat(grave.due_at) == began + timedelta(hours=4)
        assert grave.overdue((began + timedelta(hours=5)).isoformat())


def test_h20_a_run_that_ends_draws_its_sample_by_itself(tmp_path: Path) -> None:
    lines = [f"{number},It was a calm calm calm day number {number} at the lake" for number in range(20)]
    (tmp_path / "texts.csv").write_text("\n".join(["id,text", *lines]), encoding="utf-8")
    protocol, pack = find("stress"), word_pack(tmp_path)
    made_with = basis(Equipment(), protocol, pack, "en")
    own = Adjustment(made_with, UNCALIBRATED, 0.5, protocol.thresholds, "", 20, 10, "2026-01-01")
    taken = Equipment(adjustments={"en": own})
    order = Order([tmp_path / "texts.csv"], Reading(), protocol, pack, limit=1, equipment=taken)
    open_database = partial(open_store, tmp_path / "test.kizashi", bytes(32))
    list(ScreeningJob(open_database, OWNER, order, OpenWords()))
    with open_database() as db, db.atomic():
        validations.add(db, own, protocol, pack, Picture({}, {}, {}, {}), "ann")
    list(ScreeningJob(open_database, OWNER, replace(order, limit=None), OpenWords()))
    with open_database() as db:
        drawn = {row["case_id"] for row in db.query("SELECT case_id FROM audit_samples")}
        waiting = {case.id for case in queue(db, OWNER) if case.blind}
        assert missed(db, OWNER, 2).tally.drawn == len(drawn) == 2
        assert waiting == {1, *drawn}, "one was unsure before there was a record, and may be drawn as well"
