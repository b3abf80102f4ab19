"""The gate keeps a fast variant from answering otherwise: if these fail, speed is taken at the cost of people."""

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest

from domain.errors import ModelError
from domain.outcome import Outcome
from domain.pack import Kind, Pack
from domain.protocol import Protocol, Wording
from inference.machine import free_mb
from models import fit, measured, tune
from models.additions import add, addable, let_heads_read
from models.chosen import choice, default, exact_variant, opener
from models.errors import PackDamagedError, SourceDamagedError
from models.import_folder import import_folder
from models.measured import Choice, Measured, Use
from models.pack import ADDITIONS
from models.pack import read as read_pack
from models.parity import GOLDEN, PARITY, WINDOW, Parity, Reference, Said, compare, inside, read
from models.registry import load
from models.tune import Readings
from screening.protocols import find
from tests.models import ready_made

FLAGGED, CLEAR = Outcome.FLAGGED, Outcome.CLEAR


def quiet(_what: str, _share: float) -> None:
    """Take no note."""


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    """A protocol in words that the tiny model knows."""
    shipped = find("stress")
    wording: Wording = shipped.wordings["en"]
    screen = replace(wording.screen, ask="Is the writer stressed ?", answers=("Yes", "No"))
    short = replace(wording, instructions="You read one message .", screen=screen)
    return replace(shipped, wordings={"en": short})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, protocol: Protocol) -> Pack:
    folder = tmp_path_factory.mktemp("parity")
    pack = import_folder(ready_made.write(folder / "Tiny"), folder / "packs", quiet, protocols=[protocol])
    return add(pack, addable(pack), quiet)


def said(log_odds: list[float], outcomes: list[Outcome]) -> Said:
    return Said(np.array(log_odds)[:, None], outcomes)


def test_differences_and_outcomes_are_counted_text_by_text() -> None:
    exact = said([0.0, 1.0, -1.0, 2.0], [CLEAR, FLAGGED, CLEAR, FLAGGED])
    found = compare(exact, said([0.1, 1.0, -1.3, math.nan], [FLAGGED, FLAGGED, CLEAR, Outcome.NOT_SCREENED]))
    assert found.mean == pytest.approx(0.4 / 3)
    assert found.largest == pytest.approx(0.3)
    assert (found.agree, found.not_a_number) == (0.5, 1)


@pytest.mark.parametrize(
    ("found", "allowed"),
    [
        (Parity(0.1, 0.9, 1.0, 0), True),
        (Parity(0.11, 0.11, 1.0, 0), False),
        (Parity(0.0, 0.0, 0.98, 0), False),
        (Parity(0.0, 0.0, 1.0, 1), False),
    ],
)
def test_the_bounds_are_those_that_are_promised(found: Parity, *, allowed: bool) -> None:
    assert inside({"stress (en)": found}) is allowed


def test_the_mean_counts_under_each_protocol_and_outcomes_over_all() -> None:
    good, bad = Parity(0.0, 0.0, 1.0, 0), Parity(0.3, 0.3, 1.0, 0)
    assert not inside({"stress (en)": good, "depression (en)": bad})
    assert inside(dict.fromkeys("abc", good) | {"d": replace(good, agree=0.96)})


def test_golden_texts_are_many_differ_and_are_no_examples() -> None:
    for language in ("en", "ja"):
        texts = (GOLDEN / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        assert len(set(texts)) == 24
        for protocol in ("stress", "depression", "suicide-risk"):
            examples = (
                GOLDEN.parents[1] / "screening" / "protocols" / protocol / f"examples.{language}.toml"
            ).read_text(encoding="utf-8")
            assert not [text for text in texts if len(text) > 5 and text in examples]


def test_a_graph_that_fails_at_longer_texts_alone_makes_no_pack(tmp_path: Path, protocol: Protocol) -> None:
    """It reads the one word that every new pack must; the first long message would end the first run."""
    folder = ready_made.write(tmp_path / "Tiny")
    model = onnx.load(folder / "model.onnx")
    for tensor in model.graph.initializer:
        if tensor.name in {"cos", "sin"}:
            tensor.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(tensor)[:4], tensor.name))
    onnx.save(model, folder / "model.onnx")
    with pytest.raises(SourceDamagedError, match="The graph of Tiny can't be run by ONNX Runtime"):
        import_folder(folder, tmp_path / "packs", quiet, protocols=[protocol])


def test_a_graph_that_gives_no_numbers_makes_no_pack(tmp_path: Path, protocol: Protocol) -> None:
    """Half precision overflows in the Gemma family: every text of a run would end as not screened."""
    folder = ready_made.write(tmp_path / "Tiny")
    model = onnx.load(folder / "model.onnx")
    (embedding,) = (tensor for tensor in model.graph.initializer if tensor.name == "embedding")
    rows = onnx.numpy_helper.to_array(embedding).copy()
    rows[ready_made.WORDS.index("stressed")] = np.inf
    embedding.CopyFrom(onnx.numpy_helper.from_array(rows, embedding.name))
    onnx.save(model, folder / "model.onnx")
    with pytest.raises(SourceDamagedError, match="The graph of Tiny gives no numbers for ordinary texts"):
        import_folder(folder, tmp_path / "packs", quiet, protocols=[protocol])


def test_a_pack_brings_its_reference_sealed_with_the_rest(made: Pack, protocol: Protocol) -> None:
    reference = read(made)
    assert reference
    assert PARITY in made.files
    assert [question.protocol for question in reference.golden.questions] == [protocol.id]
    assert len(reference.logits[0]) == 24
    assert load(made.folder.parent, made.id) == made


def test_a_damaged_reference_is_named(made: Pack) -> None:
    before = made.file(PARITY).read_bytes()
    made.file(PARITY).write_bytes(before[:-9])
    try:
        with pytest.raises(PackDamagedError, match=r"parity\.json"):
            read(made)
    finally:
        made.file(PARITY).write_bytes(before)


def judge(reference: Reference, readings: Readings) -> dict[str, Parity]:
    """Compare without outcomes, which this layer does not know."""
    exact, found = ([[a - b for ((a, b),) in texts] for texts in one] for one in (reference.logits, readings.logits))
    outcomes = [CLEAR] * len(exact[0])
    return {"stress (en)": compare(said(exact[0], outcomes), said(found[0], outcomes))}


def test_tuning_measures_every_variant_and_chooses_among_the_faithful(
    made: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was chosen is what opens from then on, on this machine and for this pack alone."""
    monkeypatch.setattr(tune, "ROUNDS", 1)
    monkeypatch.setattr(tune, "thread_counts", lambda: [1])
    found = tune.tune(made, judge, heads=False, progress=quiet)
    assert [one.variant for one in found.figures] == ["last-position", "w8", "w4"]
    exact, w8, w4 = found.figures
    assert exact.parity["stress (en)"].largest < 1e-4
    assert exact.inside
    assert w8.parity["stress (en)"].mean < w4.parity["stress (en)"].mean
    assert exact.peak_mb > 20
    assert found.chosen
    assert found.chosen[Use.QUESTIONS].variant in [one.variant for one in found.figures if one.inside]
    measured.save(tmp_path, made, found)
    assert measured.load(tmp_path, made) == found
    assert choice(tmp_path, made, Use.QUESTIONS) == found.chosen[Use.QUESTIONS]
    assert measured.load(tmp_path, replace(made, sha256="0" * 64)).figures == ()


def test_the_chosen_variant_opens_and_without_a_choice_the_exact_one(made: Pack, tmp_path: Path) -> None:
    reference = read(made)
    assert reference
    prompt = reference.golden.questions[0].prompt
    assert opener(tmp_path)(made, prompt, WINDOW).variant == exact_variant(made) == default(made, Use.QUESTIONS)
    measured.save(tmp_path, made, Measured("", (), {Use.QUESTIONS: Choice("w8", 1)}))
    engine = opener(tmp_path)(made, prompt, WINDOW)
    assert (engine.variant, engine.threads) == ("w8", 1)
    lost = replace(made, graphs={name: file for name, file in made.graphs.items() if name != "w8"})
    assert opener(tmp_path)(lost, prompt, WINDOW).variant == exact_variant(made)


def test_what_heads_read_stands_beside_the_variants_that_were_made(made: Pack, tmp_path: Path) -> None:
    """Neither is lost when the other comes."""
    own = read_pack(Path(shutil.copytree(made.folder, tmp_path / made.id)))
    decided = let_heads_read(own, exact_variant(own))
    assert (decided.heads_variant, decided.graphs) == (exact_variant(own), made.graphs)
    own.file(ADDITIONS).unlink()
    decided = let_heads_read(read_pack(own.folder), exact_variant(own))
    assert decided.graphs != made.graphs
    both = add(decided, addable(decided), quiet)
    assert (both.heads_variant, both.graphs) == (exact_variant(own), made.graphs)


def test_a_damaged_file_of_measurements_counts_for_nothing(made: Pack, tmp_path: Path) -> None:
    measured.save(tmp_path, made, Measured("", (), {Use.QUESTIONS: Choice("w8", 1)}))
    (path,) = (tmp_path / measured.FOLDER).iterdir()
    path.write_text(json.dumps({"format": measured.FORMAT}))
    assert choice(tmp_path, made, Use.QUESTIONS) is None


def test_a_pack_larger_than_the_free_memory_is_known_before_it_is_run(
    made: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = fit.fit(made, Use.QUESTIONS, tmp_path)
    assert fit.PROGRAM_MB < room.needed_mb < fit.PROGRAM_MB + 10
    assert room.fits is (room.needed_mb <= room.free_mb)
    monkeypatch.setattr(fit, "free_mb", lambda: 100.0)
    assert not fit.fit(made, Use.QUESTIONS, tmp_path).fits
    assert free_mb() > 0


def test_a_pack_of_one_variant_is_not_sent_to_be_made_again(made: Pack) -> None:
    """Classifiers and encoder-decoders never get a reference, however often they are taken in."""
    with pytest.raises(ModelError, match="in one variant alone: there is nothing to choose from"):
        tune.reference_of(replace(made, kind=Kind.CLASSIFIER))
