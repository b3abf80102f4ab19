"""Why a run reads texts anew that were screened before, in the language of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui import words
from screening.anew import SAID, Anew

SENTENCES = (
    QT_TRANSLATE_NOOP("Words", "These texts are screened anew, though run {run} was about them too: {changes}."),
    QT_TRANSLATE_NOOP("Words", "it was not about quite the same files"),
    QT_TRANSLATE_NOOP("Words", "another column or encoding is read"),
    QT_TRANSLATE_NOOP("Words", "another purpose, group of people or legal basis is stated"),
    QT_TRANSLATE_NOOP("Words", "it was about another number of rows"),
    QT_TRANSLATE_NOOP("Words", "the protocol has changed"),
    QT_TRANSLATE_NOOP("Words", "the model has changed"),
    QT_TRANSLATE_NOOP("Words", "the model is asked in another way"),
    QT_TRANSLATE_NOOP("Words", "the model has learned anew"),
    QT_TRANSLATE_NOOP("Words", "the thresholds have changed"),
    QT_TRANSLATE_NOOP("Words", "the model runs on another device, or in another variant"),
)
"""What the screening says of it, marked for the translator."""


def anew(value: Anew | None) -> str:
    """Return why a run does not go on with the texts of the one before; "" where there was none."""
    if value is None:
        return ""
    changes = words.listed(map(words.translated, value.changes))
    return words.translated(SAID).format(run=value.run, changes=changes)
