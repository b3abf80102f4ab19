"""If these fail, heads learn from written examples what only written examples have, or a prior is used where none was measured."""

from dataclasses import replace

import numpy as np
import pytest

from domain.pack import Pack
from learning import prior, survey
from learning.features import States
from learning.heads import ENOUGH_ALONE, Neighbours, Setting, area, fit_probe
from learning.metrics import Bools
from learning.prior import Prior
from learning.training import fit
from screening.protocols import find
from tests.learning.made import WIDTH, labels

DEPTH = 15


@pytest.fixture
def measured() -> Prior:
    """Collections whose texts lie far apart along the first dimension, and which lie apart from each other along the last."""
    random = np.random.default_rng(1)
    collections = []
    for place in (0.0, 50.0):
        states = random.normal(size=(400, WIDTH))
        states[:, 0] *= 6
        states[:, 1:] += 0.3 * states[:, [0]]
        states[:, -1] = random.normal(size=400) + place
        collections.append(states.astype(np.float32))
    return survey.measure(collections, DEPTH, rank=4)


def test_it_finds_what_texts_differ_in_and_not_what_sets_collections_apart(measured: Prior) -> None:
    longest = measured.directions[measured.stretch.argmax()]
    assert abs(longest[0]) > 0.2
    assert abs(longest[-1]) < 0.1
    assert measured.spread[-1] < 2


def test_stretched_states_vary_as_much_as_standardised_ones(measured: Prior) -> None:
    """Else a strength would shrink more or less with a prior than without."""
    random = np.random.default_rng(2)
    rows = random.normal(size=(4000, WIDTH))
    rows[:, 0] *= 6
    rows[:, 1:-1] += 0.3 * rows[:, [0]]
    stretched = measured.stretched((rows / measured.spread).astype(np.float32))
    assert stretched.var() == pytest.approx(1, abs=0.1)


def test_a_head_prefers_what_real_texts_differ_in(measured: Prior) -> None:
    """Written examples differ in two things alike; in the texts that people send, only one of them means anything."""

    def texts(positive: Bools, *, written: bool, seed: int) -> States:
        states = np.random.default_rng(seed).normal(size=(len(positive), WIDTH)) * 2
        sign = np.where(positive, 1, -1)
        states[:, :12] += 0.9 * sign[:, None]
        states[:, 12:-1] += (2.0 if written else -0.6) * sign[:, None]
        return States({DEPTH: states.astype(np.float32)})

    held = replace(
        measured,
        directions=np.concatenate([np.ones(12), np.zeros(WIDTH - 12)])[None].astype(np.float32) / np.sqrt(12),
        stretch=np.array([3.0], np.float32),
        rest=0.3,
        spread=np.full(WIDTH, 2.0, np.float32),
    )
    examples, sent = labels(60), labels(400)
    written, real = texts(examples, written=True, seed=3), texts(sent, written=False, seed=4)

    def ranks(states: States) -> float:
        probe = fit_probe(states, Setting(DEPTH, 0.01), examples)
        return area(np.array([probe.log_odds(state) for state in real.by_exit[DEPTH].tolist()]), sent)

    assert ranks(replace(written, prior=held)) > ranks(written) + 0.1


def test_a_prior_of_another_depth_is_not_used(measured: Prior) -> None:
    positive = labels(60)
    states = States({DEPTH: np.random.default_rng(5).normal(size=(60, WIDTH)).astype(np.float32)})
    setting = Setting(DEPTH, 0.01)
    assert fit_probe(replace(states, prior=replace(measured, exit=10)), setting, positive) == fit_probe(
        states, setting, positive
    )
    assert fit_probe(replace(states, prior=measured), setting, positive) != fit_probe(states, setting, positive)


def test_enough_texts_of_a_sites_own_are_learned_from_without_it(measured: Prior) -> None:
    """With them it would hold the head back: on real posts four levels were told at .46 for .50."""
    protocol, positive = find("depression"), labels(ENOUGH_ALONE)
    rows = np.random.default_rng(8).normal(size=(ENOUGH_ALONE, WIDTH)).astype(np.float32)
    known, ranks = States({DEPTH: rows}, measured), positive * 1
    shipped = Neighbours(known.only(np.arange(40)), positive[:40], optional=True)
    alone = fit(protocol, known.without_prior(), positive, ranks, ())
    assert fit(protocol, known, positive, ranks, (), shipped) == alone
    few = np.arange(60)
    some = known.only(few), positive[few], ranks[few], ()
    assert fit(protocol, *some, shipped) != fit(protocol, some[0].without_prior(), *some[1:], shipped)


def test_it_comes_back_from_its_file(measured: Prior) -> None:
    again = prior.read(prior.content(measured))
    rows = np.random.default_rng(6).normal(size=(9, WIDTH)).astype(np.float32)
    assert again.exit == measured.exit
    assert np.allclose(again.stretched(rows), measured.stretched(rows), atol=0.02)


@pytest.mark.pack
def test_the_default_pack_has_one_for_depression_in_english_alone(pack: Pack) -> None:
    """A pack that is made anew needs `python -m learning.survey`, or its heads learn without."""
    found = prior.of(pack, find("depression"), "en")
    assert found is not None
    assert found.directions.shape == (survey.RANK, pack.sizes.width)
    assert np.allclose(found.directions @ found.directions.T, np.eye(survey.RANK), atol=0.01)
    assert prior.of(pack, find("depression"), "ja") is None
    assert prior.of(pack, find("stress"), "en") is None
    assert prior.of(replace(pack, sha256="0" * 64), find("depression"), "en") is None
