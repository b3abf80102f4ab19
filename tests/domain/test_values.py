"""The frozen values: what roles may do, why cases are raised, what an audit chain notices, what errors say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import RIGHTS, Right, Role
from domain.audit import FIRST, AuditEntry, link
from domain.case import Reason
from domain.errors import BugError, KizashiError, StoreLockedError
from domain.outcome import Code, Outcome
from domain.screening import Counts
from domain.text import is_short

ENTRY = AuditEntry(at="2026-01-01T00:00:00+00:00", actor="ann", act="decide", subject="case 1")
KEY = b"k" * 32


def test_every_role_has_its_rights_and_an_administrator_reads_no_text() -> None:
    assert set(RIGHTS) == set(Role)
    assert Right.READ_TEXTS not in RIGHTS[Role.ADMINISTRATOR]
    assert Right.DECIDE not in RIGHTS[Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("outcome", "code", "reason"),
    [
        (Outcome.FLAGGED, Code.NONE, Reason.MODEL),
        (Outcome.FLAGGED, Code.PHRASE, Reason.PHRASE),
        (Outcome.FLAGGED, Code.SUICIDE_RISK, Reason.MODEL),
        (Outcome.UNSURE, Code.STEERING, Reason.STEERING),
        (Outcome.UNSURE, Code.SEVERITY, Reason.SEVERITY),
        (Outcome.UNSURE, Code.UNVALIDATED, Reason.MODEL),
        (Outcome.NOT_SCREENED, Code.LANGUAGE, Reason.NOT_SCREENED),
    ],
)
def test_a_case_says_why_it_was_raised(outcome: Outcome, code: Code, reason: Reason) -> None:
    assert Reason.of(outcome, code) is reason


def test_a_text_that_could_not_be_screened_but_holds_a_phrase_says_so() -> None:
    assert Reason.of(Outcome.NOT_SCREENED, Code.LANGUAGE, phrase=True) is Reason.PHRASE
    assert Reason.of(Outcome.FLAGGED, Code.SUICIDE_RISK, phrase=True) is Reason.PHRASE


@given(st.text(), st.text(), st.text())
def test_a_changed_audit_row_has_another_digest(subject: str, old: str, new: str) -> None:
    first = link(KEY, FIRST, AuditEntry(ENTRY.at, ENTRY.actor, ENTRY.act, subject, old, new))
    second = link(KEY, FIRST, AuditEntry(ENTRY.at, ENTRY.actor, ENTRY.act, subject, old, new + "."))
    assert first != second


def test_an_audit_row_in_another_place_has_another_digest() -> None:
    first = link(KEY, FIRST, ENTRY)
    assert link(KEY, first, ENTRY) != first


def test_an_error_speaks_to_the_user_in_one_line() -> None:
    message = str(StoreLockedError())
    assert message == "Another program is writing to the store. Close it, then try again; nothing was lost."
    assert str(KizashiError("No such file.")) == "No such file."


def test_a_bug_report_holds_nothing_of_the_text_that_caused_it() -> None:
    wrapped = str(BugError.wrap(ValueError("I can't go on")))
    assert "ValueError" in wrapped
    assert "go on" not in wrapped


def test_counts_leave_what_is_still_to_do() -> None:
    assert Counts(rows=10, flagged=1, clear=2, unsure=3, not_screened=1).done == 7


@pytest.mark.parametrize(
    ("text", "short"), [("a" * 119, True), ("a" * 120, False), ("困" * 59, True), ("困" * 60, False)]
)
def test_a_japanese_text_is_short_with_half_as_many_characters(text: str, short: bool) -> None:
    """Beside the number of a short text people would miss that it is coarse, or be told so of every Japanese one."""
    assert is_short(text) == short
