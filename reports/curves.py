"""The charts of an evaluation: whether probabilities hold, what thresholds would do, what must be read, and what was confused."""

from collections.abc import Iterator
from math import isfinite

from learning import curves
from learning.findings import Evaluation
from learning.slices import NOT_SCREENED
from reports.basis import thresholds
from reports.charts import Chart, Dot, Line, Matrix
from reports.language import Language
from reports.terms import number, percent

STYLES = 4
"""Lines that can be told apart in one chart."""


def charts(found: Evaluation, language: Language) -> Iterator[Chart]:
    """Yield the charts: two of the first way, and one that compares the systems."""
    yield _calibration(found, language)
    yield _thresholds(found, language)
    yield _workload(found, language)


def matrix(found: Evaluation, language: Language) -> Matrix:
    """Return what the first way said of the texts of each class."""
    classes = [language.label(name) for name in found.file.labels.classes]
    said = [*classes, language.say(NOT_SCREENED)]
    title = language.say("What was true and what was said")
    return Matrix(title, classes, said, found.ways[0].measured.confusion.tolist())


def _calibration(found: Evaluation, language: Language) -> Chart:
    say = language.say
    return Chart(
        say("Are probabilities what they say?"),
        say("probability said"),
        say("share that is so"),
        dots=[_dot(it, language) for it in curves.calibration(found.file, found.ways[0].measured.system)],
        diagonal=say("as it should be"),
        note=say(
            "Each point is the texts of about one probability: their number beside it, its 95% interval through it. Below the "
            "dashed line the model says too much, above it too little."
        ),
    )


def _dot(it: curves.Bin, language: Language) -> Dot:
    label = language.say("{0} texts: said {1}, true {2}")
    said = label.format(it.rows, percent(it.meant), percent(it.observed.value))
    return Dot(it.meant, it.observed.value, it.observed.low, it.observed.high, said, str(it.rows))


def _thresholds(found: Evaluation, language: Language) -> Chart:
    say = language.say
    at = list(curves.thresholds(found.file, found.ways[0].measured.system))
    lines = [
        Line(say("recall"), [(it.threshold, it.recall) for it in at if isfinite(it.recall)], 0),
        Line(say("precision"), [(it.threshold, it.precision) for it in at if isfinite(it.precision)], 1),
        Line(say("share flagged"), [(it.threshold, it.flagged) for it in at], 2),
    ]
    fixed = sorted({limits.flag for limits in thresholds(found.ways[0]).values()})
    return Chart(
        say("What would another threshold do?"),
        say("flagged from"),
        say("share"),
        [line for line in lines if line.points],
        marks=[(flag, say("the threshold, {0}").format(number(flag))) for flag in fixed],
        note=say(
            "Recall: of the texts to be flagged, the share that is. Precision: of the flagged texts, the share that should be. "
            "A threshold further left finds more, and gives people more to read."
        ),
    )


def _workload(found: Evaluation, language: Language) -> Chart:
    say, file = language.say, found.file
    systems = [way.measured.system for way in found.ways] + [other.system for other in found.others]
    works = [(system.name, curves.workload(file, system)) for system in systems[:STYLES]]
    note = say("The steeper a line rises, the fewer texts people read before they have found what they look for.")
    if len(systems) > STYLES:
        note = say(" ").join([note, say("Only the first {0} of the table are drawn.").format(STYLES)])
    return Chart(
        say("How much must people read?"),
        say("share of texts read, most urgent first"),
        say("share found of: {0}").format(language.label(file.labels.classes[-1])),
        [Line(name, points, style) for style, (name, points) in enumerate(works) if points],
        note=note,
    )
