"""The report on a batch or on a time: what came of its texts, how fast, how surely, and what may have been missed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import Head
from domain.policy import HTML, Policy
from domain.scope import Scope
from reports.pages import environment
from reports.terms import estimate, percent
from review.agreement import Agreement
from review.stats import TOP, Miss, ResponseTime, Stats, stats
from screening import leaving
from screening.results import NO_POLICY
from store import scopes
from store.database import Database
from store.scopes import RunFacts, SheetRow

OUTCOMES = {"flagged": "flagged", "unsure": "unsure", "not_screened": "not screened", "clear": "not flagged"}
LIMITS = (
    "Kizashi helps people to read first what may be severe. It makes no diagnosis, and a person decides every case.",
    "“Not flagged” does not mean safe: the machine misses cases, and how many there may be is said above, where a sample was read.",
    "The machine's probabilities and levels are suggestions that order the queue. A small model is weak at grading severity.",
    "A decision is what one person said on the day. Where two people read a case, how well they agree is said above.",
    "Figures of few cases are unsure: brackets hold the 95% interval, and a dash stands where there is too little to say.",
)


def write(
    db: Database,
    actor: Actor,
    scope: Scope,
    out: Path,
    policy: Policy = NO_POLICY,
    *,
    with_texts: bool = False,
    made: Callable[[str], bytes] = str.encode,
) -> Head:
    """Write the report; `out` appears whole or stays what it was. Return the audit chain's head.

    It holds ids, counts and numbers. `with_texts` adds the cases with their texts and notes, for whoever may read all of
    them. `made` turns the page into what the file holds, such as PDF sheets, which leave by the policy for pages. Raises
    NotAllowedError, StoreError when there is no such batch, and KizashiError when it can't be written.
    """
    authorise(actor, Right.EXPORT)
    policy.allow_export(HTML)
    content = render(stats(db, actor, scope), with_cases(db, actor, scope) if with_texts else ())
    what = f"report, {scope}{', with texts' if with_texts else ''}"
    return leaving.write(db, actor, made(content), out, what, scope.batch)


def with_cases(db: Database, actor: Actor, scope: Scope) -> list[SheetRow]:
    """Return the decided cases with their texts and notes, for a report that is asked to hold them."""
    authorise(actor, Right.READ_ALL_TEXTS)
    return [row for row in scopes.sheet(db, scope) if row.verdict]


def render(found: Stats, cases: Sequence[SheetRow] = ()) -> str:
    """Return the report as HTML."""
    return environment().get_template("desk.html.jinja").render(_content(found, cases))


def _content(found: Stats, cases: Sequence[SheetRow]) -> dict[str, object]:
    """Return what the template shows, by the names that it uses."""
    return {
        "title": f"Report: {_scope(found.scope)}",
        "made_at": _moment(found.at),
        "mandate": found.mandate,
        "outcomes": list(_outcomes(found.outcomes)),
        "states": [(name, count) for name, count in found.states.items() if count],
        "reasons": [(name.replace("-", " "), count) for name, count in found.reasons.items()],
        "decided": found.decided,
        "response_times": [_response_time(one) for one in found.response_times],
        "agreement": [_agreement(one) for one in found.agreement],
        "missed": [_missed(one) for one in found.missed],
        "runs": [_run(one) for one in found.runs],
        "head": str(found.head),
        "limits": LIMITS,
        "cases": cases,
    }


def _scope(scope: Scope) -> str:
    if scope.batch is not None:
        return f"batch {scope.batch}"
    if not scope.since and not scope.until:
        return "everything"
    ends = (scope.since[:10] or "the beginning", f"before {scope.until[:10]}" if scope.until else "now")
    return f"{ends[0]} to {ends[1]}"


def _outcomes(outcomes: dict[str, dict[str, int]]) -> Iterator[dict[str, object]]:
    for protocol, counts in outcomes.items():
        left = counts["rows"] - sum(counts[name] for name in OUTCOMES)
        shown = [(title, f"{counts[name]:,}") for name, title in OUTCOMES.items()]
        yield {"protocol": protocol, "rows": f"{counts['rows']:,}", "counts": shown, "left": left}


def _response_time(one: ResponseTime) -> dict[str, object]:
    return {
        "level": "top severity" if one.level == TOP else one.level or "no level",
        "cases": one.cases,
        "answered": one.answered,
        "median": _hours(one.median),
        "slowest": _hours(one.slowest_tenth),
        "within": f"{one.within} of {one.of_due} ({percent(one.within / one.of_due)})" if one.of_due else "–",
    }


def _agreement(one: Agreement) -> dict[str, object]:
    figures = (one.agreed, one.kappa, one.weighted, one.alpha, one.ordinal_alpha)
    return {
        "protocol": one.protocol,
        "cases": one.cases,
        "readers": one.readers,
        "figures": [estimate(figure) for figure in figures],
    }


def _missed(one: Miss) -> dict[str, object]:
    tally, bound = one.elusion.tally, one.elusion.bound
    if not tally.read:
        said = f"Nothing is known yet: none of the {tally.drawn} texts of the sample is decided."
    else:
        said = (
            f"{tally.missed} of {tally.read} texts of the sample were cases. With 95% confidence at most {bound:.1%} of the "
            f"not-flagged texts are: up to {one.elusion.texts:,} of these {tally.not_flagged:,}."
        )
    return {"protocol": one.protocol, "runs": tally.runs, "said": said, "unread": tally.drawn - tally.read}


def _run(one: RunFacts) -> dict[str, object]:
    hashes = {
        "protocol": one.protocol_sha256,
        "model": one.pack_sha256,
        "learned head": one.head_sha256,
        "examples": one.examples_sha256,
    }
    return {
        "id": one.id,
        "batch": one.batch,
        "began": _moment(one.started_at),
        "asked": f"{one.protocol} {one.protocol_version}",
        "model": f"{one.pack}, {one.way}, {one.variant}",
        "hashes": [(name, value) for name, value in hashes.items() if value],
    }


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    return f"{hours * 60:.0f} min" if hours < 1 else f"{hours:.1f} h"


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC" if at else ""
