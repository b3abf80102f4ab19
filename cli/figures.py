"""What an evaluation came to, for a script and for a person at a terminal."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from rich.table import Table

from cli.terminal import PROGRESS, RESULTS, printable, say, uncut
from domain.estimate import Estimate
from domain.outcome import Code, Outcome
from learning.findings import Evaluation, Routed, WayMeasured
from learning.labels import Labelled, Task
from learning.lessons import Lesson
from learning.planning import Planned
from learning.slices import Slice
from learning.systems import Measured
from reports.planning import sentences
from reports.terms import CODES, TERMS, drawn, estimate

SCREEN = ("balanced_accuracy", "macro_f1", "f1", "precision", "recall", "auroc", "ece")
SEVERITY = ("mae", "quadratic_kappa", "top_recall", "read_at_95")


def as_json(found: Evaluation) -> str:
    """Return the object that scripts read: the first way's figures, and what else was asked for under its own key."""
    whole: dict[str, object] = _way(found.file, found.ways[0])
    if len(found.ways) > 1:
        whole["ways"] = [_compared(found.file, way) for way in found.ways]
    if found.others:
        whole["predictions"] = [_other(found.file, other) for other in found.others]
    if found.file.groups:
        whole["slices"] = [_slice(part) for part in found.slices]
    if found.plans:
        whole["thresholds"] = [_planned(planned) for planned in found.plans]
    if found.lessons:
        whole["learned"] = [_lesson(lesson) for lesson in found.lessons]
    return json.dumps(whole, ensure_ascii=False)


def show_source(found: Evaluation) -> None:
    """Tell, on standard error, how the file was read, and what makes every figure wrong or too good."""
    file = found.file
    reading = file.source.reading
    left_out = f", {file.left_out} rows left out" if file.left_out else ""
    sentence = f"texts from the column {reading.text_column}, labels from the column {reading.other_columns[0]}"
    PROGRESS.print(printable(f"{file.source.name}: {len(file.texts)} {sentence}{left_out}"), soft_wrap=True)
    for way in found.ways:
        if way.known:
            flatter = f"{way.contender.name} learned from {way.known} of these texts: its figures flatter"
            PROGRESS.print(flatter, soft_wrap=True)
        for code, texts in _not_screened(way).most_common():
            of, why = f"{texts} of {len(file.texts)} texts", CODES[code]
            PROGRESS.print(f"{way.contender.name} could not screen {of} ({why}): they count as wrong", soft_wrap=True)


def show(found: Evaluation) -> None:
    """Print the first way's figures, then whatever stands beside it."""
    first = found.ways[0]
    say(f"{len(found.file.texts)} labelled texts, {int(found.file.positive.sum())} of them to be flagged")
    RESULTS.print(_figures(first))
    RESULTS.print(_comparison(found))
    if found.file.groups:
        RESULTS.print(_slices(found.slices))
    for planned in found.plans:
        say(f"Thresholds of {first.contender.name} ({planned.adjustment.basis.language}):")
        for sentence in sentences(planned):
            say(f"  {sentence}")
    say("In brackets: 95% intervals. A text that could not be screened counts as wrong; phrases are off.")


def _not_screened(way: WayMeasured) -> Counter[Code]:
    return Counter(one.code for one in way.screenings if one.outcome is Outcome.NOT_SCREENED)


def _way(file: Labelled, way: WayMeasured) -> dict[str, object]:
    return {
        "n": len(file.texts),
        **_metrics(way.measured.metrics, SCREEN),
        "abstained": _number(way.abstained),
        "confusion": _confusion(file, way.measured),
        "routed": _routed(way.routed),
        **(_metrics(way.measured.metrics, SEVERITY) if file.labels.task is Task.SEVERITY else {}),
    }


def _compared(file: Labelled, way: WayMeasured) -> dict[str, object]:
    return {
        "model": way.contender.model,
        "way": way.contender.way,
        **_way(file, way),
        "lead": _metrics(way.measured.lead, way.measured.lead),
        "texts_per_hour": round(way.texts_per_hour),
        "memory_mb": round(way.memory_mb),
    }


def _other(file: Labelled, other: Measured) -> dict[str, object]:
    severity = SEVERITY if file.labels.task is Task.SEVERITY else ()
    return {
        "name": other.system.name,
        "n": len(file.texts),
        **_metrics(other.metrics, (*SCREEN, *severity)),
        "confusion": _confusion(file, other),
        "lead": _metrics(other.lead, other.lead),
    }


def _slice(part: Slice) -> dict[str, object]:
    return {
        "by": part.by,
        "value": part.value,
        "n": part.rows,
        "positives": part.positives,
        **_metrics(part.metrics, part.metrics),
    }


def _planned(planned: Planned) -> dict[str, object]:
    own = planned.adjustment
    return {
        "language": own.basis.language,
        "flag": own.thresholds.flag,
        "clear": own.thresholds.clear,
        "base_rate": own.base_rate,
        "texts": own.texts,
        "positives": own.positives,
        "flagged": {"recall": _number(planned.flagged.recall), "share": _number(planned.flagged.read)},
        "read": {"recall": _number(planned.seen.recall), "share": _number(planned.seen.read)},
        "vouched": planned.vouched,
        "most_supported": round(planned.most, 6),
    }


def _lesson(lesson: Lesson) -> dict[str, object]:
    return {
        "name": lesson.name,
        "examples": lesson.examples,
        "draws": lesson.draws,
        **_metrics(lesson.metrics, lesson.metrics),
    }


def _metrics(found: Mapping[str, Estimate], names: Iterable[str]) -> dict[str, object]:
    return {name: _number(found.get(name)) for name in names}


def _number(found: Estimate | None) -> dict[str, float | None]:
    """Return an estimate as scripts read it; JSON has no NaN, so what is not defined is null."""
    ends = (found.value, found.low, found.high) if found else (math.nan,) * 3
    return {
        name: round(end, 6) if math.isfinite(end) else None
        for name, end in zip(("value", "low", "high"), ends, strict=True)
    }


def _confusion(file: Labelled, measured: Measured) -> dict[str, dict[str, int]]:
    """Return counts by true class, then by said class."""
    said = [*file.labels.classes, "not_screened"]
    rows = measured.confusion.tolist()
    return {true: dict(zip(said, row, strict=True)) for true, row in zip(file.labels.classes, rows, strict=True)}


def _routed(routed: Routed) -> dict[str, object]:
    top = {"top_recall": _number(routed.top_recall)} if routed.top_recall else {}
    return {"recall": _number(routed.recall), **top, "share_read": _number(routed.share_read)}


def _figures(way: WayMeasured) -> Table:
    table = uncut("figure", "value", "what it says", title=way.contender.name)
    found = {**way.measured.metrics, "abstained": way.abstained}
    for name, (title, meaning) in TERMS.items():
        if name in found:
            table.add_row(title, estimate(found[name]), meaning)
    table.add_section()
    table.add_row("Recall, routed", estimate(way.routed.recall), "of the texts to be flagged, those that people read")
    if way.routed.top_recall:
        table.add_row("Top level, routed", estimate(way.routed.top_recall), "of the top level, those that people read")
    table.add_row("Share read", estimate(way.routed.share_read), "of all texts, those that people read")
    return table


def _comparison(found: Evaluation) -> Table:
    table = uncut("way", "balanced accuracy", "behind the first by", "texts per hour", "memory")
    for way in found.ways:
        _compare(table, way.measured, f"{way.texts_per_hour:,.0f}", f"{way.memory_mb:,.0f} MB")
    for other in found.others:
        _compare(table, other, "", "")
    for lesson in found.lessons:
        table.add_row(lesson.name, estimate(lesson.metrics.get("balanced_accuracy")), drawn(lesson), "", "")
    return table


def _compare(table: Table, measured: Measured, pace: str, memory: str) -> None:
    lead = measured.lead.get("balanced_accuracy")
    accuracy = estimate(measured.metrics.get("balanced_accuracy"))
    table.add_row(printable(measured.system.name), accuracy, estimate(lead) if lead else "", pace, memory)


def _slices(parts: Iterable[Slice]) -> Table:
    table = uncut("by", "slice", "texts", "to be flagged", "balanced accuracy", "recall")
    for part in parts:
        figures = (estimate(part.metrics.get(name)) for name in ("balanced_accuracy", "recall"))
        table.add_row(part.by, printable(part.value), str(part.rows), str(part.positives), *figures)
    return table
