"""The report on an evaluation: one HTML file with everything inside, for a browser without a network and for paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import Head
from domain.errors import KizashiError
from domain.estimate import Estimate
from domain.files import whole_file
from domain.outcome import Outcome
from domain.policy import HTML, Policy
from learning.evaluation import WORST
from learning.findings import Evaluation
from learning.labels import Task
from reports import basis, behaviour, charts, comparison, curves, mistakes, slices
from reports.language import ENGLISH, Language
from reports.pages import environment
from reports.planning import sentences
from reports.published import NOTICE, SOURCE
from reports.terms import TERMS, estimate
from screening import leaving
from store import audit
from store.database import Database


@dataclass(frozen=True, slots=True)
class Made:
    """When and on which machine the evaluation was made; `head` is the end of the audit chain then, "" without a store."""

    at: str
    processor: str
    threads: int
    head: str = ""


def allow(actor: Actor, policy: Policy) -> None:
    """Return if a person may write reports here. Raises NotAllowedError: better before the evaluation than after it."""
    authorise(actor, Right.EXPORT)
    allow_export(actor, policy, HTML)


def leave(
    db: Database, actor: Actor, found: Evaluation, made: Made, path: Path, policy: Policy, language: Language = ENGLISH
) -> Head:
    """Write the report with the head of the audit chain in it, put it on record, and return the head after it.

    Raises NotAllowedError, and KizashiError when it can't be written; see `leaving.write`.
    """
    allow(actor, policy)
    content = render(found, replace(made, head=str(audit.head(db))), language)
    what = f"evaluation, file {found.file.source.sha256}"
    with failures_witnessed(actor, "export", what):
        return leaving.write(db, actor, content.encode(), path, what, None)


def write(
    actor: Actor, found: Evaluation, made: Made, path: Path, policy: Policy, language: Language = ENGLISH
) -> None:
    """Write the report where there is no store; `path` appears whole or stays what it was.

    Raises NotAllowedError where the policy lets no page out, and KizashiError when it can't be written.
    """
    allow(actor, policy)
    try:
        with whole_file(path.resolve()) as file:
            file.write(render(found, made, language))
    except OSError as error:
        raise KizashiError(f"The report can't be written to {path}: {error.strerror}.") from error


def render(found: Evaluation, made: Made, language: Language = ENGLISH) -> str:
    """Return the report as HTML. It holds ids, labels and numbers, and no text."""
    made_of = environment()
    made_of.globals |= {name: getattr(charts, name) for name in dir(charts) if name.isupper() or name.endswith("_at")}
    return made_of.get_template("evaluation.html.jinja").render(_Content(found, made, language).by_name)


class _Content:
    """What the template shows, in the report's language."""

    def __init__(self, found: Evaluation, made: Made, language: Language) -> None:
        self._found, self._made = found, made
        self._language, self._say = language, language.say
        self._file, self._labels, self._first = found.file, found.file.labels, found.ways[0]
        self._severity = self._labels.task is Task.SEVERITY

    @property
    def by_name(self) -> dict[str, object]:
        """All of it, by the names that the template uses."""
        found, language, task = self._found, self._language, self._labels.task
        return {
            "_": self._say,
            "language": language,
            "joint": self._say(" "),
            "title": self._title(),
            "severity": self._severity,
            "lead": list(self._lead()),
            "short": list(self._short()),
            "known": [way for way in found.ways if way.known],
            "first": self._first.contender.name,
            "tiles": list(self._tiles()),
            "figures": list(self._figures()),
            "flags": self._flags(),
            "compared": self._names(comparison.COMPARED[task]),
            "comparison": list(comparison.rows(found, language)),
            "weighed": list(comparison.weighed(found, language)),
            "published": comparison.published(found, language),
            "NOTICE": NOTICE,
            "SOURCE": SOURCE,
            "plans": [
                (language.named(it.adjustment.basis.language), list(sentences(it, language))) for it in found.plans
            ],
            "curves": list(curves.charts(found, language)),
            "matrix": curves.matrix(found, language),
            "sliced": self._names(slices.SLICED[task]),
            "positive": self._say("to be flagged")
            if self._severity
            else language.label(self._labels.protocol.positive),
            "slices": list(slices.rows(found, language)),
            "mistakes": mistakes.kinds(found, language),
            "most": WORST,
            "behaviour": list(behaviour.rows(found, language)),
            "facts": list(basis.facts(found, self._made.head, language)),
        }

    def _names(self, metrics: tuple[str, ...]) -> list[str]:
        return [self._say(TERMS[name][0]) for name in metrics]

    def _title(self) -> str:
        protocol = self._language.title(self._labels.protocol.id)
        asked = self._say("severity of {0}").format(protocol) if self._severity else protocol
        return self._say("Evaluation: {0} on {1}").format(asked, self._file.source.name)

    @property
    def _wanted(self) -> str:
        """The class that matters most: the top level, or what the screen should find."""
        return self._language.label(self._labels.classes[-1])

    def _lead(self) -> Iterator[str]:
        say, made, protocol = self._say, self._made, self._labels.protocol
        yield say("{0} labelled texts, {1} of them {2}.").format(
            len(self._file.texts), int(self._file.top.sum()), self._wanted
        )
        if self._file.left_out:
            yield say("{0} rows were mapped to no label and left out.").format(self._file.left_out)
        yield say("Made {0} on {1} with {2} threads.").format(made.at, made.processor, made.threads)
        yield say("Protocol {0} {1}.").format(self._language.title(protocol.id), protocol.version)

    def _short(self) -> Iterator[str]:
        """Yield what a person who reads no further should take along."""
        say, way = self._say, self._first
        read = [screening.outcome is not Outcome.CLEAR for screening in way.screenings]
        wanted = int(self._file.top.sum())
        seen = sum(one and top for one, top in zip(read, self._file.top.tolist(), strict=True))
        yield say("Screened by {0}, {1} of these {2} texts would be read by people.").format(
            way.contender.name, sum(read), len(read)
        )
        if wanted:
            yield say("Among them are {0} of the {1} that are labelled “{2}”.").format(seen, wanted, self._wanted)
            missed = say(
                "It would miss {0}. Of such texts among others of the same kind it may miss up to {1} (95% interval)."
            )
            yield missed.format(wanted - seen, f"{1 - (way.routed.top_recall or way.routed.recall).low:.1%}")
        yield say("On this machine it reads about {0} texts an hour.").format(
            f"{float(f'{way.texts_per_hour:.2g}'):,.0f}"
        )

    def _tiles(self) -> Iterator[Mapping[str, str]]:
        way, severity = self._first, self._severity
        for name in ("balanced_accuracy", "top_recall" if severity else "auroc"):
            title, meaning = TERMS[name]
            yield self._tile(self._say(title), way.measured.metrics.get(name), self._say(meaning))
        of = self._say("of the texts of the top level") if severity else self._say("of the texts to be flagged")
        yield self._tile(self._say("Seen by people"), way.routed.top_recall or way.routed.recall, of)
        of = self._say("of all texts, as they would be routed")
        yield self._tile(self._say("Read by people"), way.routed.share_read, of)

    def _tile(self, name: str, found: Estimate | None, note: str) -> Mapping[str, str]:
        value, _, interval = estimate(found, self._language).partition(" ")
        return {"name": name, "value": value, "interval": interval, "note": note}

    def _figures(self) -> Iterator[tuple[str, str, str]]:
        say, way, language = self._say, self._first, self._language
        found = {**way.measured.metrics, "abstained": way.abstained}
        for name, (title, meaning) in TERMS.items():
            if name in found:
                yield say(title), estimate(found[name], language), say(meaning)
        seen = say("as people would see it: of the texts to be flagged, the share among those that they read")
        yield say("Recall, routed"), estimate(way.routed.recall, language), seen
        if way.routed.top_recall:
            top = say("the same of the top level's texts")
            yield say("Recall of the top level, routed"), estimate(way.routed.top_recall, language), top
        read = say("as people would see it: the share of all texts that they read")
        yield say("Share read"), estimate(way.routed.share_read, language), read

    def _flags(self) -> str:
        """Return from which probability on the decision is flagged; by language where that differs."""
        found = basis.thresholds(self._first)
        if len({limits.flag for limits in found.values()}) == 1:
            return f"{next(iter(found.values())).flag:.3g}"
        return ", ".join(f"{limits.flag:.3g} ({self._language.named(code)})" for code, limits in found.items())
