"""The words that people read for the core's values, in the language of the window."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QDateTime, QLocale, Qt

from domain.actor import Role
from domain.case import Verdict
from domain.outcome import Code, Outcome
from screening.ways import HEAD, ZERO_SHOT

_OUTCOMES = {
    Outcome.FLAGGED: QT_TRANSLATE_NOOP("Words", "Flagged"),
    Outcome.UNSURE: QT_TRANSLATE_NOOP("Words", "Unsure"),
    Outcome.CLEAR: QT_TRANSLATE_NOOP("Words", "Not flagged"),
    Outcome.NOT_SCREENED: QT_TRANSLATE_NOOP("Words", "Not screened"),
}

_CODES = {
    Code.NONE: QT_TRANSLATE_NOOP("Words", "The model's answer"),
    Code.PHRASE: QT_TRANSLATE_NOOP("Words", "Always-review phrase"),
    Code.STEERING: QT_TRANSLATE_NOOP("Words", "Tries to steer the model"),
    Code.SEVERITY: QT_TRANSLATE_NOOP("Words", "Top severity possible"),
    Code.SUICIDE_RISK: QT_TRANSLATE_NOOP("Words", "Suicide-risk screen"),
    Code.UNVALIDATED: QT_TRANSLATE_NOOP("Words", "Not validated yet"),
    Code.BAND: QT_TRANSLATE_NOOP("Words", "Between the thresholds"),
    Code.EMPTY: QT_TRANSLATE_NOOP("Words", "Empty text"),
    Code.TOO_LONG: QT_TRANSLATE_NOOP("Words", "Too long"),
    Code.UNDECODABLE: QT_TRANSLATE_NOOP("Words", "Unreadable characters"),
    Code.LANGUAGE: QT_TRANSLATE_NOOP("Words", "Language not served"),
    Code.NAN: QT_TRANSLATE_NOOP("Words", "The model gave no number"),
    Code.STOPPED: QT_TRANSLATE_NOOP("Words", "Not reached yet"),
    Code.ERASED: QT_TRANSLATE_NOOP("Words", "Erased"),
}

_WAYS = {
    HEAD: QT_TRANSLATE_NOOP("Words", "learned from examples"),
    ZERO_SHOT: QT_TRANSLATE_NOOP("Words", "asked without examples"),
}

_VERDICTS = {
    Verdict.CASE: QT_TRANSLATE_NOOP("Words", "A case"),
    Verdict.NOT_A_CASE: QT_TRANSLATE_NOOP("Words", "Not a case"),
}

_LANGUAGES = {
    "en": QT_TRANSLATE_NOOP("Words", "English"),
    "ja": QT_TRANSLATE_NOOP("Words", "Japanese"),
}

_ROLES = {
    Role.COUNSELOR: QT_TRANSLATE_NOOP("Words", "Counselor"),
    Role.SPECIALIST: QT_TRANSLATE_NOOP("Words", "Specialist"),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("Words", "Supervisor"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("Words", "Administrator"),
}

SUREST = 99
"""The highest percentage that people read: no model is certain."""


def translated(marked: object) -> str:
    """Return words that are marked for the translator in the context "Words"."""
    return QCoreApplication.translate("Words", str(marked))


def outcome(value: Outcome) -> str:
    """Return the outcome's name: clear reads "not flagged", never "safe"."""
    return translated(_OUTCOMES[value])


def code(outcome: Outcome, value: Code) -> str:
    """Return in a few words why a text ended in `outcome`; "" where nothing needs to be said."""
    if outcome is Outcome.CLEAR:
        return ""
    if outcome is Outcome.UNSURE and value is Code.LANGUAGE:
        return QCoreApplication.translate("Words", "Language uncertain")
    return translated(_CODES[value])


def way(value: str) -> str:
    """Return how a run's texts were asked about."""
    return translated(_WAYS.get(value, value))


def text_id(value: str) -> str:
    """Return a text's id; an erased text has none."""
    return value or QCoreApplication.translate("Words", "(erased)")


def gone() -> str:
    """Return what stands in the place of words that the store does not hold any more."""
    return QCoreApplication.translate("Words", "(no longer kept)")


def verdict(value: Verdict) -> str:
    """Return the name of a person's verdict."""
    return translated(_VERDICTS[value])


def role(value: Role) -> str:
    """Return the name of a person's role."""
    return translated(_ROLES[value])


def language(code: str) -> str:
    """Return the name of a language code; the code itself where there is no name, "–" where it could not be told."""
    return translated(_LANGUAGES[code]) if code in _LANGUAGES else code or "–"


def number(value: int) -> str:
    """Return a count as people of this language write it."""
    return QLocale().toString(value)


def percent(value: float | None) -> str:
    """Return a probability in whole percent, "–" where there is none; it never reads as certain."""
    if value is None:
        return "–"
    whole = round(value * 100)
    return "<1%" if whole < 1 else ">99%" if whole > SUREST else f"{whole}%"


def duration(seconds: float) -> str:
    """Return a length of time in the two units that matter; it is a second at least."""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return QCoreApplication.translate("Words", "{0} h {1} min").format(hours, minutes)
    if minutes:
        return QCoreApplication.translate("Words", "{0} min {1} s").format(minutes, rest)
    return QCoreApplication.translate("Words", "{0} s").format(rest)


def listed(names: Iterable[str]) -> str:
    """Return names one after the other, with the comma of the language; empty ones are left out."""
    return ("、" if _japanese() else ", ").join(filter(None, names))


def told(sentences: Iterable[str]) -> str:
    """Return sentences one after the other: Japanese ones have no space between them."""
    return ("" if _japanese() else " ").join(filter(None, sentences))


def _japanese() -> bool:
    return QLocale().language() is QLocale.Language.Japanese


def moment(utc: str) -> str:
    """Return a stored time (UTC, ISO 8601) as the clock on this wall shows it."""
    local = QDateTime.fromString(utc, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(local, QCoreApplication.translate("Words", "d MMM yyyy, HH:mm"))


def lately(utc: str) -> str:
    """Return a stored time (UTC, ISO 8601) as `moment` does, without the day where that is today."""
    local = QDateTime.fromString(utc, Qt.DateFormat.ISODate).toLocalTime()
    today = local.date() == QDate.currentDate()
    return QLocale().toString(local, "HH:mm") if today else moment(utc)


def day(utc: str) -> str:
    """Return the day of a stored time (UTC, ISO 8601) in this place."""
    local = QDateTime.fromString(utc, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(local.date(), QCoreApplication.translate("Words", "d MMM yyyy"))
