"""What the making and the teaching of a pack say they are doing, in the language of the window."""

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui import words

STEPS = (
    QT_TRANSLATE_NOOP("Words", "Checked the weights"),
    QT_TRANSLATE_NOOP("Words", "Exporting with Optimum"),
    QT_TRANSLATE_NOOP("Words", "Taking in the weights"),
    QT_TRANSLATE_NOOP("Words", "Writing the weights"),
    QT_TRANSLATE_NOOP("Words", "Writing the int8 weights"),
    QT_TRANSLATE_NOOP("Words", "Wrote the graphs"),
    QT_TRANSLATE_NOOP("Words", "Making faster graphs and comparing them"),
    QT_TRANSLATE_NOOP("Words", "Taking the pack's fingerprints"),
)
"""What the making of a pack says it is doing."""

LEARNING = re.compile(r"(Reading the examples of|Learning) (\S+) \((\S+)\)")
"""What the teaching of a pack says it is doing: with which protocol, in which language."""

_LEARNING = {
    "Reading the examples of": QT_TRANSLATE_NOOP("Words", "Reading the examples: {0}, {1}"),
    "Learning": QT_TRANSLATE_NOOP("Words", "Learning from the examples: {0}, {1}"),
}


def step(untranslated: str) -> str:
    """Return what the making or the teaching of a pack says it is doing."""
    if learning := LEARNING.fullmatch(untranslated):
        doing, protocol, code = learning.groups()
        return words.translated(_LEARNING[doing]).format(protocol, words.language(code))
    return words.translated(untranslated) if untranslated in STEPS else untranslated
