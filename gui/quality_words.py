"""The figures of the Quality page in plain sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from gui import words

if TYPE_CHECKING:  # the statistics behind these values take a second to load
    from collections.abc import Callable

    from domain.estimate import Estimate
    from gui.quality_figures import Missed
    from review.agreement import Agreement
    from review.watch import Watch

    Written = Callable[[float], str]


def missed(found: Missed, protocol: str) -> list[str]:
    """Return what a sample of not-flagged texts says, in a few sentences."""
    tally, elusion = found.miss.elusion.tally, found.miss.elusion
    said = [_bound(found, protocol)]
    if tally.read < tally.drawn:
        waiting = QCoreApplication.translate("QualityWords", "Drawn texts that wait in the queue to be read: {0}.")
        said.append(waiting.format(words.number(tally.drawn - tally.read)))
    if tally.runs > 1:
        pooled = QCoreApplication.translate(
            "QualityWords", "Counted over {0} runs with the same model, protocol, thresholds and examples."
        )
        said.append(pooled.format(words.number(tally.runs)))
    if elusion.texts:
        said.append(_needed(found))
    return said


def _bound(found: Missed, protocol: str) -> str:
    tally, elusion = found.miss.elusion.tally, found.miss.elusion
    if not tally.read:
        unread = QCoreApplication.translate(
            "QualityWords",
            "{0}: nobody has read a sample of the {1} not-flagged texts yet. So nothing is known of what was missed.",
        )
        return unread.format(protocol, words.number(tally.not_flagged))
    said = QCoreApplication.translate(
        "QualityWords",
        "{0}: {1} of {2} sampled texts were cases. So at most {3} of the not flagged were missed: "
        "that is up to {4} of these {5}.",
    )
    numbers = (words.number(value) for value in (tally.missed, tally.read))
    texts = (words.number(value) for value in (elusion.texts, tally.not_flagged))
    return said.format(protocol, *numbers, share(elusion.bound), *texts)


def _needed(found: Missed) -> str:
    said = QCoreApplication.translate(
        "QualityWords",
        "If no further one is a case, it takes {0} read texts to say “at most 5%”, {1} for 2%, and {2} for 1%.",
    )
    return said.format(*(words.number(texts) for texts in found.needed))


def agreement(found: Agreement, protocol: str) -> list[str]:
    """Return how two readings agree."""
    read = QCoreApplication.translate(
        "QualityWords", "{0}: {1} cases were read twice, by {2} people. The verdicts are the same in {3}."
    )
    kappa = QCoreApplication.translate(
        "QualityWords", "Cohen's kappa {0}; weighted over the severities {1}. 1 is full agreement, 0 is chance."
    )
    said = [
        read.format(protocol, words.number(found.cases), words.number(found.readers), between(found.agreed, agreed)),
        kappa.format(between(found.kappa, figure), between(found.weighted, figure)),
    ]
    if found.readers > 2:
        alpha = QCoreApplication.translate(
            "QualityWords", "Krippendorff's alpha over all readers {0}; over the severities {1}."
        )
        said.append(alpha.format(between(found.alpha, figure), between(found.ordinal_alpha, figure)))
    return said


def watched(found: Watch) -> list[str]:
    """Return what stands out in one's own latest decisions; nothing where nothing does."""
    said = []
    if found.too_fast:
        fast = QCoreApplication.translate(
            "QualityWords",
            "{0} of your latest {1} decisions came sooner than the text can be read. A tired eye does that: take a break, "
            "or look at them again.",
        )
        said.append(fast.format(words.number(found.fast), words.number(found.measured)))
    if found.always_agrees:
        agreed = QCoreApplication.translate(
            "QualityWords",
            "You said what the machine said in all of the latest {0} cases. It may be right; it helps to decide before "
            "looking at what it says.",
        )
        said.append(agreed.format(words.number(found.suggested)))
    return said


def nothing_stands_out(found: Watch) -> str:
    """Return that one's own latest decisions look as they should, or are too few to say."""
    if not found.decisions:
        return QCoreApplication.translate("QualityWords", "You have decided nothing yet.")
    said = QCoreApplication.translate("QualityWords", "Nothing stands out in your latest {0} decisions.")
    return said.format(words.number(found.decisions))


def between(found: Estimate, written: Written) -> str:
    """Return a figure with its 95% interval, "–" where the cases do not define it."""
    if math.isnan(found.value):
        return "–"
    if math.isnan(found.low) or math.isnan(found.high):
        return written(found.value)
    return f"{written(found.value)} ({written(found.low)}–{written(found.high)})"


def share(value: float) -> str:
    """Return a share in percent, rounded up so that it promises no more than it holds."""
    tenths = math.ceil(round(value * 1000, 6)) / 10
    return f"{QLocale().toString(tenths, 'f', 0 if tenths == int(tenths) else 1)}%"


def agreed(value: float) -> str:
    """Return a share in percent, rounded to the nearest tenth."""
    return f"{QLocale().toString(value * 100, 'f', 1)}%"


def figure(value: float) -> str:
    """Return a coefficient with two decimals."""
    return QLocale().toString(value, "f", 2)
