"""A site states what it wants; thresholds that only look as if they gave it would be believed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from domain.adjustment import Adjustment, Basis, fingerprint
from domain.head import UNCALIBRATED
from domain.outcome import Code, Outcome
from domain.protocol import Thresholds
from domain.screening import Screening, Window
from learning.metrics import Bools, Floats, ece
from learning.planning import TooFewLabelsError, Wanted, plan
from learning.thresholds import at, for_recall, for_workload
from reports.planning import sentences

BASIS = Basis("p" * 64, "k" * 64, "en", "head", "h" * 64)
OWN = Thresholds(0.5, 0.3, 0.2)


def drawn(texts: int, seed: int, share: float = 0.3, slope: float = 0.4) -> tuple[Floats, Bools]:
    """Return log-odds that say too much (by 1 / `slope`) and lean to one side, and the labels that go with them."""
    random = np.random.default_rng(seed)
    positive = random.random(texts) < share
    true = random.normal(np.where(positive, 1.0, -1.0), 1.4)
    return true / slope + 1.5, positive


def screened(log_odds: Floats) -> list[Screening]:
    return [
        Screening(row, Outcome.FLAGGED, Code.NONE, probability=0.5, windows=(Window(0, 9, value),))
        for row, value in enumerate(log_odds.tolist())
    ]


def planned_for(wanted: Wanted, texts: int = 400, seed: int = 1) -> tuple[Adjustment, list[str], bool]:
    log_odds, positive = drawn(texts, seed)
    found = plan(wanted, OWN, BASIS, screened(log_odds), positive, "2026-01-01")
    return found.adjustment, list(sentences(found)), found.vouched


def said(adjustment: Adjustment, log_odds: Floats) -> Floats:
    return np.array([adjustment.window(Window(0, 9, value)).positive for value in log_odds.tolist()])


def test_two_hundred_labelled_texts_calibrate_a_way_to_a_twentieth() -> None:
    """On 5,000 other texts of the same kind; before, the same way is off by more than a tenth."""
    new, positive = drawn(5000, 99)
    errors = []
    for seed in range(5):
        own, _, _ = planned_for(Wanted(), texts=200, seed=seed)
        errors.append(float(ece(positive, said(own, new))(np.ones((1, len(new))))[0]))
    before = float(ece(positive, (1 + np.tanh(new / 2)) / 2)(np.ones((1, len(new))))[0])
    assert np.mean(errors) < 0.05
    assert before > 0.1


def test_the_recall_that_is_wanted_holds_for_other_texts() -> None:
    new, positive = drawn(5000, 99)
    kept = [
        float((said(own, new)[positive] >= own.thresholds.clear).mean()) >= 0.9
        for own, _, vouched in (planned_for(Wanted(recall=0.9), seed=seed) for seed in range(20))
        if vouched
    ]
    assert len(kept) == 20
    assert sum(kept) >= 18


def test_the_promise_is_that_of_a_fixed_sequence_of_tests() -> None:
    """Learn-then-test by its own words: from the lowest threshold on, stop at the first that can't be vouched for."""
    log_odds, positive = drawn(300, 5)
    kept = -np.inf
    for threshold in np.sort(log_odds[positive]):
        missed = int((log_odds[positive] < threshold).sum())
        if binom.cdf(missed, positive.sum(), 0.1) > 0.05:
            break
        kept = threshold
    assert for_recall(log_odds, positive, 0.9).value == kept


def test_flags_are_counted_at_the_sites_own_share() -> None:
    """A file of which every third is positive says little of a place where one in fifty is."""
    log_odds, positive = drawn(3000, 2)
    for rate in (0.02, 0.3):
        threshold = for_workload(log_odds, positive, 100, rate).value
        reads = log_odds >= threshold
        share = rate * reads[positive].mean() + (1 - rate) * reads[~positive].mean()
        assert 0.095 < share <= 0.1
    assert for_workload(log_odds, positive, 100).value == for_workload(log_odds, positive, 100, positive.mean()).value


def test_recall_sets_what_nobody_reads_and_flags_set_what_is_flagged() -> None:
    both, _, _ = planned_for(Wanted(recall=0.9, per_1000=100))
    recall, _, _ = planned_for(Wanted(recall=0.9))
    flags, words, _ = planned_for(Wanted(per_1000=100))
    assert both.thresholds.clear == recall.thresholds.clear < both.thresholds.flag == flags.thresholds.flag
    assert flags.thresholds.clear == flags.thresholds.flag
    assert recall.thresholds.flag == max(OWN.flag, recall.thresholds.clear)
    assert both.thresholds.top_severity == OWN.top_severity
    assert "100 flags per 1,000 texts" in words[0]


def test_it_says_what_so_few_texts_can_not_support() -> None:
    _, words, vouched = planned_for(Wanted(recall=0.99), texts=150)
    assert not vouched
    assert "at most 9" in words[-2]
    assert "can't vouch" in words[-1]
    assert not any("can't vouch" in sentence for sentence in planned_for(Wanted(recall=0.9))[1])


def test_a_stated_base_rate_is_what_probabilities_mean() -> None:
    own, words, _ = planned_for(Wanted(base_rate=0.02))
    assert own.base_rate == 0.02
    assert "In 100 such texts about 2 are to be found" in words[1]


def test_what_other_rules_show_to_people_is_counted_among_what_they_read() -> None:
    """A manager who plans for the thresholds alone has too few readers from the first day on."""
    log_odds, positive = drawn(200, 4)
    bare = screened(log_odds)
    low = [
        one if value > -5 else replace(one, code=Code.SUICIDE_RISK) for one, value in zip(bare, log_odds, strict=True)
    ]
    quoted = [replace(one, phrase=bool(value < -5)) for one, value in zip(bare, log_odds, strict=True)]
    grave = [replace(one, windows=(Window(0, 9, one.windows[0].log_odds, (0.0, 1.0)),)) for one in bare]
    plans = [plan(Wanted(per_1000=100), OWN, BASIS, some, positive, "") for some in (bare, low, quoted, grave)]
    share = float((log_odds < -5).mean())
    assert share > 0.05
    alone, beside, phrases, top = [(one.flagged.read.value, one.seen.read.value) for one in plans]
    assert alone[0] == alone[1] == beside[0]
    assert beside[1] == phrases[1] == phrases[0] == pytest.approx(alone[1] + share)
    assert top[1] > alone[1]


def test_few_texts_leave_the_calibration_as_it_was_and_too_few_are_refused() -> None:
    assert planned_for(Wanted(), texts=90)[0].calibration == UNCALIBRATED
    with pytest.raises(TooFewLabelsError):
        planned_for(Wanted(), texts=19)
    with pytest.raises(TooFewLabelsError):
        plan(Wanted(), OWN, BASIS, screened(np.zeros(50)), np.zeros(50, bool), "")


def test_a_text_at_the_threshold_is_read() -> None:
    """What was counted on the labelled texts and what a run does must be one number, to the last bit."""
    log_odds, positive = drawn(400, 1)
    own, _, _ = planned_for(Wanted(recall=0.9))
    read = said(own, log_odds) >= own.thresholds.clear
    counted = at(said(own, log_odds), positive, own.thresholds.clear).recall
    assert float(read[positive].mean()) == counted.value


def test_another_adjustment_is_another_one_in_the_passport() -> None:
    prints: Iterator[str] = (fingerprint(planned_for(Wanted(recall=recall))[0]) for recall in (0.8, 0.9))
    assert len(set(prints)) == 2
