"""The outcomes behind the parity gate: what golden texts lead to under each protocol's questions, and by each head.

A maintainer writes the reference that ships with a model anew when the golden texts or a protocol changed, and then its heads,
which are tied to the pack: `python -m learning.parity MODEL`.
"""

import sys
from collections.abc import Mapping, Sequence

import numpy as np

from access.paths import packs_folder
from domain.head import Head
from domain.outcome import Outcome
from domain.protocol import Protocol, Thresholds
from domain.routing import Evidence, route
from domain.screening import Window
from inference.scores import WindowScores
from models.catalogue import recipe
from models.chosen import exact_variant
from models.parity import Logits, Matrix, Parity, Reference, Said, compare, refer, write
from models.registry import load
from models.tune import Readings
from screening.answers import read
from screening.protocols import shipped


def judged(heads: Sequence[Head], reference: Reference, readings: Readings) -> dict[str, Parity]:
    """Compare what was read of golden texts with a pack's reference: states as these heads take them, or answers."""
    if readings.states is not None:
        return of_heads(reference, readings.states, heads)
    return of_questions(reference, readings.logits, shipped())


def of_questions(
    reference: Reference, logits: Sequence[Sequence[Logits]], protocols: Sequence[Protocol]
) -> dict[str, Parity]:
    """Compare what was answered to the reference's questions, by protocol and language."""
    known = {protocol.id: protocol for protocol in protocols}
    return {
        f"{question.protocol} ({question.language})": compare(
            _asked(exact, known[question.protocol]), _asked(found, known[question.protocol])
        )
        for question, exact, found in zip(reference.golden.questions, reference.logits, logits, strict=True)
        if question.protocol in known
    }


def of_heads(
    reference: Reference, states: Mapping[str, Mapping[int, Matrix]], heads: Sequence[Head]
) -> dict[str, Parity]:
    """Compare what heads say of the given states with what they say of the reference's, by protocol and language."""
    return {
        f"{head.tie.protocol} ({head.tie.language})": compare(
            *(_learned(head, given[head.tie.language][head.tie.exit]) for given in (reference.states, states))
        )
        for head in heads
        if head.tie.exit in states.get(head.tie.language, {})
    }


def _asked(texts: Sequence[Logits], protocol: Protocol) -> Said:
    """Return log-odds of each question's answers against its last one, and the outcomes if a record let texts be clear."""
    answers = [read([WindowScores(0, 0, 0, logits)]) for logits in texts]
    odds = [[value - said[-1] for said in logits for value in said[:-1]] for logits in texts]
    outcomes = [_outcome(one.probability, one.top_severity, protocol.thresholds) for one in answers]
    return Said(np.array(odds), outcomes)


def _learned(head: Head, states: Matrix) -> Said:
    windows = [Window(0, 0, head.log_odds(state), head.levels(state)) for state in states.tolist()]
    outcomes = [_outcome(window.positive, window.top_severity, head.thresholds) for window in windows]
    return Said(np.array([[window.log_odds] for window in windows]), outcomes)


def _outcome(probability: float, top_severity: float, thresholds: Thresholds) -> Outcome:
    outcome, _ = route(Evidence(probability, top_severity), thresholds, validated=True)
    return outcome


def _make(model: str) -> None:
    """Write the reference that ships with a model, as its built pack gives it here."""
    pack, path = load(packs_folder(), model), recipe(model).parity
    if path is None:
        raise SystemExit(f"{model} has no place for a reference in the catalogue.")
    write(refer(pack, exact_variant(pack), shipped(), lambda _what, _share: None), path)


if __name__ == "__main__":
    _make(sys.argv[1])
