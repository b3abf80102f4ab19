"""What came of a batch or of a time: counts, response times, agreement, what may have been missed, and what it hangs on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from statistics import median, quantiles

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import Head
from domain.clock import now
from domain.mandate import Mandate
from domain.scope import Scope
from review.agreement import Agreement, agreement
from review.elusion import Elusion, missed
from store import audit, batches, scopes
from store.database import Database
from store.scopes import Answer, RunFacts

TOP = "top"


@dataclass(frozen=True, slots=True)
class ResponseTime:
    """How fast cases of a level were answered: acknowledged or decided, in hours since their import.

    `level`: TOP for a real chance of the top severity, else the suggested level, "" for none. `of_due` cases were due by
    now, and `within` of them were answered by then.
    """

    level: str
    cases: int
    answered: int
    median: float | None
    slowest_tenth: float | None
    of_due: int
    within: int


@dataclass(frozen=True, slots=True)
class Miss:
    """What a question's sample says of the texts that it let pass; `run` is the latest one that asked it."""

    run: int
    protocol: str
    elusion: Elusion


@dataclass(frozen=True, slots=True)
class Stats:
    """All that a report says. `outcomes` are of the latest run of each batch and protocol; times are UTC, ISO 8601."""

    scope: Scope
    at: str
    mandate: Mandate | None
    outcomes: dict[str, dict[str, int]]
    reasons: dict[str, int]
    states: dict[str, int]
    decided: list[tuple[str, str, str, int]]
    response_times: list[ResponseTime]
    agreement: list[Agreement]
    missed: list[Miss]
    runs: list[RunFacts]
    head: Head


def stats(db: Database, actor: Actor, scope: Scope) -> Stats:
    """Return what came of a batch or of a time. Raises StoreError when there is no such batch."""
    authorise(actor, Right.READ_RESULTS)
    at, runs = now(), scopes.runs(db, scope)
    latest = _latest(runs)
    return Stats(
        scope=scope,
        at=at,
        mandate=batches.get(db, scope.batch).mandate if scope.batch is not None else None,
        outcomes=_outcomes(latest),
        reasons=scopes.reasons(db, scope),
        states=scopes.states(db, scope),
        decided=scopes.decided(db, scope),
        response_times=_response_times(scopes.answers(db, scope, at)),
        agreement=agreement(db, actor, scope),
        missed=list(_missed(db, actor, runs)),
        runs=runs,
        head=audit.head(db),
    )


def _latest(runs: Iterable[RunFacts]) -> list[RunFacts]:
    """Return the last run of each batch and protocol: the same texts count once."""
    return list({(run.batch, run.protocol): run for run in runs}.values())


def _outcomes(runs: Iterable[RunFacts]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for run in runs:
        found.setdefault(run.protocol, Counter()).update(run.counts | {"rows": run.rows})
    return {protocol: dict(counts) for protocol, counts in found.items()}


def _response_times(answers: Iterable[Answer]) -> list[ResponseTime]:
    by_level = sorted(answers, key=lambda one: (one.level != TOP, one.level))
    return [_response_time(level, list(some)) for level, some in groupby(by_level, key=lambda one: one.level)]


def _response_time(level: str, answers: list[Answer]) -> ResponseTime:
    hours = sorted(answer.hours for answer in answers if answer.hours is not None)
    due = [answer.within for answer in answers if answer.within is not None]
    slowest = quantiles(hours, n=10, method="inclusive")[-1] if len(hours) > 1 else None
    return ResponseTime(level, len(answers), len(hours), median(hours) if hours else None, slowest, len(due), sum(due))


def _missed(db: Database, actor: Actor, runs: list[RunFacts]) -> Iterable[Miss]:
    """Yield the bound once for each question: runs that are pooled share it."""
    for run in {run.question: run for run in runs}.values():
        if run.counts["clear"]:
            yield Miss(run.id, run.protocol, missed(db, actor, run.id))
