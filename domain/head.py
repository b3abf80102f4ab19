"""A learned head: a few numbers that turn a text's mean hidden state into log-odds and severity levels.

Fitted, saved and checked by `learning`, applied wherever texts are screened. Plain numbers, so that a head is read the
same by every version of every library.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from operator import mul

from domain.estimate import Estimate
from domain.odds import logit, probability, softplus
from domain.protocol import Thresholds

State = Sequence[float]
"""The mean hidden state of a text's own tokens at a head's exit, one number per dimension."""

EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """From raw log-odds to calibrated ones, for even odds of positive and negative texts.

    Beta calibration (Kull, Silva Filho and Flach 2017, "Beta calibration", section 3) written in log-odds. With `below`
    equal to `above` it is Platt's (1999, "Probabilistic outputs for support vector machines"): that slope. `positives`
    and `others` count the texts that it was fitted on; it is never surer than so many can make it. 0 and 0: not fitted.
    """

    below: float
    above: float
    intercept: float
    positives: int = 0
    others: int = 0

    def apply(self, log_odds: float) -> float:
        """Return the calibrated log-odds."""
        value = self.above * softplus(log_odds) - self.below * softplus(-log_odds) + self.intercept
        return supported(value, self.positives, self.others) if self.positives and self.others else value


UNCALIBRATED = Calibration(1.0, 1.0, 0.0)
"""Leaves log-odds as they are."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A linear function of a raw state, standardisation folded in, and its calibration."""

    weights: tuple[float, ...]
    bias: float
    calibration: Calibration

    def log_odds(self, state: State) -> float:
        """Return calibrated log-odds in nats; NaN or infinite where the state is."""
        raw = sum(map(mul, self.weights, state)) + self.bias
        return self.calibration.apply(raw) if math.isfinite(raw) else math.nan


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Severity, given that the screen is positive.

    `quiet` counts the levels that are not positive. `steps` holds one probe per positive level but the mildest: the
    chance of that level or a worse one (cumulative logits, McCullagh 1980, made monotone).
    """

    quiet: int
    steps: tuple[Probe, ...]

    def given_positive(self, state: State) -> tuple[float, ...]:
        """Return a probability per level of the protocol; 0 for the quiet ones."""
        reached = [1.0]
        for step in self.steps:
            reached.append(min(reached[-1], probability(step.log_odds(state))))
        levels = [one - worse for one, worse in zip(reached, [*reached[1:], 0.0], strict=True)]
        return (*[0.0] * self.quiet, *levels)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a head belongs to. With anything else it would give numbers that mean nothing, so it is refused.

    `exit` is the depth, in layers, whose states it reads; hashes are SHA-256 in hex.
    """

    protocol: str
    protocol_sha256: str
    language: str
    pack_sha256: str
    prefix_sha256: str
    variant: str
    exit: int
    examples_sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """How well a head did on texts that it was not trained on, by whom and when that was measured (a date).

    `by` is "makers" for shipped heads, "site" for a site's own. `folds` says what was left out whole each time.
    `metrics` are named as `evaluate` names them.
    """

    by: str
    at: str
    folds: str
    texts: int
    positives: int
    metrics: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """One protocol's head for one language and one pack.

    `strength` is the inverse of the shrinkage that it was fitted with. `base_rate` is the share of positive texts that
    its probabilities assume. `severity` is None where the protocol has no levels.
    """

    tie: Tie
    strength: float
    screen: Probe
    severity: Ordinal | None
    thresholds: Thresholds
    record: Record
    base_rate: float = EVEN

    def log_odds(self, state: State) -> float:
        """Return the calibrated log-odds of the screening question's positive answer."""
        return self.screen.log_odds(state) + logit(self.base_rate)

    def levels(self, state: State) -> tuple[float, ...]:
        """Return a probability per level, given that the screen is positive; empty where no level is asked."""
        return self.severity.given_positive(state) if self.severity else ()

    def at(self, base_rate: float) -> "Head":
        """Return the head for a place where that share of texts is positive (0 to 1, both excluded).

        Prior correction (Elkan 2001, "The foundations of cost-sensitive learning", theorem 2). Thresholds stay: they
        are probabilities.
        """
        return replace(self, base_rate=base_rate)


def fingerprint(head: Head) -> str:
    """Return the SHA-256 that identifies a head in a run's passport."""
    return _sha256(asdict(head))


def calibration_fingerprint(head: Head) -> str:
    """Return the SHA-256 of all that turns raw log-odds into probabilities: the calibrations and the base rate."""
    probes = [head.screen, *(head.severity.steps if head.severity else ())]
    return _sha256([head.base_rate, *(asdict(probe.calibration) for probe in probes)])


def _sha256(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def supported(log_odds: float, positives: int, others: int) -> float:
    """Return log-odds that stay on their side and within what that many texts of the side's label can support.

    Of n texts that all had the label the next one has it with (n + 1) / (n + 2), by Laplace's rule of succession: the
    targets that Platt (1999, section 2.2) fits to. Probabilities are squeezed in proportion, to between that and its rest.
    """
    limit = math.log1p(positives if log_odds > 0 else others)
    return softplus(log_odds + limit) - limit - softplus(log_odds - limit)
