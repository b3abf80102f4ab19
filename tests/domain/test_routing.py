"""What a person who is at risk would lose if routing were wrong: their place in front of a specialist."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.outcome import Code, Outcome
from domain.protocol import Thresholds
from domain.routing import Evidence, may_be_top, route

PROBABILITY = st.floats(0, 1)
NOT_FINITE = st.sampled_from([math.nan, math.inf, -math.inf])
THRESHOLDS = st.builds(
    lambda pair, top: Thresholds(flag=max(pair), clear=min(pair), top_severity=top),
    st.tuples(PROBABILITY, PROBABILITY),
    PROBABILITY,
)
EVIDENCE = st.builds(
    Evidence,
    probability=PROBABILITY,
    top_severity=PROBABILITY,
    phrase=st.booleans(),
    companion_phrase=st.booleans(),
    steering=st.booleans(),
    companion=st.none() | PROBABILITY,
    companion_flag=PROBABILITY,
    language_known=st.booleans(),
)
HALVES = Thresholds(flag=0.5, clear=0.2, top_severity=0.3)


@given(EVIDENCE, THRESHOLDS)
def test_nothing_is_clear_unless_validated(evidence: Evidence, thresholds: Thresholds) -> None:
    outcome, _ = route(evidence, thresholds, validated=False)
    assert outcome in {Outcome.FLAGGED, Outcome.UNSURE}


@given(EVIDENCE, THRESHOLDS, st.booleans())
def test_a_text_that_the_model_flags_stays_flagged_whatever_else_is_seen(
    evidence: Evidence, thresholds: Thresholds, validated: bool
) -> None:
    assume(evidence.probability >= thresholds.flag)
    outcome, _ = route(evidence, thresholds, validated=validated)
    assert outcome is Outcome.FLAGGED


@given(
    EVIDENCE,
    THRESHOLDS,
    st.sampled_from(
        [
            {"phrase": True},
            {"companion_phrase": True},
            {"steering": True},
            {"companion": 1.0},
            {"top_severity": 1.0},
            {"language_known": False},
        ]
    ),
)
def test_more_evidence_never_makes_a_case_clear(
    evidence: Evidence, thresholds: Thresholds, more: dict[str, bool | float]
) -> None:
    before, _ = route(evidence, thresholds, validated=True)
    after, _ = route(replace(evidence, **more), thresholds, validated=True)  # type: ignore[arg-type]  # one field each
    assert before is Outcome.CLEAR or after is not Outcome.CLEAR
    assert before is not Outcome.FLAGGED or after is Outcome.FLAGGED


@given(EVIDENCE, THRESHOLDS, NOT_FINITE, st.sampled_from(["probability", "top_severity", "companion"]), st.booleans())
def test_a_number_that_is_none_is_not_screened_rather_than_clear(
    evidence: Evidence, thresholds: Thresholds, value: float, field: str, validated: bool
) -> None:
    broken = replace(evidence, **{field: value})  # type: ignore[arg-type]  # the three fields hold floats
    assert route(broken, thresholds, validated=validated) == (Outcome.NOT_SCREENED, Code.NAN)


@given(EVIDENCE, THRESHOLDS)
def test_clear_means_that_nothing_at_all_spoke_against_it(evidence: Evidence, thresholds: Thresholds) -> None:
    doubts = (
        evidence.probability >= min(thresholds.clear, thresholds.flag),
        evidence.top_severity >= thresholds.top_severity > 0,
        evidence.companion is not None and evidence.companion >= evidence.companion_flag,
        evidence.phrase or evidence.companion_phrase or evidence.steering or not evidence.language_known,
    )
    outcome, _ = route(evidence, thresholds, validated=True)
    assert (outcome is Outcome.CLEAR) == (not any(doubts))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence(0.9), (Outcome.FLAGGED, Code.NONE)),
        (Evidence(0.5), (Outcome.FLAGGED, Code.NONE)),
        (Evidence(0.1, phrase=True), (Outcome.FLAGGED, Code.PHRASE)),
        (Evidence(0.1, companion_phrase=True), (Outcome.FLAGGED, Code.SUICIDE_RISK)),
        (Evidence(0.1, companion=0.5), (Outcome.UNSURE, Code.SUICIDE_RISK)),
        (Evidence(0.9, companion=0.5), (Outcome.FLAGGED, Code.SUICIDE_RISK)),
        (Evidence(0.9, companion=0.1), (Outcome.FLAGGED, Code.NONE)),
        (Evidence(0.1, companion=0.1), (Outcome.CLEAR, Code.NONE)),
        (Evidence(0.1, steering=True), (Outcome.UNSURE, Code.STEERING)),
        (Evidence(0.1, top_severity=0.3), (Outcome.UNSURE, Code.SEVERITY)),
        (Evidence(0.1, language_known=False), (Outcome.UNSURE, Code.LANGUAGE)),
        (Evidence(0.3, language_known=False), (Outcome.UNSURE, Code.LANGUAGE)),
        (Evidence(0.2), (Outcome.UNSURE, Code.BAND)),
        (Evidence(0.1), (Outcome.CLEAR, Code.NONE)),
    ],
)
def test_the_code_tells_a_reader_why(evidence: Evidence, expected: tuple[Outcome, Code]) -> None:
    assert route(evidence, HALVES, validated=True) == expected


def test_what_would_be_clear_is_unvalidated_without_a_record() -> None:
    assert route(Evidence(0.1), HALVES, validated=False) == (Outcome.UNSURE, Code.UNVALIDATED)


def test_a_top_severity_of_zero_switches_its_rule_off() -> None:
    off = replace(HALVES, top_severity=0.0)
    assert route(Evidence(0.1, top_severity=0.9), off, validated=True) == (Outcome.CLEAR, Code.NONE)


def test_a_flagged_text_may_be_of_the_top_level_too() -> None:
    """Else it would wait behind unsure texts that are less likely to be."""
    assert may_be_top(Evidence(0.9, top_severity=0.3), HALVES)
    assert not may_be_top(Evidence(0.9, top_severity=0.1), HALVES)
    assert not may_be_top(Evidence(0.9, top_severity=0.9), replace(HALVES, top_severity=0.0))


@given(EVIDENCE, THRESHOLDS, st.booleans())
def test_an_exact_engine_is_routed_by_the_thresholds_alone(
    evidence: Evidence, thresholds: Thresholds, validated: bool
) -> None:
    """A counselor's thresholds mean the same on every machine with a CPU."""
    assume(not evidence.phrase and not evidence.companion_phrase)
    outcome, _ = route(evidence, thresholds, validated=validated)
    assert (outcome is Outcome.FLAGGED) == (evidence.probability >= thresholds.flag)


@pytest.mark.parametrize(
    ("log_odds", "outcome", "code"),
    [
        (0.05, Outcome.UNSURE, Code.BAND),
        (-0.05, Outcome.UNSURE, Code.BAND),
        (0.15, Outcome.FLAGGED, Code.NONE),
        (math.log(0.2 / 0.8) - 0.05, Outcome.UNSURE, Code.BAND),
        (math.log(0.2 / 0.8) - 0.15, Outcome.CLEAR, Code.NONE),
    ],
)
def test_a_text_within_the_engines_tolerance_of_a_threshold_is_unsure(
    log_odds: float, outcome: Outcome, code: Code
) -> None:
    """Else the same text would be a case on one machine and none on another."""
    evidence = Evidence(1 / (1 + math.exp(-log_odds)), tolerance=0.1)
    assert route(evidence, HALVES, validated=True) == (outcome, code)


@given(EVIDENCE, THRESHOLDS, st.floats(0, 0.5))
def test_a_tolerance_never_makes_a_case_clear(evidence: Evidence, thresholds: Thresholds, tolerance: float) -> None:
    before, _ = route(evidence, thresholds, validated=True)
    after, _ = route(replace(evidence, tolerance=tolerance), thresholds, validated=True)
    assert after is not Outcome.CLEAR or before is Outcome.CLEAR


def test_what_runs_beside_is_given_the_same_tolerance() -> None:
    near = Evidence(0.1, top_severity=0.29, companion=0.49, tolerance=0.1)
    assert route(near, HALVES, validated=True) == (Outcome.UNSURE, Code.SUICIDE_RISK)
    assert route(replace(near, companion=None), HALVES, validated=True) == (Outcome.UNSURE, Code.SEVERITY)
    assert route(replace(near, companion=None, tolerance=0.0), HALVES, validated=True) == (Outcome.CLEAR, Code.NONE)
