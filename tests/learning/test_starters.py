"""Starter heads: from the shipped examples through the real pack to files that are refused where they don't belong."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from domain.head import Head, Tie, calibration_fingerprint, fingerprint
from domain.pack import Pack
from domain.protocol import LongText
from inference.scorer import Scorer, open_scorer
from learning import examples, features, files, starters
from learning.errors import HeadDamagedError, HeadMismatchError, HeadMissingError
from learning.examples import ExampleSet
from learning.heads import area
from learning.training import Engine, train
from models.chat import neutral
from screening.protocols import find

LONG_TEXT = LongText(window_tokens=512, overlap_tokens=128, max_windows=4)
AT = "2026-01-01"
FEW = 32


@pytest.fixture(scope="module")
def exit_depth(pack: Pack) -> int:
    return starters.half_depth(pack)


@pytest.fixture(scope="module")
def scorer(pack: Pack, exit_depth: int) -> Scorer:
    return open_scorer(pack, neutral(pack, (exit_depth,)), LONG_TEXT)


@pytest.fixture(scope="module")
def some() -> ExampleSet:
    """A part of the shipped set, so that the test takes seconds."""
    protocol = find("depression")
    known = examples.shipped(protocol, "en")
    short = sorted(known.examples, key=lambda example: len(example.text))
    by_level = [[example for example in short if example.severity == level.id] for level in protocol.levels]
    return replace(known, examples=tuple(example for level in by_level for example in level[: FEW // len(by_level)]))


@pytest.fixture(scope="module")
def head(pack: Pack, scorer: Scorer, exit_depth: int, some: ExampleSet) -> Head:
    states = features.read(scorer, some.texts, (exit_depth,))
    return train(some, states, Engine(pack.sha256, scorer.prefix_sha256, scorer.variant), starters.MAKERS, AT)


@pytest.fixture
def saved(tmp_path: Path, pack: Pack, head: Head) -> Path:
    starters.save([head], tmp_path, pack)
    return tmp_path


def tied(head: Head, changed: str) -> Head:
    """Return the head tied to something else in one field."""
    return replace(head, tie=Tie(**{**asdict(head.tie), changed: "other"}))


class TestTrained:
    def test_it_ranks_what_it_has_learned(self, head: Head, scorer: Scorer, exit_depth: int, some: ExampleSet) -> None:
        said = [head.log_odds(scorer.score(text)[0].pooled[exit_depth].tolist()) for text in some.texts]
        assert area(np.array(said), some.positive) > 0.9

    def test_it_is_tied_to_all_that_it_depends_on(
        self, head: Head, pack: Pack, scorer: Scorer, exit_depth: int, some: ExampleSet
    ) -> None:
        tie = head.tie
        assert (tie.protocol, tie.language, tie.exit) == ("depression", "en", exit_depth)
        assert (tie.pack_sha256, tie.examples_sha256) == (pack.sha256, some.sha256)
        assert (tie.prefix_sha256, tie.variant) == (scorer.prefix_sha256, scorer.variant)
        assert tie.protocol_sha256 == some.protocol.sha256

    def test_its_record_is_of_texts_that_it_had_not_seen(self, head: Head) -> None:
        """What it has learned by heart it ranks perfectly; nobody may be shown that."""
        assert (head.record.by, head.record.at, head.record.texts, head.record.positives) == ("makers", AT, FEW, 24)
        assert head.record.metrics["auroc"].value < 0.98
        assert all(one.low <= one.value <= one.high for one in head.record.metrics.values())

    def test_it_suggests_every_positive_level(self, head: Head, pack: Pack) -> None:
        levels = head.levels([0.0] * pack.sizes.width)
        assert len(levels) == 4
        assert levels[0] == 0
        assert sum(levels) == pytest.approx(1)

    def test_clear_is_never_above_the_protocols(self, head: Head, some: ExampleSet) -> None:
        assert head.thresholds.clear <= some.protocol.thresholds.clear
        assert head.thresholds.flag == some.protocol.thresholds.flag


class TestKept:
    def test_a_head_comes_back_to_the_last_bit(self, saved: Path, pack: Pack, head: Head) -> None:
        again = starters.load(saved, pack, find("depression"), "en")
        assert again == head
        assert fingerprint(again) == fingerprint(head)

    def test_the_file_is_small_and_there_alone(self, saved: Path, pack: Pack) -> None:
        (file,) = starters.folder(saved, pack).iterdir()
        assert file.name == "depression.en.json"
        assert file.stat().st_size < 200_000

    def test_the_base_rate_changes_the_calibration_in_the_passport(self, head: Head) -> None:
        assert calibration_fingerprint(head) != calibration_fingerprint(head.at(0.1))

    def test_a_missing_head_names_the_step(self, saved: Path, pack: Pack) -> None:
        with pytest.raises(HeadMissingError, match=r"no head for stress \(en\).*built or imported"):
            starters.load(saved, pack, find("stress"), "en")

    @pytest.mark.parametrize("field", ["protocol", "language", "protocol_sha256", "pack_sha256", "examples_sha256"])
    def test_a_head_of_something_else_is_refused(self, tmp_path: Path, pack: Pack, head: Head, field: str) -> None:
        """Its numbers would look like any other's and mean nothing."""
        file = starters.folder(tmp_path, pack) / "depression.en.json"
        files.write(tied(head, field), file)
        with pytest.raises(HeadMismatchError, match=r"trained for another .*Train the heads"):
            starters.load(tmp_path, pack, find("depression"), "en")

    @pytest.mark.parametrize("change", [lambda text: text[:-300], lambda _: "[]", lambda _: '{"format": 1}'])
    def test_a_damaged_file_is_named(self, saved: Path, pack: Pack, change: Callable[[str], str]) -> None:
        file = starters.folder(saved, pack) / "depression.en.json"
        file.write_text(change(file.read_text()))
        with pytest.raises(HeadDamagedError, match=r"depression\.en\.json can't be read"):
            starters.load(saved, pack, find("depression"), "en")

    def test_a_newer_file_is_refused_by_name(self, saved: Path, pack: Pack) -> None:
        file = starters.folder(saved, pack) / "depression.en.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), "format": 2}))
        with pytest.raises(HeadDamagedError, match="another version"):
            starters.load(saved, pack, find("depression"), "en")
