"""The report on a batch or on a time: what came of its texts, how fast, how surely, and what may have been missed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import Head
from domain.estimate import Estimate
from domain.outcome import OUTCOMES
from domain.policy import HTML, NO_POLICY, Policy
from domain.scope import Scope
from reports.language import ENGLISH, Language
from reports.pages import environment
from reports.terms import estimate, percent
from review.agreement import Agreement
from review.stats import TOP, Miss, ResponseTime, Stats, stats
from screening import leaving
from store import scopes
from store.database import Database
from store.scopes import RunFacts, SheetRow

STATES = ("to decide", "second reading", "adjudication", "decided", "closed")
REASONS = ("model", "severity", "phrase", "steering", "audit sample", "not screened")
VERDICTS = ("case", "not a case")
"""What the store counts by, in words: each is a sentence to be said in the report's language."""
LIMITS = (
    "Kizashi helps people to read first what may be severe. It makes no diagnosis, and a person decides every case.",
    "“Not flagged” does not mean safe: the machine misses cases, and how many there may be is said above, where a sample was read.",
    "The machine's probabilities and levels are suggestions that order the queue. A small model is weak at grading severity.",
    "A decision is what one person said on the day. Where two people read a case, how well they agree is said above.",
    "Figures of few cases are unsure: brackets hold the 95% interval, and a dash stands where there is too little to say.",
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a report is written: its language, and what turns its page into what the file holds, such as PDF sheets."""

    language: Language = ENGLISH
    made: Callable[[str], bytes] = str.encode


PAGE = Form()


def write(
    db: Database,
    actor: Actor,
    scope: Scope,
    out: Path,
    policy: Policy = NO_POLICY,
    *,
    with_texts: bool = False,
    form: Form = PAGE,
) -> Head:
    """Write the report; `out` appears whole or stays what it was. Return the audit chain's head.

    It holds ids, counts and numbers. `with_texts` adds the cases with their texts and notes, for whoever may read all of
    them. PDF sheets leave by the policy for pages. Raises NotAllowedError, StoreError when there is no such batch, and
    KizashiError when it can't be written.
    """
    authorise(actor, Right.EXPORT)
    allow_export(actor, policy, HTML)
    what = f"report, {scope}{', with texts' if with_texts else ''}"
    with failures_witnessed(actor, "export", what):
        content = render(stats(db, actor, scope), _with_cases(db, actor, scope) if with_texts else (), form.language)
        return leaving.write(db, actor, form.made(content), out, what, scope.batch)


def render(found: Stats, cases: Sequence[SheetRow] = (), language: Language = ENGLISH) -> str:
    """Return the report as HTML."""
    return environment().get_template("desk.html.jinja").render(_Content(found, cases, language).by_name)


def _with_cases(db: Database, actor: Actor, scope: Scope) -> list[SheetRow]:
    """Return the decided cases with their texts and notes, for a report that is asked to hold them."""
    authorise(actor, Right.READ_ALL_TEXTS)
    return [row for row in scopes.sheet(db, scope) if row.verdict]


class _Content:
    """What the template shows, in the report's language."""

    def __init__(self, found: Stats, cases: Sequence[SheetRow], language: Language) -> None:
        self._found, self._cases = found, cases
        self._language, self._say = language, language.say

    @property
    def by_name(self) -> dict[str, object]:
        """All of it, by the names that the template uses."""
        found, say = self._found, self._say
        return {
            "_": say,
            "language": self._language,
            "title": say("Report: {0}").format(self._scope(found.scope)),
            "made_at": _moment(found.at),
            "mandate": found.mandate,
            "outcomes": list(self._outcomes()),
            "states": [(say(name), count) for name, count in found.states.items() if count],
            "reasons": [(say(name.replace("-", " ")), count) for name, count in found.reasons.items()],
            "decided": found.decided,
            "response_times": [self._response_time(one) for one in found.response_times],
            "agreement": [self._agreement(one) for one in found.agreement],
            "missed": [self._missed(one) for one in found.missed],
            "runs": [self._run(one) for one in found.runs],
            "head": str(found.head),
            "limits": [say(limit) for limit in LIMITS],
            "cases": self._cases,
        }

    def _scope(self, scope: Scope) -> str:
        if scope.batch is not None:
            return self._say("batch {0}").format(scope.batch)
        if not scope.since and not scope.until:
            return self._say("everything")
        since = scope.since[:10] or self._say("the beginning")
        until = self._say("before {0}").format(scope.until[:10]) if scope.until else self._say("now")
        return self._say("{0} to {1}").format(since, until)

    def _outcomes(self) -> Iterator[dict[str, object]]:
        for protocol, counts in self._found.outcomes.items():
            left = counts["rows"] - sum(counts[name] for name in OUTCOMES)
            shown = [(self._say(title), f"{counts[name]:,}") for name, title in OUTCOMES.items()]
            title = self._language.title(protocol)
            yield {"protocol": title, "rows": f"{counts['rows']:,}", "counts": shown, "left": left}

    def _response_time(self, one: ResponseTime) -> dict[str, object]:
        level = self._language.label(one.level) or self._say("no level")
        within = self._say("{0} of {1} ({2})")
        return {
            "level": self._say("top severity") if one.level == TOP else level,
            "cases": one.cases,
            "answered": one.answered,
            "median": self._hours(one.median),
            "slowest": self._hours(one.slowest_tenth),
            "within": within.format(one.within, one.of_due, percent(one.within / one.of_due)) if one.of_due else "–",
        }

    def _agreement(self, one: Agreement) -> dict[str, object]:
        figures = (one.agreed, one.kappa, one.weighted, one.alpha, one.ordinal_alpha)
        return {
            "protocol": self._language.title(one.protocol),
            "cases": one.cases,
            "readers": one.readers,
            "figures": [self._estimate(figure) for figure in figures],
        }

    def _missed(self, one: Miss) -> dict[str, object]:
        tally, bound = one.elusion.tally, one.elusion.bound
        if not tally.read:
            unread = self._say("Nothing is known yet: none of the {0} texts of the sample is decided.")
            said = unread.format(tally.drawn)
        else:
            known = self._say(
                "{0} of {1} texts of the sample were cases. With 95% confidence at most {2} of the not-flagged texts are: "
                "up to {3} of these {4}."
            )
            texts = f"{one.elusion.texts:,}", f"{tally.not_flagged:,}"
            said = known.format(tally.missed, tally.read, f"{bound:.1%}", *texts)
        protocol = self._language.title(one.protocol)
        return {"protocol": protocol, "runs": tally.runs, "said": said, "unread": tally.drawn - tally.read}

    def _run(self, one: RunFacts) -> dict[str, object]:
        hashes = {
            self._say("protocol"): one.protocol_sha256,
            self._say("model"): one.pack_sha256,
            self._say("learned head"): one.head_sha256,
            self._say("examples"): one.examples_sha256,
        }
        return {
            "id": one.id,
            "batch": one.batch,
            "began": _moment(one.started_at),
            "asked": f"{one.protocol} {one.protocol_version}",
            "model": f"{one.pack}, {one.way}, {one.variant}",
            "hashes": [(name, value) for name, value in hashes.items() if value],
        }

    def _estimate(self, figure: Estimate) -> str:
        return estimate(figure, self._language)

    def _hours(self, hours: float | None) -> str:
        if hours is None:
            return "–"
        if hours < 1:
            return self._say("{0} min").format(f"{hours * 60:.0f}")
        return self._say("{0} h").format(f"{hours:.1f}")


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC" if at else ""
