"""What one system says of every labelled row, be it a way of asking, another program or a person, and how well it does.

The decision is forced: every row counts, and one of which nothing was said counts as the wrongest answer there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from domain.estimate import Estimate
from domain.severity import suggested
from learning import metrics
from learning.labels import Labelled, Task
from learning.metrics import Bools, Floats, Ints, Statistic

NOTHING = -1


@dataclass(frozen=True, slots=True)
class System:
    """Answers by row. `flagged` is 1, 0 or NOTHING; `level` a place among the protocol's levels, or NOTHING.

    `probability` of the positive answer and `top`, the chance of the top level, are NaN where nothing was said. None
    stands for what the system does not tell of any row.
    """

    name: str
    flagged: Ints
    level: Ints | None = None
    probability: Floats | None = None
    top: Floats | None = None

    def where(self, rows: Bools) -> "System":
        """Return the same of some rows."""
        told = {name: getattr(self, name) for name in ("flagged", "level", "probability", "top")}
        return replace(self, **{name: answers[rows] for name, answers in told.items() if answers is not None})


@dataclass(frozen=True, slots=True)
class Measured:
    """How well a system did. `confusion` counts [true class, said class], with a last column for rows without an answer.

    `lead` is by how much the first system of the evaluation is ahead in each metric, on the same rows; empty for itself.
    """

    system: System
    metrics: Mapping[str, Estimate]
    confusion: Ints
    lead: Mapping[str, Estimate]


def measured(file: Labelled, system: System, first: System | None = None) -> Measured:
    """Return a system's metrics, and the lead of the `first` one over it in those that both define."""
    own = statistics(file, system)
    firsts = statistics(file, first) if first else {}
    pairs = {name: metrics.difference(firsts[name], own[name]) for name in own if name in firsts}
    rows = len(file.texts)
    return Measured(system, metrics.estimates(rows, own), confusion(file, system), metrics.estimates(rows, pairs))


def statistics(file: Labelled, system: System) -> dict[str, Statistic]:
    """Return the metrics that the system's answers define.

    Balanced accuracy and macro F1 are of the task's classes. F1, precision, recall, AUROC and calibration error are of
    the screening question, also where the task is severity.
    """
    positive, classes = file.positive, len(file.labels.classes)
    true, said = file.true, _filled(file.true, decided(file, system), classes)
    flagged = _filled(positive.astype(np.int64), system.flagged, 2)
    found = {
        name: metrics.of_confusion(metric, true, said, classes)
        for name, metric in {"balanced_accuracy": metrics.balanced_accuracy, "macro_f1": metrics.macro_f1}.items()
    }
    found |= {
        name: metrics.of_confusion(metric, positive.astype(np.int64), flagged, 2)
        for name, metric in {"f1": metrics.f1, "precision": metrics.precision, "recall": metrics.recall}.items()
    }
    if system.probability is not None:
        found["auroc"] = metrics.auroc(positive, _wrongest(system.probability, positive, (-np.inf, np.inf)))
        found["ece"] = metrics.ece(positive, _wrongest(system.probability, positive, (0, 1)))
    if file.labels.task is Task.SEVERITY:
        found |= {
            name: metrics.of_confusion(metric, true, said, classes)
            for name, metric in {
                "mae": metrics.mae,
                "quadratic_kappa": metrics.quadratic_kappa,
                "top_recall": metrics.top_recall,
            }.items()
        }
        found["read_at_95"] = metrics.read_at_95(file.top, urgency(file, system))
    return found


def decided(file: Labelled, system: System) -> Ints:
    """Return the class that was said of each row, or NOTHING."""
    if file.labels.task is Task.SCREEN:
        return system.flagged
    return system.level if system.level is not None else np.full(len(file.texts), NOTHING)


def graded(log_odds: Floats, given_positive: Floats) -> Ints:
    """Return each row's level: the suggested one from even odds of the screen on, else the mildest.

    `given_positive` [rows, levels] holds a probability per level if the screen is right.
    """
    return np.where(log_odds >= 0, [suggested(levels) for levels in given_positive.tolist()], 0)


def confusion(file: Labelled, system: System) -> Ints:
    """Return counts [true class, said class]; the last column holds rows of which nothing was said."""
    classes = len(file.labels.classes)
    counts = np.zeros((classes, classes + 1), dtype=np.int64)
    said = decided(file, system)
    np.add.at(counts, (file.true, np.where(said == NOTHING, classes, said)), 1)
    return counts


def urgency(file: Labelled, system: System) -> Floats:
    """Return what rows are queued by, the most urgent highest: the finest score that the system gives.

    For severity that is the chance of the top level, else the level; for a screen the probability, else the decision.
    """
    severity = file.labels.task is Task.SEVERITY
    wanted, finest = (file.top, system.top) if severity else (file.positive, system.probability)
    score = _scores(decided(file, system)) if finest is None else finest
    return _wrongest(score, wanted, (-np.inf, np.inf))


def _scores(said: Ints) -> Floats:
    return np.where(said == NOTHING, np.nan, said.astype(np.float64))


def _filled(true: Ints, said: Ints, classes: int) -> Ints:
    """Return the said classes, with the one farthest from the truth where nothing was said."""
    farthest = np.where(2 * true >= classes - 1, 0, classes - 1)
    return np.asarray(np.where(said == NOTHING, farthest, said))


def _wrongest(score: Floats, wanted: Bools, ends: tuple[float, float]) -> Floats:
    """Return the scores, with the low end for wanted rows and the high end for others where there is none."""
    low, high = ends
    return np.asarray(np.where(np.isnan(score), np.where(wanted, low, high), score))
