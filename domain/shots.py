"""Examples that are shown in the prompt, before the text that is asked about."""

import hashlib
import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Shot:
    """One shown example. `positive`: the screening question's answer to it."""

    text: str = field(repr=False)
    positive: bool


@dataclass(frozen=True, slots=True)
class Shots:
    """What one language's prompt shows, in order, and the prompt's bias.

    `bias` is the mean log-odds (nats) of texts without content under this very prompt: what it would say of anything
    (Zhao et al. 2021, "Calibrate Before Use", section 4). `examples_sha256` is of the set that the examples are from.
    """

    shown: tuple[Shot, ...]
    bias: float
    examples_sha256: str


def fingerprint(shots: Shots) -> str:
    """Return the SHA-256 of what is shown and of its bias."""
    return hashlib.sha256(json.dumps(asdict(shots)).encode()).hexdigest()
