"""Every family small, exported and made a pack: its label log-odds are those that transformers computes.

If one of these fails, a model of that family answers something else in Kizashi than it was trained to say.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.pack import Kind, Pack
from domain.protocol import LongText
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from models.export import export
from tests.export import tiny

pytest.importorskip("optimum.exporters.onnx", reason="needs the extra `export`: make test-export")
pytestmark = [pytest.mark.export, pytest.mark.filterwarnings("ignore")]

LONG_TEXT = LongText(window_tokens=64, overlap_tokens=8, max_windows=4)
BEFORE = "You read one message . Is the writer stressed ? "
ASKS = (
    Ask(" <|assistant|> ", ("Yes", "No")),
    Ask(" Yes <|user|> How much ? <|assistant|> ", ("mild", "moderate", "severe")),
)
TEXTS = (
    "my rent and I can not sleep again",
    "we baked bread all afternoon and planted tomatoes on the balcony . my sister left hospital yesterday . today is fine",
    "ok",
)
DECODERS = [name for name, small in tiny.TINY.items() if small.auto == tiny.CAUSAL]
CLASSIFIERS = [name for name, small in tiny.TINY.items() if small.auto == tiny.CLASSES]
NAMES = ("not stressed", "stressed")

Exported = Callable[[str], tuple[Path, Pack]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Give a family's folder and pack, exported once."""
    done: dict[str, tuple[Path, Pack]] = {}
    root = tmp_path_factory.mktemp("families")

    def one(name: str) -> tuple[Path, Pack]:
        if name not in done:
            folder = tiny.write(name, root / name)
            classes = NAMES if name in CLASSIFIERS else ()
            done[name] = folder, export(folder, root / "packs", lambda _what, _share: None, classes=classes)
        return done[name]

    return one


def differences(logits: tuple[float, ...]) -> list[float]:
    """Return the log-odds of each answer against the first."""
    return [logit - logits[0] for logit in logits[1:]]


def loaded(folder: Path, auto: str) -> tuple[Any, Any]:
    """Return model and tokenizer as transformers loads them."""
    import transformers

    model = getattr(transformers, auto).from_pretrained(folder).eval()
    return model, transformers.AutoTokenizer.from_pretrained(folder)


def asked(folder: Path, auto: str, pack: Pack, text: str) -> list[float]:
    """Return transformers' log-odds of all asks, each from the whole prompt in one call without a cache."""
    import torch

    model, tokenizer = loaded(folder, auto)
    prompt, values = f"{BEFORE}{text}", []
    for ask in ASKS:
        prompt += ask.text
        if pack.kind is Kind.ENCODER_DECODER:
            start = {"decoder_input_ids": torch.tensor([[model.config.decoder_start_token_id]])}
            ids = tokenizer(prompt, return_tensors="pt").input_ids
        else:
            start, ids = {}, tokenizer(f"{pack.bos} {prompt}", return_tensors="pt", add_special_tokens=False).input_ids
        with torch.no_grad():
            row = model(input_ids=ids, **start).logits[0, -1]
        values += differences(tuple(row[tokenizer.convert_tokens_to_ids(list(ask.answers))].tolist()))
    return values


def scored(pack: Pack, before: str, text: str) -> list[float]:
    """Return Kizashi's log-odds of all asks behind `before`."""
    (score,) = open_scorer(pack, Prompt(before, ASKS), LONG_TEXT, threads=1).score(text)
    return [value for logits in score.logits for value in differences(logits)]


@pytest.mark.parametrize("name", DECODERS)
def test_a_decoder_answers_as_in_transformers_with_and_without_prefix_cache(exported: Exported, name: str) -> None:
    folder, pack = exported(name)
    assert (pack.family, pack.kind) == (name, Kind.DECODER)
    uncached = replace(pack, bos="")
    for text in TEXTS:
        theirs = asked(folder, tiny.CAUSAL, pack, text)
        assert max(map(abs, theirs)) > 0.1, "weights too small to tell right from wrong"
        assert scored(pack, f" {BEFORE}", text) == pytest.approx(theirs, abs=1e-3)
        assert scored(uncached, "", f"{pack.bos} {BEFORE}{text}") == pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("name", DECODERS)
def test_the_graph_as_exported_says_the_same_as_the_one_that_reads_asked_positions(
    exported: Exported, name: str
) -> None:
    _, pack = exported(name)
    graphs = {"as-exported": pack.graphs["as-exported"]}
    assert set(pack.graphs) == {"as-exported", "last-position"}
    whole = scored(replace(pack, graphs=graphs), BEFORE, TEXTS[0])
    assert scored(pack, BEFORE, TEXTS[0]) == pytest.approx(whole, abs=1e-4)


def test_an_encoder_decoder_answers_with_its_first_step_as_in_transformers(exported: Exported) -> None:
    folder, pack = exported("flan-t5")
    assert pack.kind is Kind.ENCODER_DECODER
    for text in TEXTS:
        theirs = asked(folder, tiny.SEQ2SEQ, pack, text)
        assert max(map(abs, theirs)) > 0.1
        assert scored(pack, BEFORE, text) == pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_a_classifier_answers_with_its_own_classes_as_in_transformers(exported: Exported, name: str) -> None:
    import torch

    folder, pack = exported(name)
    assert (pack.kind, pack.classes) == (Kind.CLASSIFIER, NAMES)
    model, tokenizer = loaded(folder, tiny.CLASSES)
    scorer = open_scorer(pack, Prompt("", (Ask("", ("stressed", "not stressed")),)), LONG_TEXT, threads=1)
    for text in TEXTS:
        with torch.no_grad():
            row = model(input_ids=tokenizer(text, return_tensors="pt").input_ids).logits[0]
        (score,) = scorer.score(text)
        assert score.logits[0] == pytest.approx((float(row[1]), float(row[0])), abs=1e-3)
