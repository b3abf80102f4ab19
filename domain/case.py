"""Cases and decisions: what a person is asked to look at, and what they said."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Self

from domain.outcome import Code, Outcome


class Reason(StrEnum):
    """Why a case was raised."""

    MODEL = "model"
    SEVERITY = "severity"
    PHRASE = "phrase"
    STEERING = "steering"
    AUDIT_SAMPLE = "audit-sample"
    NOT_SCREENED = "not-screened"

    @classmethod
    def of(cls, outcome: Outcome, code: Code, *, phrase: bool = False) -> "Reason":
        """Return the reason that an outcome other than clear raises a case for; `phrase` as in `Screening`."""
        if outcome is Outcome.NOT_SCREENED:
            return cls.PHRASE if phrase else cls.NOT_SCREENED
        by_code = {
            Code.PHRASE: cls.PHRASE,
            Code.SUICIDE_RISK: cls.PHRASE if phrase else cls.MODEL,
            Code.STEERING: cls.STEERING,
            Code.SEVERITY: cls.SEVERITY,
        }
        return by_code.get(code, cls.MODEL)


class Verdict(StrEnum):
    """What a person decided: a case (at the suggested or another severity), or not one."""

    CASE = "case"
    NOT_A_CASE = "not-a-case"


class Step(StrEnum):
    """What becomes of a case. Raised, seen, acknowledged, decided, closed is its life; the others may come in between."""

    RAISED = "raised"
    SEEN = "seen"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    SECOND_OPINION = "second-opinion"
    EVIDENCE = "evidence"
    NOT_EVIDENCE = "not-evidence"
    CLOSED = "closed"
    REOPENED = "reopened"


class Reading(IntEnum):
    """Which reading of a case a decision is, and which one a case waits for.

    A correction is a reader's second thought, such as after the suggestion was revealed.
    """

    FIRST = 1
    SECOND = 2
    ADJUDICATION = 3
    CORRECTION = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision on one case.

    The latest is the current one. `note` is kept apart, where it can be erased. `seconds`: for how long the text was
    shown, None where nobody measured it.
    """

    case: int
    verdict: Verdict
    severity: str = ""
    note: str = ""
    suggestion_hidden: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the queue lists it: the text's id as its file gave it, why it was raised, and what was decided last.

    `way` is how the model was asked. `top`: there is a real chance of the top severity. `due_at`: until when it should be
    answered (UTC, ISO 8601), "" where the site has set no time. `waits_for`: the reading that comes next, None when the
    case is decided. `blind`: what the machine and other readers said is hidden from whoever asked; `outcome` is then
    UNSURE, `reason` MODEL, and the other fields that would say it are empty.
    """

    id: int
    text: int
    text_id: str
    source: str
    protocol: str
    way: str
    reason: Reason
    outcome: Outcome
    code: Code
    probability: float | None
    severity: str
    severity_probability: float | None
    raised_at: str
    verdict: Verdict | None = None
    decided_severity: str = ""
    decided_by: str = ""
    decided_at: str = ""
    top: bool = False
    due_at: str = ""
    acknowledged: bool = False
    waits_for: Reading | None = None
    closed: bool = False
    evidence: bool = False
    blind: bool = False

    def overdue(self, at: str) -> bool:
        """Tell whether at a time (UTC, ISO 8601) nobody has answered though somebody should have."""
        return bool(self.due_at) and self.due_at <= at and not self.acknowledged and self.waits_for is not None

    def unread(self) -> Self:
        """Return the case as somebody sees it who is to decide without other readers."""
        return replace(self, verdict=None, decided_severity="", decided_by="", decided_at="")

    def hidden(self) -> Self:
        """Return the case as somebody sees it who is to decide without the machine and without other readers."""
        return replace(
            self.unread(),
            reason=Reason.MODEL,
            outcome=Outcome.UNSURE,
            code=Code.NONE,
            probability=None,
            severity="",
            severity_probability=None,
            due_at="",
            blind=True,
        )
