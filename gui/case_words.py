"""The words for what becomes of a case: how soon it must be answered, whose turn it is, and its life so far."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, Qt

from domain.case import Case, Reading, Step
from gui import words
from gui.keys import Act
from store.steps import LifeStep

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
