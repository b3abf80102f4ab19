"""A site's own thresholds: taken in every run that they were measured for, and in no other."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from domain.actor import Actor, Role
from domain.adjustment import Adjustment
from domain.errors import NotAllowedError
from domain.head import Calibration
from domain.pack import Pack
from domain.protocol import Thresholds
from learning import adjustments
from learning.errors import AdjustmentDamagedError
from screening.asking import Equipment, basis, open_way
from screening.protocols import find
from tests.learning.files import CALM, DREADFUL
from tests.screening.words import OpenWords

OWNER = Actor("ann", Role.OWNER)
STRESS = find("stress")
PLAIN = Equipment()


@pytest.fixture
def adopted(tmp_path: Path, words: Pack) -> Adjustment:
    own = Adjustment(
        basis=basis(PLAIN, STRESS, words, "en"),
        calibration=Calibration(0.5, 0.5, -1.0),
        base_rate=0.5,
        thresholds=Thresholds(0.9, 0.1, 0.0),
        wanted="a recall of 0.9",
        texts=200,
        positives=60,
        at="2026-01-01",
    )
    adjustments.adopt([own], OWNER, STRESS, words, tmp_path)
    return own


def test_what_was_adopted_is_what_a_run_takes(tmp_path: Path, words: Pack, adopted: Adjustment) -> None:
    found = adjustments.adjusted(PLAIN, STRESS, words, tmp_path)
    assert found.adjustments == {"en": adopted}
    plain, own = (open_way(STRESS, words, one, OpenWords(), lambda _: True, Event()) for one in (PLAIN, found))
    assert own.ask(DREADFUL, "en").windows[0].log_odds == plain.ask(DREADFUL, "en").windows[0].log_odds / 2 - 1
    assert own.ask(CALM, "en").probability == own.ask(CALM, "en").windows[0].positive
    assert (own.thresholds("en"), plain.thresholds("en")) == (adopted.thresholds, STRESS.thresholds)
    assert own.hashes["calibration_sha256"] != plain.hashes["calibration_sha256"]


def test_another_protocol_or_pack_does_not_take_it_and_it_is_said(
    tmp_path: Path, words: Pack, adopted: Adjustment
) -> None:
    edited = replace(STRESS, sha256="e" * 64)
    assert adjustments.adjusted(PLAIN, edited, words, tmp_path).adjustments == {}
    [sentence] = adjustments.passed_over(PLAIN, edited, words, tmp_path)
    assert "evaluate --adopt" in sentence
    assert list(adjustments.passed_over(PLAIN, STRESS, words, tmp_path)) == []
    assert adjustments.adopted(STRESS, words, tmp_path) == [adopted]
    assert adjustments.adopted(STRESS, replace(words, sha256="9" * 64), tmp_path) == []


def test_it_can_be_taken_back(tmp_path: Path, words: Pack, adopted: Adjustment) -> None:
    assert adopted.texts == 200
    assert adjustments.take_back(OWNER, STRESS, words, tmp_path) == 1
    assert adjustments.adjusted(PLAIN, STRESS, words, tmp_path) == PLAIN
    assert adjustments.take_back(OWNER, STRESS, words, tmp_path) == 0


@pytest.mark.usefixtures("adopted")
def test_a_damaged_file_is_not_passed_over_in_silence(tmp_path: Path, words: Pack) -> None:
    """A run at other thresholds than the site believes in would be worse than none."""
    [path] = tmp_path.glob("heads/*/*.site.json")
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(AdjustmentDamagedError, match="shipped thresholds"):
        adjustments.adjusted(PLAIN, STRESS, words, tmp_path)


def test_who_may_not_change_protocols_may_not_adopt(tmp_path: Path, words: Pack, adopted: Adjustment) -> None:
    for role in (Role.COUNSELOR, Role.SPECIALIST):
        with pytest.raises(NotAllowedError):
            adjustments.adopt([adopted], Actor("bo", role), STRESS, words, tmp_path)
        with pytest.raises(NotAllowedError):
            adjustments.take_back(Actor("bo", role), STRESS, words, tmp_path)
