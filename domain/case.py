"""Cases and decisions: what a person is asked to look at, and what they said."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision on one case.

    The latest is the current one. `note` is kept apart, where it can be erased.
    """

    case: int
    verdict: Verdict
    severity: str = ""
    note: str = ""
    suggestion_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the queue lists it: the text's id as its file gave it, why it was raised, and what was decided last.

    `way` is how the model was asked.
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
