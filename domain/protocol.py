"""A protocol: what is asked of every text, and what its answers lead to. Read from TOML by `screening.protocols`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One severity level, mildest first in `Protocol.levels`.

    `respond_within_hours` is None until the site has set it.
    """

    id: str
    positive: bool
    colour: str
    respond_within_hours: float | None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities: at `flag` or more a text is flagged, below `clear` it would be clear, between lies the band.

    `top_severity`: from this probability of the top level on, a text that would be clear is unsure.
    """

    flag: float
    clear: float
    top_severity: float


@dataclass(frozen=True, slots=True)
class LongText:
    """How a text longer than one window is cut, in tokens. The worst window decides.

    A text of up to `whole_tokens` is read whole, even where windows are smaller.
    """

    window_tokens: int
    overlap_tokens: int
    max_windows: int
    whole_tokens: int = 0

    @property
    def most_at_once(self) -> int:
        """The most tokens of a text that are ever read together."""
        return max(self.window_tokens, self.whole_tokens)


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the model and its possible answers, the words that the model reads and gives."""

    ask: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A protocol in one language.

    `screen.answers` is (positive, negative); `severity` is None where levels are not asked.
    """

    language: str
    title: str
    instructions: str
    screen: Question
    severity: Question | None
    level_names: tuple[str, ...]
    phrases: tuple[str, ...]
    guidance: str
    crisis: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole protocol. `sha256` is of the file's bytes: an edited protocol is another one."""

    id: str
    version: str
    sha256: str
    positive: str
    negative: str
    levels: tuple[Level, ...]
    thresholds: Thresholds
    long_text: LongText
    wordings: Mapping[str, Wording]

    @property
    def response_times(self) -> dict[str, float | None]:
        """Hours by level's id, None where the file leaves them to the site."""
        return {level.id: level.respond_within_hours for level in self.levels}

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes (ISO 639-1) that the protocol is worded in."""
        return tuple(self.wordings)
