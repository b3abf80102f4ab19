"""The words that people read for the core's values, in the language of the window."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QDateTime, QLocale, Qt

from domain.actor import Role
from domain.case import Case, Reason, Verdict
from domain.head import Head
from domain.outcome import Code, Outcome
from domain.text import is_short
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

_CODE_SENTENCES = {
    Code.NONE: QT_TRANSLATE_NOOP("Words", "The model's answer is above the threshold."),
    Code.PHRASE: QT_TRANSLATE_NOOP("Words", "It holds a phrase that a person always looks at."),
    Code.STEERING: QT_TRANSLATE_NOOP("Words", "It holds words that try to tell the model what to answer."),
    Code.SEVERITY: QT_TRANSLATE_NOOP("Words", "The model sees a real chance of the most severe level."),
    Code.SUICIDE_RISK: QT_TRANSLATE_NOOP(
        "Words", "The suicide-risk screen, which runs beside every protocol, raised it."
    ),
    Code.UNVALIDATED: QT_TRANSLATE_NOOP(
        "Words", "The model did not flag it, but nobody has checked yet how often this model misses a case."
    ),
    Code.BAND: QT_TRANSLATE_NOOP("Words", "The model's answer lies between the two thresholds."),
    Code.EMPTY: QT_TRANSLATE_NOOP("Words", "The row has no text. Look in the source whether something is missing."),
    Code.TOO_LONG: QT_TRANSLATE_NOOP("Words", "The text is longer than the protocol allows. Please read it yourself."),
    Code.UNDECODABLE: QT_TRANSLATE_NOOP(
        "Words", "Too many characters could not be read. Try another encoding, or read the source."
    ),
    Code.LANGUAGE: QT_TRANSLATE_NOOP("Words", "The protocol or the model does not serve this language."),
    Code.NAN: QT_TRANSLATE_NOOP("Words", "The model gave no usable number. Please read the text yourself."),
    Code.STOPPED: QT_TRANSLATE_NOOP("Words", "The run was stopped before it reached this text."),
    Code.ERASED: QT_TRANSLATE_NOOP("Words", "Its words were erased on request before this run, for good."),
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


def _translated(source: object) -> str:
    return QCoreApplication.translate("Words", str(source))


def outcome(value: Outcome) -> str:
    """Return the outcome's name: clear reads "not flagged", never "safe"."""
    return _translated(_OUTCOMES[value])


def code(outcome: Outcome, value: Code) -> str:
    """Return in a few words why a text ended in `outcome`; "" where nothing needs to be said."""
    if outcome is Outcome.CLEAR:
        return ""
    if outcome is Outcome.UNSURE and value is Code.LANGUAGE:
        return QCoreApplication.translate("Words", "Language uncertain")
    return _translated(_CODES[value])


def reason(case: Case) -> str:
    """Return in a few words why a case was raised."""
    words = [code(case.outcome, case.code)]
    if case.reason is Reason.PHRASE and case.outcome is Outcome.NOT_SCREENED:
        words.insert(0, _translated(_CODES[Code.PHRASE]))
    return " · ".join(words)


def why(case: Case) -> str:
    """Return one sentence that says why a person is asked to look at the case."""
    if case.reason is Reason.AUDIT_SAMPLE:
        return QCoreApplication.translate("Words", "Drawn at random, to learn what the screen misses.")
    if case.outcome is Outcome.UNSURE and case.code is Code.LANGUAGE:
        return QCoreApplication.translate("Words", "Its language could not be told, so the answer is uncertain.")
    if case.code is Code.SUICIDE_RISK and case.reason is Reason.PHRASE:
        return QCoreApplication.translate(
            "Words", "It holds a phrase of the suicide-risk screen, which runs beside every protocol."
        )
    codes = [case.code]
    if case.reason is Reason.PHRASE and case.outcome is Outcome.NOT_SCREENED:
        codes.append(Code.PHRASE)
    return told(_translated(_CODE_SENTENCES[code]) for code in codes)


def way(value: str) -> str:
    """Return how a run's texts were asked about."""
    return _translated(_WAYS.get(value, value))


def chance(case: Case, untrusted_body: str) -> str:
    """Return what the model said of a case, in words that promise no more than was measured."""
    if case.way != HEAD or case.probability is None:
        return QCoreApplication.translate("Words", "model's answer {0}").format(percent(case.probability))
    share = min(max(round(case.probability * 100), 1), SUREST)
    said = QCoreApplication.translate("Words", "a case in about {0} of 100 such texts").format(share)
    coarse = QCoreApplication.translate("Words", "a short text: the number is coarse")
    return f"{said} ({coarse})" if is_short(untrusted_body) else said


def text_id(value: str) -> str:
    """Return a text's id; an erased text has none."""
    return value or QCoreApplication.translate("Words", "(erased)")


def gone() -> str:
    """Return what stands in the place of words that the store does not hold any more."""
    return QCoreApplication.translate("Words", "(no longer kept)")


def verdict(value: Verdict) -> str:
    """Return the name of a person's verdict."""
    return _translated(_VERDICTS[value])


def role(value: Role) -> str:
    """Return the name of a person's role."""
    return _translated(_ROLES[value])


def alone() -> str:
    """Return what a person who works alone can do, and what waits for a second one."""
    return QCoreApplication.translate(
        "Words",
        "One person at most works with texts here. They can screen, read and decide. What needs a second person waits for "
        "one: a second reading, and the second approval of an example.",
    )


def language(code: str) -> str:
    """Return the name of a language code; the code itself where there is no name, "–" where it could not be told."""
    return _translated(_LANGUAGES[code]) if code in _LANGUAGES else code or "–"


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
    """Return a length of time in the two units that matter."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return QCoreApplication.translate("Words", "{0} h {1} min").format(hours, minutes)
    if minutes:
        return QCoreApplication.translate("Words", "{0} min {1} s").format(minutes, rest)
    return QCoreApplication.translate("Words", "{0} s").format(rest)


def unvalidated() -> str:
    """Return what the machine knows about itself while a protocol has no validation record."""
    return QCoreApplication.translate(
        "Words",
        "Not yet validated: nobody has measured how often this model misses a case with this protocol. "
        "So no text is called “not flagged” yet; a person looks at every one.",
    )


def record(heads: Mapping[str, Head]) -> str:
    """Return how well learned heads did on the examples of their makers, and what that leaves open."""
    figures = {code: _figure(head) for code, head in heads.items() if "balanced_accuracy" in head.record.metrics}
    several = listed(f"{language(code)} {figure}" for code, figure in figures.items())
    measured = QCoreApplication.translate(
        "Words",
        "Measured by its makers on examples written and read by developers, not by clinicians: right in {0}, counted "
        "equally for both kinds. "
        "Not yet validated on your texts. Its probabilities suppose that {1} in 100 texts are cases.",
    )
    rates = dict.fromkeys(f"{head.base_rate * 100:.0f}" for head in heads.values())
    right = several if len(figures) > 1 else "".join(figures.values())
    return measured.format(right, "/".join(rates))


def record_gone() -> str:
    """Return what is said of a run whose heads are no longer here."""
    return QCoreApplication.translate(
        "Words",
        "What this run had learned is no longer on this machine, and its makers' figures went with it. "
        "Not yet validated on your texts.",
    )


def _figure(head: Head) -> str:
    measured = head.record.metrics["balanced_accuracy"]
    shares = (f"{share * 100:.0f}" for share in (measured.value, measured.low, measured.high))
    return QCoreApplication.translate("Words", "{0} of 100 ({1}–{2})").format(*shares)


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
