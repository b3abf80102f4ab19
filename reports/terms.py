"""What figures, outcomes and codes are called and how figures are written, for a terminal and for a report."""

import math

from domain.estimate import Estimate
from domain.outcome import Code
from learning.lessons import Lesson
from reports.language import ENGLISH, Language

TERMS = {
    "balanced_accuracy": (
        "Balanced accuracy",
        "the mean share of each class that was found; 0.5 is chance in a yes or no",
    ),
    "macro_f1": ("Macro F1", "the mean F1 of the classes"),
    "f1": ("F1", "harmonic mean of precision and recall"),
    "precision": ("Precision", "of the texts that it flags, the share that should be"),
    "recall": ("Recall", "of the texts that should be flagged, the share that it flags"),
    "auroc": ("AUROC", "the chance that a text to be flagged scores above another; 0.5 is chance"),
    "ece": ("Calibration error", "by how much probabilities are off on average; 0 is best"),
    "abstained": ("Left to people", "the share of texts that the model could not decide, always-review phrases aside"),
    "mae": ("Levels off", "by how many levels the suggestion is off on average; 0 is best"),
    "quadratic_kappa": ("Quadratic kappa", "agreement of levels beyond chance; 0 is chance, 1 is best"),
    "top_recall": ("Recall of the top level", "of the texts of the top level, the share suggested as such"),
    "read_at_95": (
        "Read for 95%",
        "the share of texts to read, in the order of the queue, until 95% of the top level is found",
    ),
}
"""Each metric's name for people and what it says, in the order in which they are read."""

CODES = {
    Code.PHRASE: "always-review phrase",
    Code.STEERING: "tries to steer the model",
    Code.SEVERITY: "top severity possible",
    Code.SUICIDE_RISK: "suicide-risk screen",
    Code.UNVALIDATED: "not validated yet",
    Code.BAND: "between the thresholds",
    Code.EMPTY: "empty text",
    Code.TOO_LONG: "too long",
    Code.UNDECODABLE: "unreadable characters",
    Code.LANGUAGE: "language not served",
    Code.NAN: "the model gave no number",
    Code.STOPPED: "not reached yet",
    Code.ERASED: "erased",
}
"""Each code but that of the model's own answer."""

DRAWN, UNSEEN = "over {0} random draws, tested on the rest", "each text unseen"


def estimate(found: Estimate | None, language: Language = ENGLISH) -> str:
    """Return "0.76 (0.73 to 0.79)", or a dash where the rows do not define it."""
    if found is None or math.isnan(found.value):
        return "–"
    return f"{number(found.value)} ({number(found.low)}{language.say(' to ')}{number(found.high)})"


def number(value: float) -> str:
    """Return a figure with two digits behind the point, the third only where it would read as perfect or as nothing."""
    plain = f"{value:.2f}"
    if plain == "1.00" and value < 1:
        return f"{min(value, 0.999):.3f}"
    return f"{value:.3f}" if plain in {"0.00", "-0.00"} and value else plain


def drawn(lesson: Lesson, language: Language = ENGLISH) -> str:
    """Return in words over what the brackets of a lesson's figures are."""
    return language.say(DRAWN if lesson.draws else UNSEEN).format(lesson.draws)


def percent(share: float) -> str:
    """Return "12%"."""
    return f"{share:.0%}"
