"""What a site's own labelled texts have changed of a way of asking: calibration, base rate and thresholds."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from domain.head import Calibration
from domain.odds import logit
from domain.protocol import Thresholds
from domain.screening import Window


@dataclass(frozen=True, slots=True)
class Basis:
    """What an adjustment was measured with. With anything else its numbers mean nothing, so it is not used.

    `learned_sha256` stands for the head, the shown examples or both; "" for plain questions.
    """

    protocol_sha256: str
    pack_sha256: str
    language: str
    way: str
    learned_sha256: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One language's adjustment of a way. `texts` labelled texts of the site, `positives` of them positive, made it.

    `base_rate` is the share of positive texts that probabilities assume; `calibration` is for even odds.
    `wanted` says in words which policy the thresholds are to serve.
    """

    basis: Basis
    calibration: Calibration
    base_rate: float
    thresholds: Thresholds
    wanted: str
    texts: int
    positives: int
    at: str

    def window(self, window: Window) -> Window:
        """Return a window's answer as this site would read it; levels are given a positive screen and stay."""
        return replace(window, log_odds=self.calibration.apply(window.log_odds) + logit(self.base_rate))


def fingerprint(adjustment: Adjustment) -> str:
    """Return the SHA-256 of an adjustment."""
    return hashlib.sha256(json.dumps(asdict(adjustment), sort_keys=True).encode()).hexdigest()
