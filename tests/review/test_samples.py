"""What a site would lose if its sample failed it: an honest answer to how much the machine let pass."""

import json
from dataclasses import asdict

from domain.case import Decision, Reason, Verdict
from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.scope import Scope
from domain.screening import Window
from domain.site import DeskRules
from review import queue
from review.agreement import agreement, of_reader
from review.decide import decide
from review.drift import drift
from review.elusion import missed
from review.site import set_rules
from review.stats import TOP, stats
from review.watch import own
from store import batches, cases, pictures, runs, samples, screenings
from store.database import Database
from tests.review.conftest import BO, CLEO, IDA, SUE, begin
from tests.review.test_desk import flag, top
from tests.store.samples import AT, left, passport, screening


def pass_all(db: Database, run: int) -> None:
    """Let all that is left of a run be clear, and end it as the screening job does."""
    for text in left(db, run):
        found = screening(text, Outcome.CLEAR, probability=0.1, language="en", windows=(Window(0, 60, -2.0),))
        screenings.add(db, run, found, AT)
    with db.atomic():
        runs.finish(db, run, AT, 1.0)
        samples.draw(db, run, 59)


def drawn(db: Database) -> list[int]:
    return [row["case_id"] for row in db.query("SELECT DISTINCT case_id FROM audit_samples ORDER BY 1")]


def test_h20_a_sample_stands_unseen_among_the_cases_whose_reason_is_hidden(desk: Database) -> None:
    run = begin(desk, 43)
    grave, flagged = top(desk, run), [flag(desk, run) for _ in range(3)]
    pass_all(desk, run)
    listed = queue.queue(desk, BO, run)
    assert len(drawn(desk)) == 3, "a tenth of 39, rounded down"
    assert listed[0].id == grave.id
    assert {case.id for case in listed[1:]} == {*drawn(desk), *(case.id for case in flagged)}
    looks = {(case.blind, case.reason, case.outcome, case.code, case.severity, case.due_at) for case in listed[1:]}
    assert len(looks) == 1, "nothing tells a drawn text from a flagged one"
    assert {case.raised_at for case in listed[1:]} == {AT}
    decide(desk, BO, Decision(drawn(desk)[0], Verdict.NOT_A_CASE), {})
    assert queue.open_case(desk, BO, drawn(desk)[0]).case.reason is Reason.AUDIT_SAMPLE


def test_h20_small_batches_count_together_and_none_is_drawn_twice(desk: Database) -> None:
    for number in range(4):
        pass_all(desk, begin(desk, 6, f"day {number}.csv"))
    assert len(drawn(desk)) == 2, "24 texts were let pass"
    again = runs.start(desk, 1, passport(), None, AT)
    pass_all(desk, again)
    assert len(drawn(desk)) == 2
    found = missed(desk, IDA, again)
    assert (found.tally.not_flagged, found.tally.runs, found.tally.drawn) == (24, 4, 2), "texts count once"


def test_h20_only_what_was_asked_in_the_same_way_is_pooled(desk: Database) -> None:
    pass_all(desk, begin(desk, 30))
    other = runs.start(desk, 1, passport(head_sha256="another head"), None, AT)
    pass_all(desk, other)
    assert missed(desk, BO, other).tally.runs == 1
    assert missed(desk, BO, other).tally.not_flagged == 30


def test_h20_the_bound_knows_what_was_read_and_what_was_missed(desk: Database) -> None:
    run = begin(desk, 200)
    pass_all(desk, run)
    first, second, *rest = drawn(desk)
    assert missed(desk, BO, run).bound == 1.0, "nothing is known before anybody has read"
    decide(desk, BO, Decision(first, Verdict.NOT_A_CASE), {})
    decide(desk, BO, Decision(second, Verdict.CASE, "mild"), {})
    found = missed(desk, BO, run)
    assert (found.tally.drawn, found.tally.read, found.tally.missed) == (2 + len(rest), 2, 1)
    for case in rest:
        decide(desk, BO, Decision(case, Verdict.NOT_A_CASE), {})
    assert missed(desk, BO, run).bound < found.bound
    assert missed(desk, BO, run).texts <= 200


def test_h20_a_drawn_text_that_another_run_flags_is_a_case_of_its_own_right(desk: Database) -> None:
    pass_all(desk, begin(desk, 10))
    [case] = drawn(desk)
    other = runs.start(desk, 1, passport(head_sha256="another head"), None, AT)
    text = cases.get(desk, case).text
    screenings.add(desk, other, screening(text, Outcome.UNSURE), AT)
    assert cases.get(desk, case).reason is Reason.MODEL
    assert samples.tally(desk, 1).drawn == 1


def test_h20_a_drawn_text_that_waits_already_stays_one_case_and_counts_as_drawn(desk: Database) -> None:
    run = begin(desk, 10)
    waiting = {flag(desk, run).id for _ in range(10)}
    other = runs.start(desk, 1, passport(head_sha256="another head"), None, AT)
    pass_all(desk, other)
    [case] = drawn(desk)
    assert {case.id for case in queue.queue(desk, BO)} == waiting
    assert cases.get(desk, case).reason is Reason.MODEL
    decide(desk, BO, Decision(case, Verdict.CASE, "mild"), {})
    found = missed(desk, BO, other).tally
    assert (found.drawn, found.read, found.missed) == (1, 1, 1)


def test_h21_texts_unlike_those_of_the_validation_say_validate_again(desk: Database) -> None:
    run = begin(desk, 120)
    for _ in range(60):
        flag(desk, run)
    pass_all(desk, run)
    assert not drift(desk, BO, run).shifts, "no record says what its texts looked like"
    seen = pictures.of_runs(desk, run)
    assert (seen.texts, seen.flagged, seen.lengths) == (120, {"yes": 60, "no": 60}, {"5": 60, "6": 60})
    record(desk, seen)
    assert not drift(desk, BO, run).validate_again
    record(desk, pictures.Picture({"yes": 10, "no": 110}, seen.languages, seen.lengths, seen.reviewed))
    found = drift(desk, BO, run)
    assert found.validate_again
    assert [shift.what for shift in found.shifts if shift.drifted] == ["flagged"]


def record(db: Database, picture: pictures.Picture) -> None:
    """Put a picture into a validation record, as a pilot does."""
    with db.atomic():
        db.insert(
            "validations",
            {
                "protocol": 1,
                "pack": 1,
                "language": "en",
                "way": "zero-shot",
                "texts": 120,
                "signer": "sue",
                "at": AT,
                "metrics": json.dumps({"picture": asdict(picture)}),
            },
        )


def test_h21_a_reviewer_alone_is_shown_that_they_decide_faster_than_anybody_reads(desk: Database) -> None:
    run = begin(desk, 12)
    waiting = [flag(desk, run) for _ in range(12)]
    for number, case in enumerate(waiting):
        decide(desk, BO, Decision(case.id, Verdict.CASE, "mild", seconds=0.1 if number < 6 else 60.0), {})
    found = own(desk, BO)
    assert (found.decisions, found.measured, found.fast, found.too_fast) == (12, 12, 6, True)
    assert (found.suggested, found.always_agrees) == (0, False), "what was hidden can't be followed"
    assert own(desk, CLEO).decisions == 0


def test_h21_always_agreeing_is_shown_when_there_was_something_to_agree_with(desk: Database) -> None:
    set_rules(desk, SUE, DeskRules(hide_suggestion=False, audit_sample=0))
    run = begin(desk, 31)
    for _ in range(30):
        decide(desk, BO, Decision(flag(desk, run).id, Verdict.CASE, "mild"), {})
    assert own(desk, BO).always_agrees
    decide(desk, BO, Decision(flag(desk, run).id, Verdict.NOT_A_CASE), {})
    assert not own(desk, BO).always_agrees


def test_h19_agreement_is_of_what_two_people_said_before_they_knew(desk: Database) -> None:
    set_rules(desk, SUE, DeskRules(second_share=1.0))
    run = begin(desk, 6)
    for number in range(6):
        case = flag(desk, run).id
        decide(desk, BO, Decision(case, Verdict.CASE, "mild"), {})
        decide(desk, BO, Decision(case, Verdict.NOT_A_CASE), {})  # a second thought after the suggestion was shown
        decide(desk, CLEO, Decision(case, *((Verdict.CASE, "severe") if number else (Verdict.NOT_A_CASE, ""))), {})
    [found] = agreement(desk, IDA)
    assert (found.protocol, found.cases, found.readers) == ("depression", 6, 2)
    assert round(found.agreed.value, 3) == 0.833
    assert [one.cases for one in of_reader(desk, BO, "bo")] == [6]
    assert of_reader(desk, SUE, "ida") == []
    assert agreement(desk, IDA, Scope(batch=2)) == []


def test_a_report_s_figures_are_of_the_batch_that_was_asked_for(desk: Database) -> None:
    run = begin(desk, 12)
    grave, mild = top(desk, run), flag(desk, run)
    pass_all(desk, run)
    pass_all(desk, begin(desk, 5, "other.csv"))
    desk.tables.execute("UPDATE cases SET due_at = '2026-01-01' WHERE id = ?", [grave.id])
    decide(desk, BO, Decision(mild.id, Verdict.CASE, "mild"), {})
    found = stats(desk, IDA, Scope(batch=1))
    assert found.mandate == Mandate("intake", "clients", "consent")
    assert found.outcomes == {"depression": {"rows": 12, "flagged": 2, "clear": 10, "unsure": 0, "not_screened": 0}}
    assert found.states == {"decided": 1, "to decide": 2}
    assert found.reasons == {"audit-sample": 1, "model": 2}
    assert found.decided == [("depression", "case", "mild", 1)]
    first, second = found.response_times
    assert (first.level, first.cases, first.answered, first.of_due, first.within) == (TOP, 1, 0, 1, 0)
    assert (second.level, second.cases, second.answered, second.of_due) == ("mild", 1, 1, 0)
    assert second.median == second.median
    assert [miss.elusion.tally.not_flagged for miss in found.missed] == [15], "runs alike are pooled"
    assert [batch.id for batch in batches.every(desk)] == [2, 1]
    assert stats(desk, IDA, Scope(since="2999-01-01T00:00:00+00:00")).states == {}
