"""The keys of a protocol's file as people read them: what each is called, and what it may hold."""

import re
from enum import Enum, auto

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import words
from screening.protocols import UNSET

_KEY = re.compile(r"(?:wordings\.(?P<language>\w+)\.|levels\[(?P<level>\d+)\]\.)?(?P<rest>[\w.]+)")

_NAMES = {
    "id": QT_TRANSLATE_NOOP("ProtocolKeys", "Name in results and files"),
    "version": QT_TRANSLATE_NOOP("ProtocolKeys", "Version"),
    "languages": QT_TRANSLATE_NOOP("ProtocolKeys", "Languages"),
    "positive": QT_TRANSLATE_NOOP("ProtocolKeys", "Label of a case"),
    "negative": QT_TRANSLATE_NOOP("ProtocolKeys", "Label of no case"),
    "thresholds.flag": QT_TRANSLATE_NOOP("ProtocolKeys", "Flagged from"),
    "thresholds.clear": QT_TRANSLATE_NOOP("ProtocolKeys", "Not flagged below"),
    "thresholds.top_severity": QT_TRANSLATE_NOOP("ProtocolKeys", "Unsure from this chance of the top level"),
    "long_text.window_tokens": QT_TRANSLATE_NOOP("ProtocolKeys", "Tokens in a window of a long text"),
    "long_text.overlap_tokens": QT_TRANSLATE_NOOP("ProtocolKeys", "Tokens that two windows share"),
    "long_text.max_windows": QT_TRANSLATE_NOOP("ProtocolKeys", "Most windows of a text"),
    "colour": QT_TRANSLATE_NOOP("ProtocolKeys", "Colour"),
    "respond_within_hours": QT_TRANSLATE_NOOP("ProtocolKeys", "Answer within (hours)"),
    "title": QT_TRANSLATE_NOOP("ProtocolKeys", "Title"),
    "instructions": QT_TRANSLATE_NOOP("ProtocolKeys", "What the model reads before every text"),
    "screen.ask": QT_TRANSLATE_NOOP("ProtocolKeys", "Question"),
    "screen.answers": QT_TRANSLATE_NOOP("ProtocolKeys", "Answers, that of a case first"),
    "severity.ask": QT_TRANSLATE_NOOP("ProtocolKeys", "Question about severity"),
    "severity.answers": QT_TRANSLATE_NOOP("ProtocolKeys", "Answers about severity, mildest first"),
    "level_names": QT_TRANSLATE_NOOP("ProtocolKeys", "Names of the levels, mildest first"),
    "phrases": QT_TRANSLATE_NOOP("ProtocolKeys", "Phrases that a person always looks at"),
    "guidance": QT_TRANSLATE_NOOP("ProtocolKeys", "Guidance beside the text"),
    "crisis": QT_TRANSLATE_NOOP("ProtocolKeys", "What to do in a crisis"),
}

_OF_LEVEL = {
    "id": QT_TRANSLATE_NOOP("ProtocolKeys", "Label"),
    "positive": QT_TRANSLATE_NOOP("ProtocolKeys", "Counts as a case"),
}

_ONE = QT_TRANSLATE_NOOP("ProtocolKeys", "This can't be empty.")
_SHARE = QT_TRANSLATE_NOOP(
    "ProtocolKeys", "A number above 0 and below 1. “Not flagged below” is at most “Flagged from”."
)
_LABEL = QT_TRANSLATE_NOOP("ProtocolKeys", "A word or a few, and not the same for both.")
_SEVERAL = QT_TRANSLATE_NOOP("ProtocolKeys", "One a line, all different, and as many as before.")
_ALLOWED = {
    "id": QT_TRANSLATE_NOOP(
        "ProtocolKeys", "Small letters, digits and single hyphens, and not the name of another protocol."
    ),
    "version": QT_TRANSLATE_NOOP(
        "ProtocolKeys",
        "Numbers with points, such as 1.1, and another one than before: a changed file is another protocol.",
    ),
    "positive": _LABEL,
    "negative": _LABEL,
    "thresholds.flag": _SHARE,
    "thresholds.clear": _SHARE,
    "thresholds.top_severity": _SHARE,
    "long_text.window_tokens": QT_TRANSLATE_NOOP("ProtocolKeys", "A whole number of 32 or more."),
    "long_text.overlap_tokens": QT_TRANSLATE_NOOP("ProtocolKeys", "A whole number, less than a window has."),
    "long_text.max_windows": QT_TRANSLATE_NOOP("ProtocolKeys", "A whole number from 1 to 200."),
    "colour": QT_TRANSLATE_NOOP("ProtocolKeys", "A colour as # and six digits or letters a to f, such as #b3261e."),
    "respond_within_hours": QT_TRANSLATE_NOOP(
        "ProtocolKeys", "A number of hours above 0, or nothing: then the site sets it."
    ),
    "screen.answers": _SEVERAL,
    "severity.answers": _SEVERAL,
    "level_names": _SEVERAL,
    "phrases": QT_TRANSLATE_NOOP("ProtocolKeys", "One a line, three letters or more each, all different."),
}


class Editor(Enum):
    """What a value is written in. `NONE`: a form does not offer it, since other parts of the file hang on it."""

    NONE = auto()
    LINE = auto()
    NUMBER = auto()
    TEXT = auto()
    LINES = auto()


_LONG = {"instructions", "guidance", "crisis"}
_FIXED = {"languages", "positive", "id"}
"""Of a level, and the file's languages: changing one means changing much else."""


def name(key: str) -> str:
    """Return what a key is called, with its language or its level."""
    language, level, rest = _parts(key)
    called = _translated(_NAMES[rest]) if rest in _NAMES else key
    if language:
        return f"{words.language(language)} · {called}"
    if level:
        called = _translated(_OF_LEVEL.get(rest, _NAMES.get(rest, rest)))
        place = QCoreApplication.translate("ProtocolKeys", "Level {0}")
        return f"{place.format(level)} · {called}"
    return called


def section(key: str) -> str:
    """Return the heading that a key stands under."""
    language, level, rest = _parts(key)
    if language:
        return words.language(language)
    if level:
        return QCoreApplication.translate("ProtocolKeys", "Severity levels")
    if rest.startswith("thresholds"):
        return QCoreApplication.translate("ProtocolKeys", "Thresholds")
    if rest.startswith("long_text"):
        return QCoreApplication.translate("ProtocolKeys", "Long texts")
    return QCoreApplication.translate("ProtocolKeys", "Protocol")


def allowed(key: str) -> str:
    """Return in a sentence what a key may hold."""
    return _translated(_ALLOWED.get(_parts(key)[2], _ONE))


def said(value: object) -> str:
    """Return a value as people read it, "–" where a protocol has none."""
    if isinstance(value, bool):
        yes, no = QT_TRANSLATE_NOOP("ProtocolKeys", "yes"), QT_TRANSLATE_NOOP("ProtocolKeys", "no")
        return _translated(yes if value else no)
    if value == UNSET:
        return QCoreApplication.translate("ProtocolKeys", "set by the site")
    return "–" if value is None else "\n".join(value) if isinstance(value, list) else str(value).strip()


def editor(key: str, value: object) -> Editor:
    """Return what a key is edited in."""
    language, level, rest = _parts(key)
    if rest == "languages" or (level and rest in _FIXED):
        return Editor.NONE
    if language and rest in _LONG:
        return Editor.TEXT
    if isinstance(value, list):
        return Editor.LINES
    number = rest.startswith(("thresholds", "long_text")) or rest == "respond_within_hours"
    return Editor.NUMBER if number else Editor.LINE


def _parts(key: str) -> tuple[str, str, str]:
    """Return a key's language, its level's place, and the rest."""
    found = _KEY.fullmatch(key)
    return (found["language"] or "", found["level"] or "", found["rest"]) if found else ("", "", key)


def _translated(source: object) -> str:
    return QCoreApplication.translate("ProtocolKeys", str(source))
