"""The report on an evaluation: one HTML file with everything inside, for a browser without a network and for paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from access.rights import allow_export, authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import Head
from domain.errors import KizashiError
from domain.estimate import Estimate
from domain.files import whole_file
from domain.policy import HTML, Policy
from learning import behaviour, curves
from learning.evaluation import Evaluation, WayMeasured
from learning.labels import Task
from learning.planning import sentences
from learning.systems import Measured
from learning.thresholds import clopper_pearson
from reports import charts
from reports.charts import Chart, Dot, Line, Matrix
from reports.pages import environment
from reports.published import NOTICE, PUBLISHED, SOURCE
from reports.terms import TERMS, drawn, estimate, number, percent
from screening import leaving
from screening.ways import HEAD
from store import audit
from store.database import Database

COMPARED = {
    Task.SCREEN: ("balanced_accuracy", "f1", "recall", "auroc", "ece"),
    Task.SEVERITY: ("balanced_accuracy", "mae", "quadratic_kappa", "top_recall", "read_at_95"),
}
SLICED = {
    Task.SCREEN: ("balanced_accuracy", "recall", "precision"),
    Task.SEVERITY: ("balanced_accuracy", "mae", "recall"),
}
STYLES = 4
"""Lines that can be told apart in one chart."""


NO_STORE = "none: no store was opened for this evaluation, so it is on nobody's record"


@dataclass(frozen=True, slots=True)
class Made:
    """When and on which machine the evaluation was made, in words; `head` is the end of the audit chain at that time."""

    at: str
    machine: str
    head: str = NO_STORE


def allow(actor: Actor, policy: Policy) -> None:
    """Return if a person may write reports here. Raises NotAllowedError: better before the evaluation than after it."""
    authorise(actor, Right.EXPORT)
    allow_export(actor, policy, HTML)


def leave(db: Database, actor: Actor, found: Evaluation, made: Made, path: Path, policy: Policy) -> Head:
    """Write the report with the head of the audit chain in it, put it on record, and return the head after it.

    Raises NotAllowedError, and KizashiError when it can't be written; see `leaving.write`.
    """
    allow(actor, policy)
    content = render(found, replace(made, head=str(audit.head(db))))
    what = f"evaluation, file {found.file.source.sha256}"
    with failures_witnessed(actor, "export", what):
        return leaving.write(db, actor, content.encode(), path, what, None)


def write(actor: Actor, found: Evaluation, made: Made, path: Path, policy: Policy) -> None:
    """Write the report where there is no store; `path` appears whole or stays what it was.

    Raises NotAllowedError where the policy lets no page out, and KizashiError when it can't be written.
    """
    allow(actor, policy)
    try:
        with whole_file(path.resolve()) as file:
            file.write(render(found, made))
    except OSError as error:
        raise KizashiError(f"The report can't be written to {path}: {error.strerror}.") from error


def render(found: Evaluation, made: Made) -> str:
    """Return the report as HTML. It holds ids, labels and numbers, and no text."""
    made_of = environment()
    made_of.globals |= {name: getattr(charts, name) for name in dir(charts) if name.isupper() or name.endswith("_at")}
    return made_of.get_template("evaluation.html.jinja").render(_content(found, made))


def _content(found: Evaluation, made: Made) -> dict[str, object]:
    """Return what the template shows, by the names that it uses."""
    file, first = found.file, found.ways[0]
    labels = file.labels
    severity = labels.task is Task.SEVERITY
    return {
        "title": f"Evaluation: {labels.protocol.id}{' severity' if severity else ''} on {file.source.name}",
        "severity": severity,
        "known": [way for way in found.ways if way.known],
        "protocol": labels.protocol,
        "rows": len(file.texts),
        "positives": int((file.top if severity else file.positive).sum()),
        "wanted_name": labels.classes[-1],
        "positive": "to be flagged" if severity else labels.protocol.positive,
        "left_out": file.left_out,
        "made_at": made.at,
        "machine": made.machine,
        "first": first,
        "tiles": list(_tiles(first, severity=severity)),
        "figures": list(_figures(first)),
        "compared": [TERMS[name][0] for name in COMPARED[labels.task]],
        "comparison": list(_comparison(found)),
        "published": PUBLISHED.get((labels.protocol.id, labels.task), ()),
        "NOTICE": NOTICE,
        "SOURCE": SOURCE,
        "plans": [(it.adjustment.basis.language, list(sentences(it))) for it in found.plans],
        "curves": list(_curves(found)),
        "matrix": Matrix(
            "What was true and what was said",
            labels.classes,
            [*labels.classes, "not screened"],
            first.measured.confusion.tolist(),
        ),
        "sliced": [TERMS[name][0] for name in SLICED[labels.task]],
        "slices": [
            {
                "by": part.by,
                "value": part.value,
                "rows": part.rows,
                "positives": part.positives,
                "cells": _cells(part.metrics, SLICED[labels.task]),
            }
            for part in found.slices
        ],
        "mistakes": found.mistakes,
        "behaviour": list(_behaviour(found)),
        "facts": [*_facts(found), ("audit chain", made.head)],
    }


def _tiles(way: WayMeasured, *, severity: bool) -> Iterator[Mapping[str, str]]:
    shown = ("balanced_accuracy", "top_recall" if severity else "auroc")
    for name in shown:
        yield _tile(TERMS[name][0], way.measured.metrics.get(name), TERMS[name][1])
    found = way.routed.top_recall if way.routed.top_recall else way.routed.recall
    yield _tile("Seen by people", found, "of the texts of the top level" if severity else "of the texts to be flagged")
    yield _tile("Read by people", way.routed.share_read, "of all texts, as they would be routed")


def _tile(name: str, found: Estimate | None, note: str) -> Mapping[str, str]:
    value, _, interval = estimate(found).partition(" ")
    return {"name": name, "value": value, "interval": interval, "note": note}


def _figures(way: WayMeasured) -> Iterator[tuple[str, str, str]]:
    found = {**way.measured.metrics, "abstained": way.abstained}
    for name, (title, meaning) in TERMS.items():
        if name in found:
            yield title, estimate(found[name]), meaning
    seen = "as people would see it: of the texts to be flagged, the share among those that they read"
    yield "Recall, routed", estimate(way.routed.recall), seen
    if way.routed.top_recall:
        yield "Recall of the top level, routed", estimate(way.routed.top_recall), "the same of the top level's texts"
    yield "Share read", estimate(way.routed.share_read), "as people would see it: the share of all texts that they read"


def _comparison(found: Evaluation) -> Iterator[Mapping[str, object]]:
    task = found.file.labels.task
    for way in found.ways:
        yield {
            **_row(way.measured, task),
            "pace": f"{way.texts_per_hour:,.0f}",
            "memory": f"{way.memory_mb:,.0f} MB",
        }
    for other in found.others:
        yield {**_row(other, task), "pace": "not known", "memory": "not known"}
    for lesson in found.lessons:
        cells = _cells(lesson.metrics, COMPARED[task])
        yield {
            "name": lesson.name,
            "cells": cells,
            "lead": drawn(lesson),
            "pace": "as the head",
            "memory": "as the head",
        }


def _row(measured: Measured, task: Task) -> dict[str, object]:
    lead = measured.lead.get("balanced_accuracy")
    return {
        "name": measured.system.name,
        "cells": _cells(measured.metrics, COMPARED[task]),
        "lead": estimate(lead) if lead else "",
    }


def _cells(metrics: Mapping[str, Estimate], names: Sequence[str]) -> list[str]:
    return [estimate(metrics.get(name)) for name in names]


def _curves(found: Evaluation) -> Iterator[Chart]:
    file, first = found.file, found.ways[0]
    threshold = first.contender.thresholds("").flag
    dots = [_dot(it) for it in curves.calibration(file, first.measured.system)]
    yield Chart("Are probabilities what they say?", "probability said", "share that is so", dots=dots, diagonal=True)
    at = list(curves.thresholds(file, first.measured.system))
    lines = [
        Line("recall", [(it.threshold, it.recall) for it in at], 0),
        Line("precision", [(it.threshold, it.precision) for it in at], 1),
        Line("share flagged", [(it.threshold, it.flagged) for it in at], 2),
    ]
    told = [replace(line, points=[point for point in line.points if point[1] == point[1]]) for line in lines]
    mark = (threshold, f"the threshold, {number(threshold)}")
    yield Chart(
        "What would another threshold do?", "flagged from", "share", [line for line in told if line.points], mark=mark
    )
    systems = [way.measured.system for way in found.ways] + [other.system for other in found.others]
    works = [(system.name, curves.workload(file, system)) for system in systems[:STYLES]]
    wanted = f"share of {file.labels.classes[-1]} found"
    queue = [Line(name, points, style) for style, (name, points) in enumerate(works) if points]
    yield Chart("How much must people read?", "share of texts read, most urgent first", wanted, queue)


def _dot(it: curves.Bin) -> Dot:
    label = f"{it.rows} texts: said {percent(it.meant)}, true {percent(it.observed.value)}"
    return Dot(it.meant, it.observed.value, it.observed.low, it.observed.high, label)


def _behaviour(found: Evaluation) -> Iterator[Mapping[str, str]]:
    """Yield what the makers recorded of the starter heads of the first way's model, where that way reads by heads."""
    contender, protocol = found.ways[0].contender, found.file.labels.protocol
    for suite in behaviour.shipped(protocol, protocol.languages) if contender.way == HEAD else ():
        for capability, counts in behaviour.recorded(contender.model, suite).items():
            checks = sum(check.capability == capability for check in suite.checks)
            yield {
                "language": suite.language,
                "kind": "must change" if capability in behaviour.PAIRS else "must not change",
                "capability": capability,
                "held": f"{counts['held']} of {checks}",
                "share": estimate(clopper_pearson(counts["held"], checks)),
            }


def _facts(found: Evaluation) -> Iterator[tuple[str, str]]:
    file, protocol = found.file, found.file.labels.protocol
    reading = file.source.reading
    yield "file", f"{file.source.name}, SHA-256 {file.source.sha256}"
    yield "columns", f"texts from {reading.text_column}, labels from {reading.other_columns[0]}"
    yield "protocol", f"{protocol.id} {protocol.version}, SHA-256 {protocol.sha256}"
    for way in found.ways:
        limits = way.contender.thresholds("")
        learned = f"; it learned from {way.known} of these texts, so its figures flatter" if way.known else ""
        yield "way", f"{way.contender.name}: flagged from {limits.flag:g}, the band down to {limits.clear:g}{learned}"
    for other in found.others:
        missing = int(other.confusion[:, -1].sum())
        yield "other system", f"{other.system.name}: no usable answer for {missing} rows"
