"""Whose turn a case is: which reading a decision is, whether somebody reads the case after it, and who sees what until then."""

from access.rights import authorise
from domain.actor import Actor, Right
from domain.case import Case, Decision, Reading, Step, Verdict
from domain.outcome import Outcome
from domain.site import DeskRules
from screening import reach
from store import decisions, settings, steps, users
from store.database import Database
from store.decisions import Turn
from store.queues import Reader


def reader(actor: Actor, skipped: frozenset[int] = frozenset()) -> Reader:
    """Return a person as the queue takes them."""
    return Reader(actor.name, actor.may(Right.ADJUDICATE), skipped)


def turn(db: Database, actor: Actor, case: Case, decision: Decision) -> Turn:
    """Return which reading a person's decision is and what the case waits for then.

    Raises NotAllowedError as `check` does: since that was asked, another reader may have disagreed.
    """
    reading = _reading(db, actor, case)
    return Turn(reading, _next(db, actor, case, decision, reading))


def check(db: Database, actor: Actor, case: Case) -> None:
    """Return if a person may decide a case. Raises NotAllowedError where two disagreed and the person may not settle it."""
    _reading(db, actor, case)


def as_seen(db: Database, actor: Actor, cases: list[Case]) -> list[Case]:
    """Return cases as a person may see them before deciding: blind where they are to decide by themselves.

    A second reader sees neither the machine's suggestion nor the first reader's decision; the top severity is always
    shown as such.
    """
    read, rules = decisions.read_by(db, actor.name, [case.id for case in cases]), settings.rules(db)
    return [case if case.id in read else _seen(case, rules) for case in cases]


def others(db: Database, actor: Actor, text: int) -> int:
    """Return how many other people of the store may read a text and decide its case."""
    at_work = [user.actor for user in users.everyone(db) if not user.disabled_at and user.name != actor.name]
    return sum(one.may(Right.DECIDE) and reach.reads_text(db, one, text) for one in at_work)


def _seen(case: Case, rules: DeskRules) -> Case:
    if case.waits_for is Reading.SECOND:
        return case.unread() if case.top else case.hidden()
    if case.waits_for is not Reading.FIRST or case.top or case.outcome is Outcome.NOT_SCREENED:
        return case
    return case.hidden() if rules.hide_suggestion else case


def _reading(db: Database, actor: Actor, case: Case) -> Reading:
    live = [past for past in decisions.history(db, case.id) if not past.withdrawn]
    if case.waits_for is Reading.ADJUDICATION or any(past.reading is Reading.ADJUDICATION for past in live):
        authorise(actor, Right.ADJUDICATE)
    if case.waits_for is None or any(past.actor.name == actor.name for past in live):
        return Reading.CORRECTION
    return case.waits_for


def _next(db: Database, actor: Actor, case: Case, decision: Decision, reading: Reading) -> Reading | None:
    if reading is Reading.FIRST:
        return Reading.SECOND if _second_wanted(db, actor, case) else None
    if reading is Reading.SECOND:
        agreed = _said(decision.verdict, decision.severity) == _said(case.verdict, case.decided_severity)
        return None if agreed else Reading.ADJUDICATION
    return case.waits_for if reading is Reading.CORRECTION else None


def _said(verdict: Verdict | None, severity: str) -> tuple[Verdict | None, str]:
    return verdict, severity if verdict is Verdict.CASE else ""


def _second_wanted(db: Database, actor: Actor, case: Case) -> bool:
    """Tell whether somebody else is to read a case too: asked for, or drawn by a keyed hash that nobody can foresee."""
    if not others(db, actor, case.text):
        return False
    drawn = int(db.content_hash(f"second reading {case.id}")[:8], 16) / 2**32
    return steps.taken(db, case.id, Step.SECOND_OPINION) or drawn < settings.rules(db).second_share
