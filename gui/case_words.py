"""The words for a case: why it was raised, how soon it must be answered, whose turn it is, and its life so far."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, Qt

from domain.case import Case, Reading, Reason, Step
from domain.outcome import Code, Outcome
from domain.text import is_short
from gui import words
from gui.keys import Act
from screening.ways import HEAD
from store.steps import LifeStep

_CODE_SENTENCES = {
    Code.NONE: QT_TRANSLATE_NOOP("CaseWords", "The model's answer is above the threshold."),
    Code.PHRASE: QT_TRANSLATE_NOOP("CaseWords", "It holds a phrase that a person always looks at."),
    Code.STEERING: QT_TRANSLATE_NOOP("CaseWords", "It holds words that try to tell the model what to answer."),
    Code.SEVERITY: QT_TRANSLATE_NOOP("CaseWords", "The model sees a real chance of the most severe level."),
    Code.SUICIDE_RISK: QT_TRANSLATE_NOOP(
        "CaseWords", "The suicide-risk screen, which runs beside every protocol, raised it."
    ),
    Code.UNVALIDATED: QT_TRANSLATE_NOOP(
        "CaseWords", "The model did not flag it, but nobody has checked yet how often this model misses a case."
    ),
    Code.BAND: QT_TRANSLATE_NOOP("CaseWords", "The model's answer lies between the two thresholds."),
    Code.EMPTY: QT_TRANSLATE_NOOP("CaseWords", "The row has no text. Look in the source whether something is missing."),
    Code.TOO_LONG: QT_TRANSLATE_NOOP(
        "CaseWords", "The text is longer than the protocol allows. Please read it yourself."
    ),
    Code.UNDECODABLE: QT_TRANSLATE_NOOP(
        "CaseWords", "Too many characters could not be read. Try another encoding, or read the source."
    ),
    Code.LANGUAGE: QT_TRANSLATE_NOOP("CaseWords", "The protocol or the model does not serve this language."),
    Code.NAN: QT_TRANSLATE_NOOP("CaseWords", "The model gave no usable number. Please read the text yourself."),
    Code.STOPPED: QT_TRANSLATE_NOOP("CaseWords", "The run was stopped before it reached this text."),
    Code.ERASED: QT_TRANSLATE_NOOP("CaseWords", "Its words were erased on request before this run, for good."),
}

_STEPS = {
    Step.RAISED: QT_TRANSLATE_NOOP("CaseWords", "raised"),
    Step.SEEN: QT_TRANSLATE_NOOP("CaseWords", "seen"),
    Step.ACKNOWLEDGED: QT_TRANSLATE_NOOP("CaseWords", "acknowledged"),
    Step.DECIDED: QT_TRANSLATE_NOOP("CaseWords", "decided"),
    Step.WITHDRAWN: QT_TRANSLATE_NOOP("CaseWords", "taken back"),
    Step.SECOND_OPINION: QT_TRANSLATE_NOOP("CaseWords", "second opinion asked for"),
    Step.EVIDENCE: QT_TRANSLATE_NOOP("CaseWords", "marked as evidence"),
    Step.NOT_EVIDENCE: QT_TRANSLATE_NOOP("CaseWords", "not evidence any more"),
    Step.CLOSED: QT_TRANSLATE_NOOP("CaseWords", "closed"),
    Step.REOPENED: QT_TRANSLATE_NOOP("CaseWords", "reopened"),
}

_ACTS = {
    Act.CASE: QT_TRANSLATE_NOOP("CaseWords", "A case"),
    Act.NOT_A_CASE: QT_TRANSLATE_NOOP("CaseWords", "Not a case"),
    Act.NOTE: QT_TRANSLATE_NOOP("CaseWords", "Note"),
    Act.UNDO: QT_TRANSLATE_NOOP("CaseWords", "Take back"),
    Act.NEXT: QT_TRANSLATE_NOOP("CaseWords", "Next"),
    Act.BACK: QT_TRANSLATE_NOOP("CaseWords", "Back"),
    Act.SKIP: QT_TRANSLATE_NOOP("CaseWords", "Skip for now"),
    Act.ACKNOWLEDGE: QT_TRANSLATE_NOOP("CaseWords", "Acknowledge"),
    Act.SECOND_OPINION: QT_TRANSLATE_NOOP("CaseWords", "Ask for a second opinion"),
    Act.EVIDENCE: QT_TRANSLATE_NOOP("CaseWords", "Mark as evidence for the examples"),
    Act.CLOSE: QT_TRANSLATE_NOOP("CaseWords", "Close the case"),
    Act.GUIDANCE: QT_TRANSLATE_NOOP("CaseWords", "Guidance"),
    Act.ALIKE: QT_TRANSLATE_NOOP("CaseWords", "Decide the same words of the same person along"),
    Act.SHOW: QT_TRANSLATE_NOOP("CaseWords", "Show or hide the text"),
}

MINUTE, HOUR, DAY = 60, 3600, 86_400


def _said(source: object) -> str:
    return QCoreApplication.translate("CaseWords", str(source))


def reason(case: Case) -> str:
    """Return in a few words why a case was raised."""
    said = [words.code(case.outcome, case.code)]
    if case.reason is Reason.PHRASE and case.outcome is Outcome.NOT_SCREENED:
        said.insert(0, words.code(Outcome.FLAGGED, Code.PHRASE))
    return " · ".join(said)


def why(case: Case) -> str:
    """Return one sentence that says why a person is asked to look at the case."""
    if case.reason is Reason.AUDIT_SAMPLE:
        return QCoreApplication.translate("CaseWords", "Drawn at random, to learn what the screen misses.")
    if case.outcome is Outcome.UNSURE and case.code is Code.LANGUAGE:
        return QCoreApplication.translate("CaseWords", "Its language could not be told, so the answer is uncertain.")
    if case.code is Code.SUICIDE_RISK and case.reason is Reason.PHRASE:
        return QCoreApplication.translate(
            "CaseWords", "It holds a phrase of the suicide-risk screen, which runs beside every protocol."
        )
    codes = [case.code]
    if case.reason is Reason.PHRASE and case.outcome is Outcome.NOT_SCREENED:
        codes.append(Code.PHRASE)
    return words.told(_said(_CODE_SENTENCES[code]) for code in codes)


def chance(case: Case, untrusted_body: str) -> str:
    """Return what the model said of a case, in words that promise no more than was measured."""
    if case.way != HEAD or case.probability is None:
        return QCoreApplication.translate("CaseWords", "model's answer {0}").format(words.percent(case.probability))
    share = min(max(round(case.probability * 100), 1), words.SUREST)
    said = QCoreApplication.translate("CaseWords", "a case in about {0} of 100 such texts").format(share)
    coarse = QCoreApplication.translate("CaseWords", "a short text: the number is coarse")
    return f"{said} ({coarse})" if is_short(untrusted_body) else said


def act(value: Act) -> str:
    """Return what a key does."""
    return _said(_ACTS[value])


def undone(value: Act) -> str:
    """Return what the key of an act that can be turned back does then; "" of the others."""
    return {
        Act.EVIDENCE: QCoreApplication.translate("CaseWords", "Not evidence any more"),
        Act.CLOSE: QCoreApplication.translate("CaseWords", "Reopen the case"),
    }.get(value, "")


def closed() -> str:
    """Return what is said of a case in which nothing is left to do."""
    return _said(_STEPS[Step.CLOSED])


def top() -> str:
    """Return what is said of a text with a real chance of the top severity."""
    return QCoreApplication.translate("CaseWords", "At once")


def urgency(case: Case) -> str:
    """Return what presses in a case: that it may be of the top severity, and until when it should be answered."""
    return " · ".join(filter(None, [top() if case.top else "", due(case)]))


def due(case: Case) -> str:
    """Return how long somebody has to answer, or since when somebody should have; "" where no clock runs."""
    if not case.due_at or case.acknowledged or case.waits_for is not Reading.FIRST:
        return ""
    left = QDateTime.currentDateTimeUtc().secsTo(QDateTime.fromString(case.due_at, Qt.DateFormat.ISODate))
    if left < 0:
        return QCoreApplication.translate("CaseWords", "overdue by {0}").format(span(-left))
    return QCoreApplication.translate("CaseWords", "due in {0}").format(span(left))


def span(seconds: int) -> str:
    """Return a length of time as a clock on the wall tells it: days and hours, or hours and minutes."""
    if seconds >= DAY:
        said = QCoreApplication.translate("CaseWords", "{0} d {1} h")
        return said.format(seconds // DAY, seconds % DAY // HOUR)
    if seconds >= HOUR:
        said = QCoreApplication.translate("CaseWords", "{0} h {1} min")
        return said.format(seconds // HOUR, seconds % HOUR // MINUTE)
    return QCoreApplication.translate("CaseWords", "{0} min").format(seconds // MINUTE)


def turn(case: Case) -> str:
    """Return which reading a case waits for, where that needs to be said."""
    if case.waits_for is Reading.SECOND:
        return QCoreApplication.translate("CaseWords", "Second reading")
    if case.waits_for is Reading.ADJUDICATION:
        return QCoreApplication.translate("CaseWords", "Two readers disagree")
    return QCoreApplication.translate("CaseWords", "Your decision first") if case.blind else ""


def life(steps: Iterable[LifeStep]) -> str:
    """Return a case's steps in one line, each with who and when."""
    return " → ".join(
        " ".join(filter(None, [_said(_STEPS[step.step]), step.actor, words.moment(step.at)])) for step in steps
    )
