"""A learned head and a prompt weighed against each other."""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Combination:
    """The log-odds of both ways in one, for even odds; fitted on texts that neither of them had seen.

    With another head or other shots ("" for none), by their fingerprints, the weights mean nothing.
    """

    head: float
    prompt: float
    intercept: float
    head_sha256: str
    shots_sha256: str

    def log_odds(self, head: float, prompt: float) -> float:
        """Return the combined log-odds in nats."""
        return self.head * head + self.prompt * prompt + self.intercept


def fingerprint(combination: Combination) -> str:
    """Return the SHA-256 of a combination."""
    return hashlib.sha256(json.dumps(asdict(combination)).encode()).hexdigest()
