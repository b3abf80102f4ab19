"""A text sent ten times should be read once, and two texts that differ in one word never pass for one another."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import AuditEntry
from domain.case import Decision, Verdict
from domain.errors import AnothersTextError
from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.site import DeskRules
from domain.text import Draft, Reading, Source
from review import likeness, queue, site
from review.decide import decide, withdraw
from review.sharing import NotTheSameError, decide_all, withdraw_all
from store import audit, batches, cases, decisions, queues, runs, screenings, texts
from store.database import Database
from tests.review.conftest import BO, IDA, SUE
from tests.store.samples import AT, left, passport, screening

WANT, WANT_NOT = "I want to die", "I don't want to die"
ANA, BEN = "ana", "ben"


def bring(db: Database, *files: Sequence[tuple[str, str]]) -> list[int]:
    """Store a batch of files of (person, body), all flagged; return their cases in this order."""
    sources: list[int] = []
    for file in files:
        digest = sha256(repr((len(batches.every(db)), len(sources))).encode()).hexdigest()
        sources.append(texts.add_source(db, Source(f"{len(sources)}.csv", digest, Reading("text"))))
        drafts = [Draft(row, body, id=f"t{row}", person=person) for row, (person, body) in enumerate(file, 1)]
        texts.add_texts(db, sources[-1], drafts)
    batch = batches.find_or_add_batch(db, sources, Mandate("intake", "clients", "consent"), AT)
    with db.atomic(durable=True):
        run = runs.start(db, batch, passport(), None, AT)
        audit.append(db, AuditEntry(AT, SUE.name, "screen", f"run {run}"))
        before = {case.id for case in queues.page(db, undecided=False, run=None, limit=999)}
        for text in left(db, run):
            screenings.add(db, run, screening(text, Outcome.FLAGGED, probability=0.7, severity="mild", margin=0.2), AT)
    found = [case.id for case in queues.page(db, undecided=False, run=None, limit=999)]
    return sorted(set(found) - before)


def grave(case: int) -> Decision:
    return Decision(case, Verdict.CASE, "mild", "she wrote it again", seconds=4.0)


def test_the_same_words_of_the_same_person_in_one_batch_may_share_a_decision(desk: Database) -> None:
    first, again, other_file = bring(desk, [(ANA, WANT), (ANA, WANT)], [(ANA, WANT)])
    assert likeness.alike(desk, SUE, first).identical == (again, other_file)
    decided = decide_all(desk, SUE, grave(first), {"outcome": "flagged"}, [again, other_file])
    assert [(case.id, case.verdict, case.decided_by) for case in decided] == [
        (case, Verdict.CASE, SUE.name) for case in (first, again, other_file)
    ]
    new = [row["new"] for row in desk.query("SELECT new FROM audit WHERE act = 'decide' ORDER BY id")]
    assert new == ["case mild", f"case mild as case {first}", f"case mild as case {first}"]
    [past] = decisions.history(desk, again)
    assert (dict(past.shown), past.decision.seconds) == ({"as": str(first)}, None), "nobody read it by itself"
    assert audit.verify(desk) == []
    assert likeness.alike(desk, SUE, first).shared == (again, other_file)


def test_h26_one_key_takes_a_shared_decision_back_and_leaves_what_was_decided_since(desk: Database) -> None:
    first, again, third = bring(desk, [(ANA, WANT)] * 3)
    decide_all(desk, SUE, grave(first), {}, [again, third])
    withdraw(desk, SUE, third)
    decide(desk, SUE, Decision(third, Verdict.NOT_A_CASE), {})
    assert [case.id for case in withdraw_all(desk, SUE, first)] == [first, again]
    assert [case.verdict for case in cases.among(desk, [first, again, third])] == [None, None, Verdict.NOT_A_CASE]


@pytest.mark.parametrize(
    ("person", "body"),
    [(ANA, WANT_NOT), (BEN, WANT), ("", WANT), (ANA, f"{WANT} "), (ANA, WANT.upper())],
    ids=["nearly", "another", "nobody", "a space", "capitals"],
)
def test_h26_what_is_near_or_another_s_is_never_decided_along(desk: Database, person: str, body: str) -> None:
    first, other = bring(desk, [(ANA, WANT), (person, body)])
    found = likeness.alike(desk, SUE, first)
    assert found.identical == ()
    assert [one.case.id for one in found.similar] == [other]
    with pytest.raises(NotTheSameError):
        decide_all(desk, SUE, grave(first), {}, [other])
    assert [case.verdict for case in cases.among(desk, [first, other])] == [None, None]


def test_h26_nobody_who_is_not_named_is_the_same_as_anybody(desk: Database) -> None:
    first, _ = bring(desk, [("", WANT), ("", WANT)])
    assert likeness.alike(desk, SUE, first).identical == ()


def test_another_batch_shares_nothing(desk: Database) -> None:
    [first] = bring(desk, [(ANA, WANT)])
    bring(desk, [(ANA, WANT), (ANA, WANT_NOT)])
    found = likeness.alike(desk, SUE, first)
    assert (found.identical, found.similar) == ((), ())


def test_who_reads_second_reads_each_by_themself(desk: Database) -> None:
    site.set_rules(desk, SUE, DeskRules(second_share=1.0))
    first, again = bring(desk, [(ANA, WANT)] * 2)
    decide_all(desk, BO, grave(first), {}, [again])
    assert likeness.alike(desk, SUE, first).identical == ()
    with pytest.raises(NotTheSameError):
        decide_all(desk, SUE, grave(first), {}, [again])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WANT, WANT_NOT),
        ("死にたい", "死にたくない"),
        ("It was a long day and I could not sleep at all.", "It was a long  night and I could not sleep at all"),
    ],
)
def test_texts_that_differ_in_a_word_are_shown_together(desk: Database, one: str, other: str) -> None:
    first, second, _ = bring(desk, [(ANA, one), (BEN, other), (BEN, "We had tea in the garden with my sister.")])
    for case, near in ((first, second), (second, first)):
        [found] = likeness.alike(desk, SUE, case).similar
        assert (found.case.id, found.same_person) == (near, False)
        assert 0.75 <= found.likeness < 1


@pytest.mark.parametrize(
    ("body", "other", "differs"),
    [
        (WANT, WANT_NOT, [" don't"]),
        (WANT_NOT, WANT, [""]),
        ("死にたい", "死にたくない", ["くな"]),
        (WANT, WANT, []),
    ],
)
def test_what_differs_is_marked(body: str, other: str, differs: list[str]) -> None:
    found = likeness.pieces(body, other)
    assert [piece for piece, other_than in found if other_than] == differs
    assert "".join(piece for piece, _ in found) == other


def test_what_somebody_may_not_read_is_not_shown_beside_it(desk: Database) -> None:
    first, _ = bring(desk, [(ANA, WANT)], [(BEN, WANT_NOT)])
    with pytest.raises(AnothersTextError):
        likeness.alike(desk, IDA, first)
    likeness.alike(desk, SUE, first)
    read = [row["new"] for row in desk.query("SELECT new FROM audit WHERE act = 'browse'")]
    assert len(read) == 1, "who has read the beginning of another text is on record"


def test_a_blind_case_stays_blind_among_those_that_are_alike(desk: Database) -> None:
    first, _ = bring(desk, [(ANA, WANT), (BEN, WANT_NOT)])
    [near] = likeness.alike(desk, BO, first).similar
    assert (near.case.blind, near.case.severity) == (True, "")
    assert queue.open_case(desk, BO, first).case.blind


def test_texts_without_words_are_alike_to_nothing(desk: Database) -> None:
    first, *_ = bring(desk, [(ANA, ""), (BEN, " "), (BEN, '"')])
    assert likeness.alike(desk, SUE, first).similar == ()


@given(st.text("abcあ ", max_size=12), st.text("abcあ ", max_size=12))
def test_the_common_part_is_what_the_textbook_finds(first: str, second: str) -> None:
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for row, one in enumerate(first, 1):
        for column, other in enumerate(second, 1):
            longest = max(table[row - 1][column], table[row][column - 1])
            table[row][column] = table[row - 1][column - 1] + 1 if one == other else longest
    assert likeness.common(first, second) == table[-1][-1]
