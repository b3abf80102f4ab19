"""Fitting heads, on made-up states where the truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from learning.errors import TooFewExamplesError
from learning.features import States
from learning.folds import folds
from learning.heads import (
    ENOUGH_ALONE,
    SAFE_STRENGTH,
    STRENGTHS,
    Neighbours,
    Setting,
    area,
    choose,
    fit_probe,
    helping,
    out_of_fold,
    standard_error,
)
from learning.severity import fit_severity
from tests.learning.made import labels, states

REGISTERS = ["forum", "chat", "diary", "email"]


def test_a_head_reads_raw_states() -> None:
    """The scorer gives states as the model makes them: standardisation must be inside the head."""
    positive = labels(200)
    known = states(positive * 4.0)
    probe = fit_probe(known, Setting(15, 0.01), positive)
    said = np.array([probe.log_odds(state.tolist()) for state in known.by_exit[15]])
    assert area(said, positive) > 0.95
    assert (said[positive] > 0).mean() > 0.85
    assert (said[~positive] < 0).mean() > 0.85


def test_the_same_examples_give_the_same_head() -> None:
    positive = labels(60)
    known = states(positive * 2.0)
    assert fit_probe(known, Setting(15, 0.01), positive) == fit_probe(known, Setting(15, 0.01), positive)


def test_a_text_says_nothing_of_itself_out_of_fold() -> None:
    """Noise must look like noise: figures measured on what was learned would promise what no site gets."""
    positive = labels(200)
    known = states(np.zeros(200))
    (unseen,) = out_of_fold(known, 15, (0.03,), positive, folds(positive))
    assert 0.35 < area(unseen, positive) < 0.65


def test_a_dimension_that_never_changes_is_harmless() -> None:
    positive = labels(40)
    known = states(positive * 3.0)
    known.by_exit[15][:, 3] = 1.0
    assert np.isfinite(fit_probe(known, Setting(15, 0.01), positive).bias)


def test_neighbours_are_learned_from_and_not_measured_on() -> None:
    """A head that knows too few texts of its own finds the direction that a neighbouring protocol's texts show."""
    few, many = labels(12), labels(200)
    known, beside = states(np.zeros(12)), Neighbours(states(many * 3.0), many)
    alone, together = (fit_probe(known, Setting(15, 0.01), few, texts) for texts in (None, beside))
    said = [[probe.log_odds(state.tolist()) for state in beside.states.by_exit[15]] for probe in (alone, together)]
    assert area(np.array(said[1]), many) > 0.9 > area(np.array(said[0]), many)
    (unseen,) = out_of_fold(known, 15, (0.01,), few, folds(few), beside)
    assert len(unseen) == len(few)


def test_neighbours_that_mislead_are_left_out_where_they_may_be() -> None:
    """A site whose texts go another way than the shipped ones must not be read by those."""
    positive, many = labels(100), labels(200)
    known = states(positive * 4.0)
    alike, misleading = (Neighbours(states(many * push), many, optional=True) for push in (4.0, -12.0))
    assert helping(known, positive, alike) is alike
    assert helping(known, positive, misleading) is None
    enough = labels(ENOUGH_ALONE)
    assert helping(states(enough * 4.0), enough, alike) is None
    asked_for = replace(misleading, optional=False)
    assert helping(known, positive, asked_for) is asked_for


def test_a_text_of_the_own_set_counts_as_several_neighbours() -> None:
    """Where the two say opposite things, the more the own ones count the more the head follows them."""
    own, many = labels(60), labels(200)
    known, against = states(own * 1.0), Neighbours(states(many * -3.0), many)
    probes = [
        fit_probe(known, Setting(15, 0.01), own, replace(against, own_counts=times)) for times in (1.0, 3.0, 30.0)
    ]
    areas = [area(np.array([np.dot(probe.weights, state) for state in known.by_exit[15]]), own) for probe in probes]
    assert areas[0] < areas[1] < areas[2]


class TestChoice:
    def test_few_examples_choose_nothing(self) -> None:
        positive = labels(30)
        assert choose(states(positive * 3.0, exits=(15, 20)), positive, ()) == Setting(15, SAFE_STRENGTH)

    def test_the_preferred_exit_stays_where_others_are_as_good(self) -> None:
        positive = labels(120)
        known = states(positive * 3.0)
        twice = States({15: known.by_exit[15], 20: known.by_exit[15]})
        assert choose(twice, positive, ()).exit == 15

    def test_a_better_exit_is_taken(self) -> None:
        positive = labels(120)
        known = states(positive * 3.0, exits=(20, 15))
        swapped = States({15: known.by_exit[15], 20: known.by_exit[20]})
        assert choose(swapped, positive, ()).exit == 20

    def test_of_equals_the_strongest_shrinkage_is_taken(self) -> None:
        positive = labels(120)
        every_dimension_tells = states(np.zeros(120), noise=0.1).by_exit[15] + positive[:, None].astype(np.float32)
        assert choose(States({15: every_dimension_tells}), positive, ()).strength == STRENGTHS[0]

    def test_the_standard_error_is_hanley_and_mcneils(self) -> None:
        assert standard_error(0.893, np.arange(109) < 51) == pytest.approx(0.0320, abs=2e-3)


class TestFolds:
    def test_a_register_is_left_out_whole(self) -> None:
        """A head meets new kinds of texts: that is what its record must tell."""
        groups = [REGISTERS[place // 2 % 4] for place in range(160)]
        for train, test in folds(labels(160), groups):
            assert not {groups[place] for place in train} & {groups[place] for place in test}

    def test_every_text_is_tested_once(self) -> None:
        for groups in ([], [REGISTERS[place % 4] for place in range(80)], [str(place // 2) for place in range(80)]):
            tested = np.concatenate([test for _, test in folds(np.arange(80) % 3 == 0, groups)])
            assert sorted(tested.tolist()) == list(range(80))

    def test_a_register_that_holds_one_whole_label_is_no_fold(self) -> None:
        groups = ["forum" if positive else REGISTERS[place % 3 + 1] for place, positive in enumerate(labels(60))]
        assert all(labels(60)[train].any() for train, _ in folds(labels(60), groups))

    def test_one_example_of_a_label_is_too_few(self) -> None:
        with pytest.raises(TooFewExamplesError, match="at least two of each label"):
            folds(np.arange(20) == 3, [])


class TestSeverity:
    def test_levels_come_back_in_order(self) -> None:
        ranks = np.arange(240) % 4
        known = states(ranks * 4.0)
        ordinal = fit_severity(known, Setting(15, 0.01), ranks, (False, True, True, True))
        assert ordinal is not None
        said = np.array([ordinal.given_positive(state.tolist()) for state in known.by_exit[15]])
        positive = ranks > 0
        assert np.allclose(said.sum(1), 1)
        assert (said[:, 0] == 0).all()
        assert (said.argmax(1) == ranks)[positive].mean() > 0.7

    def test_a_level_that_was_hardly_seen_is_not_guessed(self) -> None:
        ranks = np.array([0, 1] * 40 + [2] * 3)
        assert fit_severity(states(ranks * 1.0), Setting(15, 0.01), ranks, (False, True, True)) is None
