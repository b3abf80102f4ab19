"""What a run produces: one `Screening` per text, the run's passport, and its counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.odds import probability
from domain.outcome import Code, Outcome


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a text: its character range and what the model said of it.

    `log_odds` in nats, positive answer against negative; `severity` holds a probability per level, given that the
    screen is positive.
    """

    start: int
    end: int
    log_odds: float
    severity: tuple[float, ...] = ()

    @property
    def positive(self) -> float:
        """Probability of the screening question's positive answer."""
        return probability(self.log_odds)

    @property
    def top_severity(self) -> float:
        """Chance of the top level: P(positive) times P(top level given it); 0 where no level is asked."""
        return self.positive * self.severity[-1] if self.severity else 0.0


@dataclass(frozen=True, slots=True)
class Screening:
    """What the machine said of one text under one run. Holds no text.

    `probability` is None where the text was not screened. `severity` is the id of the suggested level ("" where none is
    asked); `severity_probability` is that level's, given a positive screen. `marked`: some characters had to be replaced.
    `phrase`: an always-review phrase was found, which is looked for in texts that can't be screened too. `margin`: how far
    the probability lies from the one that a text is flagged at, None where there is neither. `may_be_top`: there is a real
    chance of the top level, whatever level is suggested.
    """

    text: int
    outcome: Outcome
    code: Code
    probability: float | None = None
    severity: str = ""
    severity_probability: float | None = None
    language: str = ""
    marked: bool = False
    phrase: bool = False
    windows: tuple[Window, ...] = ()
    margin: float | None = None
    may_be_top: bool = False

    @property
    def top_severity(self) -> float:
        """Greatest chance of the top level in any window."""
        return max((window.top_severity for window in self.windows), default=0.0)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by outcome. `rows` is all of the batch; what is not in the four is still to do."""

    rows: int
    flagged: int = 0
    clear: int = 0
    unsure: int = 0
    not_screened: int = 0

    @property
    def done(self) -> int:
        """Rows that have their outcome."""
        return self.flagged + self.clear + self.unsure + self.not_screened


@dataclass(frozen=True, slots=True)
class Passport:
    """All that a result depends on, written when the run starts.

    Hashes are SHA-256 in hex, "" where there is none of it. `levels` are the protocol's severity levels, mildest first.
    """

    protocol: str
    protocol_version: str
    protocol_sha256: str
    levels: tuple[str, ...]
    pack: str
    pack_sha256: str
    tokenizer_sha256: str
    prefix_sha256: str
    way: str
    variant: str
    providers: tuple[str, ...]
    fallback: str
    threads: int
    versions: Mapping[str, str] = field(default_factory=dict)
    examples_sha256: str = ""
    head_sha256: str = ""
    calibration_sha256: str = ""
