"""Why a run reads texts anew that were screened before, in the language of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import words
from screening.anew import Anew, Change

_CHANGES = {
    Change.FILES: QT_TRANSLATE_NOOP("Words", "it was not about quite the same files"),
    Change.READING: QT_TRANSLATE_NOOP("Words", "another column or encoding is read"),
    Change.MANDATE: QT_TRANSLATE_NOOP("Words", "another purpose, group of people or legal basis is stated"),
    Change.ROWS: QT_TRANSLATE_NOOP("Words", "it was about another number of rows"),
    Change.PROTOCOL: QT_TRANSLATE_NOOP("Words", "the protocol has changed"),
    Change.MODEL: QT_TRANSLATE_NOOP("Words", "the model has changed"),
    Change.WAY: QT_TRANSLATE_NOOP("Words", "the model is asked in another way"),
    Change.LEARNED: QT_TRANSLATE_NOOP("Words", "the model has learned anew"),
    Change.THRESHOLDS: QT_TRANSLATE_NOOP("Words", "the thresholds have changed"),
    Change.DEVICE: QT_TRANSLATE_NOOP("Words", "the model runs on another device, or in another variant"),
}


def anew(value: Anew | None) -> str:
    """Return why a run does not go on with the texts of the one before; "" where there was none."""
    if value is None:
        return ""
    changes = words.listed(QCoreApplication.translate("Words", str(_CHANGES[change])) for change in value.changes)
    said = QCoreApplication.translate("Words", "These texts are screened anew, though run {0} was about them too: {1}.")
    return said.format(value.run, changes)
