"""From what the model said to one of the outcomes. Pure functions; the order of the rules is the product's promise."""

import math
from dataclasses import dataclass

from domain.outcome import Code, Outcome
from domain.protocol import Thresholds


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that routing may look at.

    `probability` is of the screening question's positive answer, `top_severity` of the highest level (0 where none is
    asked), `companion` of the suicide-risk screen that runs beside (None where it does not run). `language_known` is
    False where the text's language could not be told. `tolerance` is what the engine's log-odds may be off by, in nats: 0
    on a CPU.
    """

    probability: float
    top_severity: float = 0.0
    phrase: bool = False
    companion_phrase: bool = False
    steering: bool = False
    companion: float | None = None
    companion_flag: float = 0.5
    language_known: bool = True
    tolerance: float = 0.0


def route(evidence: Evidence, thresholds: Thresholds, *, validated: bool) -> tuple[Outcome, Code]:
    """Return the outcome and its code.

    `validated`: a validation record exists for this pack, protocol version, language and way; nothing is clear without.
    The first rule that holds decides. Those after the model's own flag can only add cases: none makes a case clear. What
    lies within the engine's tolerance of a threshold is taken as beyond it by those, and as below it by the flag: unsure.
    """
    companion = 0.0 if evidence.companion is None else evidence.companion
    if not all(map(math.isfinite, (evidence.probability, evidence.top_severity, companion))):
        return Outcome.NOT_SCREENED, Code.NAN

    above = moved(evidence.probability, evidence.tolerance)
    flagged = moved(evidence.probability, -evidence.tolerance) >= thresholds.flag
    beside = evidence.companion is not None and moved(companion, evidence.tolerance) >= evidence.companion_flag
    rules = (
        (evidence.phrase, Outcome.FLAGGED, Code.PHRASE),
        (evidence.companion_phrase, Outcome.FLAGGED, Code.SUICIDE_RISK),
        (flagged and beside, Outcome.FLAGGED, Code.SUICIDE_RISK),
        (flagged, Outcome.FLAGGED, Code.NONE),
        (beside, Outcome.UNSURE, Code.SUICIDE_RISK),
        (evidence.steering, Outcome.UNSURE, Code.STEERING),
        (may_be_top(evidence, thresholds), Outcome.UNSURE, Code.SEVERITY),
        (not evidence.language_known, Outcome.UNSURE, Code.LANGUAGE),
        (above >= thresholds.clear, Outcome.UNSURE, Code.BAND),
        (not validated, Outcome.UNSURE, Code.UNVALIDATED),
    )
    return next(((outcome, code) for holds, outcome, code in rules if holds), (Outcome.CLEAR, Code.NONE))


def may_be_top(evidence: Evidence, thresholds: Thresholds) -> bool:
    """Return whether there is a real chance of the top level, which nobody lets wait: at least the threshold's."""
    both = math.exp(2 * evidence.tolerance)  # that chance is a product of two
    return evidence.top_severity * both >= thresholds.top_severity > 0


def moved(chance: float, nats: float) -> float:
    """Return a probability whose log-odds are moved by `nats`; by 0, the very same number."""
    raised = chance * math.exp(nats)
    return raised / (raised + 1 - chance) if nats else chance
