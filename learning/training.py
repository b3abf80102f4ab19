"""From an example set and its states to a head with the record of how well it does on texts that it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from domain.estimate import Estimate
from domain.head import EVEN, Head, Ordinal, Probe, Record, Tie
from domain.odds import logit
from domain.protocol import Protocol, Thresholds
from learning import metrics
from learning.calibration import probabilities
from learning.examples import ExampleSet
from learning.features import States
from learning.folds import folds, grouped
from learning.heads import Neighbours, Setting, choose, fit_probe, helping
from learning.metrics import Bools, Floats, Ints
from learning.severity import fit_severity
from learning.systems import graded
from learning.thresholds import clopper_pearson, reaching

WANTED_RECALL = 0.95
"""Where nobody has said what is wanted: so much of the positive texts must be read."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What of an engine a head is tied to: the pack, the prefix before every text, and the graph's variant."""

    pack_sha256: str
    prefix_sha256: str
    variant: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head's numbers before it is tied to anything, and whether it learned from neighbours too."""

    setting: Setting
    screen: Probe
    severity: Ordinal | None
    beside: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """What was said of each text by a fit without its fold, at even odds.

    `log_odds` [texts]; `levels` [texts, levels], given that the screen is positive, None where no level is asked.
    """

    log_odds: Floats
    levels: Floats | None
    folds: str


def train(
    examples: ExampleSet, states: States, engine: Engine, by: str, at: str, beside: Neighbours | None = None
) -> Head:
    """Return the head of an example set, its record measured out of fold with everything chosen anew in each fold.

    `states` are those of the set's texts in order; `beside` is learned from and not measured on. The same examples and
    states give the same head.
    """
    protocol, positive, ranks = examples.protocol, examples.positive, examples.ranks
    with threadpool_limits(1):  # sums in one order: the same head on every machine of a kind
        fitted = fit(protocol, states, positive, ranks, examples.registers, beside)
        unseen = predict_unseen(protocol, states, positive, ranks, examples.registers, beside)
    tie = Tie(
        protocol=protocol.id,
        protocol_sha256=protocol.sha256,
        language=examples.language,
        pack_sha256=engine.pack_sha256,
        prefix_sha256=engine.prefix_sha256,
        variant=engine.variant,
        exit=fitted.setting.exit,
        examples_sha256=examples.sha256,
    )
    return Head(
        tie=tie,
        strength=fitted.setting.strength,
        screen=fitted.screen,
        severity=fitted.severity,
        thresholds=_thresholds(protocol, unseen, positive),
        record=_record(replace(unseen, folds=unseen.folds + _beside(beside, fitted)), positive, ranks, by, at),
        base_rate=EVEN,
    )


def fit(
    protocol: Protocol,
    states: States,
    positive: Bools,
    ranks: Ints,
    groups: Sequence[str],
    beside: Neighbours | None = None,
) -> Fitted:
    """Choose inside these texts whether optional neighbours help, and the setting; then fit the screen and any levels.

    A prior goes with the neighbours: it carries a head while texts are few, and holds it back once they are many.
    """
    offered, beside = beside, helping(states, positive, beside)
    states = states.without_prior() if offered and not beside else states
    setting = choose(states, positive, groups, beside)
    levels = [level.positive for level in protocol.levels]
    severity = fit_severity(states, setting, ranks, levels) if levels else None
    return Fitted(setting, fit_probe(states, setting, positive, beside), severity, beside is not None)


def predict_unseen(
    protocol: Protocol,
    states: States,
    positive: Bools,
    ranks: Ints,
    groups: Sequence[str],
    beside: Neighbours | None = None,
) -> Unseen:
    """Return what `fit` says of each text when its fold is left out of everything, choices and calibration too."""
    parts = folds(positive, groups)
    log_odds = np.zeros(len(positive))
    levels = np.zeros((len(positive), len(protocol.levels)))
    for train_on, test in parts:
        own = [groups[place] for place in train_on] if groups else []
        fitted = fit(protocol, states.only(train_on), positive[train_on], ranks[train_on], own, beside)
        for place in test:
            state = states.by_exit[fitted.setting.exit][place].tolist()
            log_odds[place] = fitted.screen.log_odds(state)
            levels[place] = fitted.severity.given_positive(state) if fitted.severity else np.nan
    left_out = "a group at a time" if grouped(positive, groups, parts) else "a tenth at a time"
    asked = levels.shape[1] > 0 and bool(np.isfinite(levels).all())
    return Unseen(log_odds, levels if asked else None, left_out)


def _beside(offered: Neighbours | None, fitted: Fitted) -> str:
    """Return what a record says of shipped examples that a site's own set could do without."""
    if offered is None or not offered.optional:
        return ""
    return ", with the shipped examples beside them" if fitted.beside else ", from them alone"


def _thresholds(protocol: Protocol, unseen: Unseen, positive: Bools) -> Thresholds:
    """Return the protocol's thresholds, with `clear` lowered to where the wanted recall was reached unseen."""
    wanted = reaching(probabilities(unseen.log_odds), positive, WANTED_RECALL)
    own = protocol.thresholds
    return Thresholds(own.flag, min(own.clear, wanted), own.top_severity)


def _record(unseen: Unseen, positive: Bools, ranks: Ints, by: str, at: str) -> Record:
    """Measure what was said unseen; probabilities are at even odds, but for `ece`, where they are at the set's own."""
    flagged = unseen.log_odds >= 0
    own_odds = probabilities(unseen.log_odds + logit(float(positive.mean())))
    statistics = {
        "balanced_accuracy": metrics.of_confusion(metrics.balanced_accuracy, positive * 1, flagged * 1, 2),
        "auroc": metrics.auroc(positive, unseen.log_odds),
        "ece": metrics.ece(positive, own_odds),
    }
    if unseen.levels is not None:
        statistics |= _severity_statistics(unseen, unseen.levels, ranks)
    measured: dict[str, Estimate] = metrics.estimates(len(positive), statistics)
    measured["recall"] = clopper_pearson(int((flagged & positive).sum()), int(positive.sum()))
    measured["specificity"] = clopper_pearson(int((~flagged & ~positive).sum()), int((~positive).sum()))
    return Record(by, at, unseen.folds, len(positive), int(positive.sum()), measured)


def _severity_statistics(unseen: Unseen, given_positive: Floats, ranks: Ints) -> dict[str, metrics.Statistic]:
    """Return the metrics of the suggested level; what the screen denies counts for the mildest."""
    said, count = graded(unseen.log_odds, given_positive), given_positive.shape[1]
    named = {
        "severity_balanced_accuracy": metrics.balanced_accuracy,
        "mae": metrics.mae,
        "quadratic_kappa": metrics.quadratic_kappa,
        "top_recall": metrics.top_recall,
    }
    return {name: metrics.of_confusion(metric, ranks, said, count) for name, metric in named.items()}
