"""If these fail, the figures that people choose by are not what they say they are."""

import os
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ModelError
from domain.pack import Pack
from inference.session import Array, Session
from inference.tokens import Tokens
from models import bench, genai_folder, way_llamacpp
from models.bench import Measured, NotMeasured, material, measure
from models.cost import cut
from models.roofline import products, share
from models.way import Material, Skipped, Text
from models.ways import no_past

GIVEN = material(range(500), (1, 2), (3, 4), prefix=100, texts=12)


class Lengths:
    """A way whose answer is the text's length."""

    variant, prefix_tokens = "int8", 100

    def __init__(self, _pack: Pack, _given: Material) -> None: ...

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        return [float(len(text)) for text in texts]


class Dying(Lengths):
    """A way whose process ends in the middle of a turn, as an engine does on an instruction that the processor lacks."""

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        if len(texts) > 1:
            os._exit(132)
        return super().log_odds(texts)


class Interrupted(Lengths):
    """A way that Ctrl+C reaches, as it reaches every process of a terminal."""

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        os.kill(os.getpid(), signal.SIGINT)
        return super().log_odds(texts)


def refusing(_pack: Pack, _given: Material) -> Lengths:
    raise ModelError("This machine can't.")


def test_the_same_texts_are_read_on_every_machine_in_the_lengths_that_are_told() -> None:
    assert material(range(500), (1, 2), (3, 4), prefix=100, texts=12) == GIVEN
    assert len(GIVEN.prefix) == 100
    assert all(60 <= len(text) <= 180 for text in GIVEN.texts)


def test_a_way_that_dies_or_refuses_is_told_and_the_others_are_measured(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = {
        "lengths": lambda: Lengths,
        "dying": lambda: Dying,
        "interrupted": lambda: Interrupted,
        "refusing": lambda: refusing,
        "absent": lambda: Skipped("It is not installed."),
    }
    monkeypatch.setattr(bench, "ways", lambda *_: ways)
    monkeypatch.setattr(bench, "EXACT", "lengths")
    lengths, dying, interrupted, refused, absent = measure(pack, GIVEN, [], tmp_path, lambda _: None)
    assert isinstance(lengths, Measured)
    assert lengths.outcomes_agree == 1
    assert 60 <= lengths.tokens_per_second / lengths.texts_per_second <= 180
    assert isinstance(dying, NotMeasured)
    assert "132" in dying.skipped
    assert isinstance(interrupted, Measured), "whoever waits ends it, and it says nothing of its own"
    assert refused == NotMeasured("refusing", "This machine can't.")
    assert absent == NotMeasured("absent", "It is not installed.")


def test_a_way_that_is_not_there_is_refused_with_those_that_are(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ours-int8"):
        measure(pack, GIVEN, ["theirs"], tmp_path, lambda _: None)


def test_llamacpp_is_not_given_other_weights(pack: Pack, tmp_path: Path) -> None:
    other = replace(pack, source_sha256="0" * 64)
    assert isinstance(way_llamacpp.prepare(other, tmp_path, "Q8_0"), Skipped)
    assert list(tmp_path.iterdir()) == []


def test_the_roofline_counts_each_weight_of_the_layers_once_and_no_vocabulary(pack: Pack) -> None:
    width, inner, keys = 576, 1536, 192
    layer = 2 * width * width + 2 * width * keys + 3 * width * inner
    assert sum(rows * columns * count for (rows, columns), count in products(pack).items()) == 30 * layer


def test_a_way_that_reads_half_the_depth_is_held_against_half_the_work() -> None:
    ceiling, shapes = {"fp32_gmacs": 1.0, "int8_gmacs": 4.0}, Counter({(1000, 1000): 10})
    assert share(ceiling, shapes, "fp32", 10, 50) == pytest.approx(0.5)
    assert share(ceiling, shapes, "Q8_0, llama-cpp-python 0.3.36", 10, 50) == pytest.approx(0.125)
    assert share(ceiling, shapes, "int8/exit5", 10, 100) == pytest.approx(0.125)
    assert share({}, shapes, "fp32", 10, 50) is None


@pytest.mark.parametrize("length", [1, 50, 4000])
def test_a_text_of_the_curve_has_the_tokens_that_it_is_drawn_at(pack: Pack, length: int) -> None:
    text = cut(pack, "One evening the rain stopped, and we walked home along the river. ", length)
    assert len(Tokens(pack.file("tokenizer.json")).text(text).ids) == pytest.approx(length, rel=0.01, abs=1)


def test_the_folder_for_genai_reads_behind_a_cached_prefix_what_it_reads_in_one_go(pack: Pack, tmp_path: Path) -> None:
    """Its lengths come from the mask; were they wrong, the other engine would be measured reading something else."""
    genai_folder.write(pack, tmp_path)
    session, ids = Session(tmp_path / "model.onnx"), np.arange(1000, 1040)
    whole, *_ = run(session, ids, no_past(pack), 0)
    _, *present = run(session, ids[:25], no_past(pack), 0)
    names = [name.replace("present", "past_key_values") for name in session.outputs if name != "logits"]
    behind, *_ = run(session, ids[25:], dict(zip(names, present, strict=True)), 25)
    assert whole.shape == (1, 40, pack.sizes.vocabulary)
    np.testing.assert_allclose(behind[0, -1], whole[0, -1], atol=0.05)


def run(session: Session, ids: Array, past: dict[str, Array], before: int) -> list[Array]:
    feeds = {"input_ids": ids[None], "attention_mask": np.ones((1, before + len(ids)), np.int64), **past}
    return list(session.run(session.outputs, feeds))
