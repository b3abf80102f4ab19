"""What a person at risk or a reviewer would lose at the desk: an answer in time, a judgement of one's own, a way back."""

from dataclasses import replace

import pytest

from domain.case import Case, Decision, Reading, Reason, Step, Verdict
from domain.errors import AnothersTextError, KizashiError, NotAllowedError
from domain.outcome import Code, Outcome
from domain.policy import Policy
from domain.screening import Window
from domain.site import Crisis, DeskRules
from review import agreement, closing, queue, site, steps
from review.decide import CaseClosedError, NothingToWithdrawError, decide, withdraw
from screening.protocols import find
from store import audit, batches, cases, queues, screenings
from store.database import Database
from tests.review.conftest import BO, CLEO, DAN, IDA, SUE, begin
from tests.store.samples import AT, left, screening, severe

CASE, NOT_A_CASE = Verdict.CASE, Verdict.NOT_A_CASE
ALWAYS_READ_TWICE = DeskRules(second_share=1.0)


def flag(db: Database, run: int, probability: float = 0.7, severity: str = "mild") -> Case:
    """Let the next text of a run be flagged; return its case."""
    text = left(db, run)[0]
    found = screening(text, Outcome.FLAGGED, probability=probability, severity=severity, margin=abs(probability - 0.5))
    screenings.add(db, run, replace(found, windows=(Window(0, 20, 1.0),)), AT)
    return newest(db)


def top(db: Database, run: int) -> Case:
    """Let the next text of a run have a real chance of the top severity; return its case."""
    screenings.add(db, run, severe(left(db, run)[0], 2.0), AT)
    return newest(db)


def newest(db: Database) -> Case:
    return max(queues.page(db, undecided=False, run=None, limit=99), key=lambda case: case.id)


def sure(case: Case, verdict: Verdict = CASE, severity: str = "mild") -> Decision:
    return Decision(case.id, verdict, severity)


def test_h18_a_grave_case_stays_on_the_screen_until_somebody_acknowledges_it(desk: Database) -> None:
    run = begin(desk, 3)
    grave, other = top(desk, run), flag(desk, run)
    assert [case.id for case in queue.on_screen(desk, IDA)] == [grave.id]
    steps.acknowledge(desk, IDA, grave.id)
    assert queue.on_screen(desk, IDA) == []
    assert [case.id for case in queue.queue(desk, BO)] == [grave.id, other.id], "it is seen to, not decided"


def test_h18_a_case_is_due_by_its_level_s_time_from_the_import_on(desk: Database) -> None:
    depression, run = find("depression"), begin(desk, 4)
    grave, mild = top(desk, run), flag(desk, run)
    site.set_response_time(desk, SUE, depression, "severe", 2)
    site.set_response_time(desk, SUE, depression, "mild", 48)
    due = {case.id: case.due_at for case in queue.queue(desk, SUE)}
    assert due[grave.id] == "2026-01-02T05:04:05+00:00"
    assert due[mild.id] == "", "a time would tell the level of a case that is to be decided blind"
    assert [case.due_at for case in queue.overdue(desk, SUE)] == [due[grave.id], "2026-01-04T03:04:05+00:00"]
    assert top(desk, run).due_at == due[grave.id], "later ones are due from their import on too"
    site.set_response_time(desk, SUE, depression, "severe", None)
    assert cases.get(desk, grave.id).due_at == ""


def test_h18_overdue_cases_stand_before_other_grave_ones_until_they_are_answered(desk: Database) -> None:
    run = begin(desk, 4)
    strong, weak = [top(desk, run) for _ in range(2)]
    desk.tables.execute("UPDATE cases SET due_at = '2999-01-01' WHERE id = ?", [strong.id])
    desk.tables.execute("UPDATE cases SET due_at = '2026-01-01', urgency = 0.1 WHERE id = ?", [weak.id])
    assert [case.id for case in queue.queue(desk, BO)] == [weak.id, strong.id]
    steps.acknowledge(desk, BO, weak.id)
    assert [case.id for case in queue.queue(desk, BO)] == [strong.id, weak.id]


def test_h18_a_site_s_response_times_and_words_are_its_own_and_changes_are_on_record(desk: Database) -> None:
    depression = find("depression")
    assert site.needs_crisis_text(desk)
    assert set(site.response_times(desk, depression).values()) == {None}
    site.set_crisis_text(desk, SUE, Crisis("Call the duty phone.", "Ida, 1234"))
    site.set_response_time(desk, SUE, depression, "severe", 1)
    assert not site.needs_crisis_text(desk)
    assert site.crisis_text(desk).on_duty == "Ida, 1234"
    assert site.response_times(desk, depression)["severe"] == 1
    changed = [tuple(row.values()) for row in desk.query("SELECT actor, subject, new FROM audit WHERE act = 'set'")]
    assert [(who, what) for who, what, _ in changed] == [
        ("sue", "crisis text"),
        ("sue", "response time depression severe"),
    ]
    assert "duty" not in str(changed), "the record holds no free text"
    for wrong in ("terrible", "severe"):
        with pytest.raises(KizashiError):
            site.set_response_time(desk, SUE, depression, wrong, 0)


def test_what_lies_nearest_to_the_threshold_comes_first_then_age(desk: Database) -> None:
    run = begin(desk, 4)
    certain, close, old = flag(desk, run, 0.99), flag(desk, run, 0.51), flag(desk, run, 0.51)
    desk.tables.execute("UPDATE cases SET raised_at = '2025-01-01' WHERE id = ?", [old.id])
    assert [case.id for case in queue.queue(desk, BO)] == [old.id, close.id, certain.id]


def test_pages_of_the_queue_join_without_a_gap(desk: Database) -> None:
    run = begin(desk, 9)
    for _ in range(4):
        top(desk, run)
        flag(desk, run)
    decide(desk, BO, sure(newest(desk)), {})
    whole = [case.id for case in queue.queue(desk, BO, undecided=False)]
    pages = [queue.queue(desk, BO, undecided=False, limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [case.id for page in pages for case in page] == whole
    assert len(set(whole)) == 8


def test_h19_what_the_machine_said_is_not_seen_before_one_s_own_decision(desk: Database) -> None:
    run = begin(desk, 3)
    grave, case = top(desk, run), flag(desk, run)
    opened = queue.open_case(desk, BO, case.id)
    assert opened.case.blind
    seen = (opened.case.outcome, opened.case.reason, opened.case.probability, opened.case.severity, opened.windows)
    assert seen == (Outcome.UNSURE, Reason.MODEL, None, "", ())
    assert not queue.open_case(desk, BO, grave.id).case.blind, "the top severity is always shown as such"
    decide(desk, BO, sure(case, NOT_A_CASE), {"probability": "70%"})
    revealed = queue.open_case(desk, BO, case.id)
    assert (revealed.case.probability, revealed.case.severity, len(revealed.windows)) == (0.7, "mild", 1)
    decide(desk, BO, sure(case), {"probability": "70%"})
    first, second = queue.open_case(desk, BO, case.id).history
    assert (first.decision.verdict, first.decision.suggestion_hidden, first.shown) == (NOT_A_CASE, True, {})
    assert (second.decision.verdict, second.decision.suggestion_hidden) == (CASE, False)
    assert second.reading is Reading.CORRECTION


def test_h19_a_site_may_show_suggestions_but_then_draws_no_sample(desk: Database) -> None:
    case = flag(desk, begin(desk, 1))
    site.set_rules(desk, SUE, DeskRules(hide_suggestion=False, audit_sample=0))
    assert queue.open_case(desk, BO, case.id).case.probability == 0.7
    with pytest.raises(KizashiError, match="blind only while"):
        DeskRules(hide_suggestion=False)


def test_a_decision_can_be_taken_back_and_stays_on_record(desk: Database) -> None:
    case = flag(desk, begin(desk, 1))
    decide(desk, BO, sure(case), {})
    assert queue.counts(desk, BO) == (0, 1)
    with pytest.raises(NothingToWithdrawError):
        withdraw(desk, CLEO, case.id)
    again = withdraw(desk, BO, case.id)
    assert (again.verdict, again.waits_for, queue.counts(desk, BO)) == (None, Reading.FIRST, (1, 0))
    decide(desk, BO, sure(case, NOT_A_CASE), {})
    history = queue.open_case(desk, BO, case.id).history
    assert [(past.decision.verdict, past.withdrawn) for past in history] == [(CASE, True), (NOT_A_CASE, False)]
    assert audit.verify(desk) == []


def test_a_case_s_life_says_who_did_what_and_when(desk: Database) -> None:
    case = flag(desk, begin(desk, 1))
    with pytest.raises(KizashiError, match="not decided"):
        steps.close(desk, BO, case.id)
    queue.open_case(desk, BO, case.id)
    queue.open_case(desk, BO, case.id)
    steps.acknowledge(desk, BO, case.id)
    decide(desk, CLEO, sure(case), {})
    assert steps.mark_evidence(desk, CLEO, case.id).evidence
    assert [one.id for one in steps.evidence(desk, CLEO)] == [case.id]
    assert not steps.mark_evidence(desk, CLEO, case.id, marked=False).evidence
    assert steps.close(desk, CLEO, case.id).closed
    with pytest.raises(CaseClosedError):
        decide(desk, BO, sure(case), {})
    with pytest.raises(CaseClosedError):
        withdraw(desk, CLEO, case.id)
    assert not steps.reopen(desk, CLEO, case.id).closed
    life = [(one.step, one.actor) for one in steps.life(desk, CLEO, case.id)]
    assert life[0] == (Step.RAISED, "")
    assert {*life} >= {
        *((Step.SEEN, "bo"), (Step.ACKNOWLEDGED, "bo"), (Step.DECIDED, "cleo"), (Step.EVIDENCE, "cleo")),
        *((Step.NOT_EVIDENCE, "cleo"), (Step.CLOSED, "cleo"), (Step.REOPENED, "cleo")),
    }
    assert life.count((Step.SEEN, "bo")) == 1


def test_what_is_skipped_is_put_off_for_one_person_alone(desk: Database) -> None:
    run = begin(desk, 2)
    first, second = flag(desk, run), flag(desk, run)
    assert [case.id for case in queue.queue(desk, BO, skipped=frozenset({first.id}))] == [second.id]
    assert len(queue.queue(desk, CLEO)) == 2


def test_h19_a_second_reader_sees_neither_the_machine_nor_the_first_reader(desk: Database) -> None:
    site.set_rules(desk, SUE, ALWAYS_READ_TWICE)
    run = begin(desk, 2)
    case, grave = flag(desk, run), top(desk, run)
    assert decide(desk, BO, sure(case), {}).waits_for is Reading.SECOND
    decide(desk, BO, sure(grave, severity="severe"), {})
    assert queue.queue(desk, BO) == [], "nobody reads their own case twice"
    blind, shown = (queue.open_case(desk, CLEO, one.id) for one in (case, grave))
    assert blind.case.blind
    assert (blind.case.verdict, blind.case.decided_by, blind.history) == (None, "", ())
    assert shown.case.top
    assert (shown.case.severity, shown.case.verdict, shown.history) == ("severe", None, ())
    agreed = decide(desk, CLEO, sure(case), {})
    assert (agreed.waits_for, agreed.verdict) == (None, CASE)


def test_h19_who_disagree_leave_it_to_a_third_who_may_and_sees_both_reasons(desk: Database) -> None:
    site.set_rules(desk, SUE, ALWAYS_READ_TWICE)
    case = flag(desk, begin(desk, 1))
    decide(desk, BO, replace(sure(case), note="she has a plan"), {})
    disputed = decide(desk, CLEO, replace(sure(case, NOT_A_CASE), note="a song's words"), {})
    assert disputed.waits_for is Reading.ADJUDICATION
    assert queue.queue(desk, BO) == queue.queue(desk, CLEO) == queue.queue(desk, IDA) == []
    assert [one.id for one in queue.queue(desk, DAN)] == [case.id]
    notes = [past.decision.note for past in queue.open_case(desk, DAN, case.id).history]
    assert notes == ["she has a plan", "a song's words"]
    batches.claim(desk, 1, IDA.name)
    with pytest.raises(NotAllowedError, match="adjudicate"):
        decide(desk, IDA, sure(case), {})
    decide(desk, BO, replace(sure(case), note="I stay with it"), {})
    assert cases.get(desk, case.id).waits_for is Reading.ADJUDICATION, "a reader does not settle it"
    settled = decide(desk, DAN, sure(case), {})
    assert (settled.waits_for, settled.verdict, settled.decided_by) == (None, CASE, "dan")


def test_h19_which_cases_are_read_twice_is_drawn_once_and_for_all(desk: Database) -> None:
    site.set_rules(desk, SUE, DeskRules(second_share=0.5))
    run = begin(desk, 40)
    waiting = [decide(desk, BO, sure(flag(desk, run)), {}) for _ in range(40)]
    drawn = {case.id for case in waiting if case.waits_for is Reading.SECOND}
    assert 8 < len(drawn) < 32
    for case in waiting:
        withdraw(desk, BO, case.id)
    again = [decide(desk, BO, sure(case), {}) for case in waiting]
    assert {case.id for case in again if case.waits_for is Reading.SECOND} == drawn, "undoing draws no new lot"


def test_a_second_opinion_can_be_asked_before_and_after_the_decision(desk: Database) -> None:
    run = begin(desk, 2)
    before, after = flag(desk, run), flag(desk, run)
    steps.ask_second_opinion(desk, BO, before.id)
    assert decide(desk, BO, sure(before), {}).waits_for is Reading.SECOND
    decide(desk, BO, sure(after), {})
    steps.ask_second_opinion(desk, BO, after.id)
    assert [case.id for case in queue.queue(desk, CLEO)] == [before.id, after.id]
    decide(desk, CLEO, sure(after), {})
    with pytest.raises(KizashiError, match="Two people"):
        steps.ask_second_opinion(desk, BO, after.id)


def test_who_works_alone_is_not_left_with_cases_that_nobody_can_read(desk: Database) -> None:
    site.set_rules(desk, SUE, ALWAYS_READ_TWICE)
    desk.tables.execute("UPDATE users SET disabled_at = 'now' WHERE name NOT IN ('bo', 'ida')")
    case = flag(desk, begin(desk, 1))  # a counselor is there, and may not read this text
    assert decide(desk, BO, sure(case), {}).waits_for is None
    with pytest.raises(KizashiError, match="nobody else"):
        steps.ask_second_opinion(desk, BO, case.id)


def test_h20_a_batch_is_not_closed_while_a_text_that_no_machine_read_is_undecided(desk: Database) -> None:
    run = begin(desk, 2)
    with pytest.raises(KizashiError, match="2 rows"):
        closing.close_batch(desk, SUE, 1)
    for text in left(desk, run):
        screenings.add(desk, run, screening(text, Outcome.NOT_SCREENED, Code.TOO_LONG), AT)
    for case in queue.queue(desk, SUE):
        with pytest.raises(KizashiError, match="could not be screened"):
            closing.close_batch(desk, SUE, 1)
        assert case.outcome is Outcome.NOT_SCREENED, "that nobody knows is no secret"
        decide(desk, SUE, sure(case, NOT_A_CASE), {})
    with pytest.raises(AnothersTextError):
        closing.close_batch(desk, IDA, 1)
    assert closing.close_batch(desk, SUE, 1).closed_at
    assert [batch.mandate.purpose for batch in closing.every(desk, SUE)] == ["intake"]


def test_what_it_has_set_holds_in_every_store_that_is_opened_there_and_is_on_record(desk: Database) -> None:
    site.set_rules(desk, SUE, DeskRules(hide_suggestion=False, audit_sample=0))
    policy = Policy(audit_sample=149, show_reviewers=False)
    for _ in range(2):
        site.keep_to(desk, policy)
    assert site.rules(desk) == DeskRules(hide_suggestion=True, audit_sample=149, show_reviewers=False)
    said = "suggestion hidden, second readings 0, sample 149, reviewers hidden"
    assert [row["new"] for row in desk.query("SELECT new FROM audit WHERE actor = 'policy'")] == [said]


def test_h28_where_it_says_so_a_reviewer_s_figures_are_that_reviewer_s_alone(desk: Database) -> None:
    assert agreement.of_reader(desk, SUE, BO.name) == []
    site.keep_to(desk, Policy(show_reviewers=False))
    assert agreement.of_reader(desk, BO, BO.name) == []
    with pytest.raises(NotAllowedError, match="that reviewer alone"):
        agreement.of_reader(desk, SUE, BO.name)


def test_nobody_undoes_at_the_desk_what_it_has_set_and_the_rest_stays_the_site_s(desk: Database) -> None:
    policy = Policy(second_share=0.1)
    site.keep_to(desk, policy)
    with pytest.raises(NotAllowedError, match="IT has set"):
        site.set_rules(desk, SUE, DeskRules(second_share=0.0), policy)
    site.set_rules(desk, SUE, DeskRules(second_share=0.1, audit_sample=59), policy)
    assert site.rules(desk) == DeskRules(second_share=0.1, audit_sample=59)
