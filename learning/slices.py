"""Where a system does well and where it does not: its metrics by language, length, windows and the user's own groups."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.estimate import Estimate
from domain.screening import Screening
from learning import metrics
from learning.labels import Labelled
from learning.systems import System, statistics

SHOWN = ("balanced_accuracy", "recall", "precision", "mae")
LENGTHS = {
    0: "0 to 99 characters",
    100: "100 to 499 characters",
    500: "500 to 1,999 characters",
    2000: "2,000 or more characters",
}
"""The slices of length, rising, by the least number of characters."""

MOST = 20
NOT_TOLD, NO_VALUE, REST = "not told", "no value", "all others"
NOT_SCREENED, ONE_WINDOW, SEVERAL_WINDOWS = "not screened", "one window", "several windows"
WORDS = (*LENGTHS.values(), NOT_TOLD, NO_VALUE, REST, NOT_SCREENED, ONE_WINDOW, SEVERAL_WINDOWS)
"""The values that are words of ours; others are codes, and what the user's column holds."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows with one `value` of what they are sliced `by`. A metric that they do not define is NaN."""

    by: str
    value: str
    rows: int
    positives: int
    metrics: Mapping[str, Estimate]


def slices(file: Labelled, system: System, screenings: Sequence[Screening]) -> list[Slice]:
    """Return the slices by kind, lengths rising and other values the largest first; a kind with one value is left out."""
    kinds = {
        "language": [screening.language or NOT_TOLD for screening in screenings],
        "length": [_length(text.untrusted_body) for text in file.texts],
        "windows": [_windows(screening) for screening in screenings],
        "group": [value or NO_VALUE for value in file.groups],
    }
    return [found for by, values in kinds.items() for found in _sliced(file, system, by, values)]


def _sliced(file: Labelled, system: System, by: str, values: Sequence[str]) -> Iterator[Slice]:
    counts = Counter(values)
    kept = {value for value, _ in counts.most_common(MOST)}
    named = np.array([value if value in kept else REST for value in values])
    if len(counts) < 2:
        return
    largest_first = Counter(named.tolist()).most_common()
    for value, rows in sorted(largest_first, key=_rising) if by == "length" else largest_first:
        part, said = file.where(named == value), system.where(named == value)
        shown = {name: statistic for name, statistic in statistics(part, said).items() if name in SHOWN}
        yield Slice(by, value, rows, int(part.positive.sum()), metrics.estimates(rows, shown))


def _length(text: str) -> str:
    return LENGTHS[max(bound for bound in LENGTHS if bound <= len(text))]


def _rising(slice_: tuple[str, int]) -> int:
    return list(LENGTHS.values()).index(slice_[0])


def _windows(screening: Screening) -> str:
    if not screening.windows:
        return NOT_SCREENED
    return ONE_WINDOW if len(screening.windows) == 1 else SEVERAL_WINDOWS
