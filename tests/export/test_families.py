"""Every family small, exported and made a pack: its label log-odds are those that transformers computes.

If one of these fails, a model of that family answers something else in Kizashi than it was trained to say.
"""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import onnx
import pytest

from domain.errors import ModelError
from domain.pack import Kind, Pack
from domain.protocol import LongText
from inference.batched import BatchedDecoder
from inference.devices import Device
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from models.devices import TOLERANCES
from models.errors import ExportError, NotAModelError, SourceDamagedError
from models.export import export
from models.import_folder import import_folder
from models.twins import twin
from tests.export import tiny
from tests.inference.together import together

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
FUSED = ["phi-3", "qwen2.5", "qwen3", "llama-3.2", "smollm2", "gemma-2", "gemma-3"]
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
    """Return model and tokenizer as transformers loads them; no kind of attention but this one has Gemma 2's soft cap."""
    import transformers

    model = getattr(transformers, auto).from_pretrained(folder, attn_implementation="eager").eval()
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


def scored(pack: Pack, before: str, text: str, variant: str | None = None) -> list[float]:
    """Return Kizashi's log-odds of all asks behind `before`."""
    (score,) = open_scorer(pack, Prompt(before, ASKS), LONG_TEXT, variant=variant, threads=1).score(text)
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


def test_a_model_too_large_for_the_exporters_last_step_answers_as_in_transformers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over 2 GB the exporter can't join the two tables of tied embeddings: Llama 3.2 1B would have no pack.

    Nor would there be memory to try the pack in, if the exporter had worked in this process.
    """
    monkeypatch.setattr("models.export.LARGE", 1)
    monkeypatch.setitem(sys.modules, "optimum.exporters.onnx", None)
    folder = tiny.write("llama-3.2", tmp_path / "large")
    pack = export(folder, tmp_path / "packs", lambda _what, _share: None)
    assert "fused" in pack.graphs
    assert scored(pack, f" {BEFORE}", TEXTS[0]) == pytest.approx(asked(folder, tiny.CAUSAL, pack, TEXTS[0]), abs=1e-3)


def test_a_folder_of_hugging_faces_own_cache_is_exported_as_it_lies(exported: Exported, tmp_path: Path) -> None:
    """Its files are relative links; Gemma 2's folder is copied, and links that are copied lead nowhere."""
    folder, pack = exported("gemma-2")
    cache = tmp_path / "models--google--gemma-2-tiny"
    snapshot = cache / "snapshots" / "0123abcd"
    snapshot.mkdir(parents=True)
    shutil.copytree(folder, cache / "blobs")
    for file in folder.iterdir():
        (snapshot / file.name).symlink_to(Path("..", "..", "blobs", file.name))
    cached = export(snapshot, tmp_path / "packs", lambda _what, _share: None)
    assert cached.id == "gemma-2-tiny"
    assert scored(cached, BEFORE, TEXTS[0]) == scored(pack, BEFORE, TEXTS[0])


@pytest.mark.parametrize("name", DECODERS)
def test_every_graph_of_a_pack_says_the_same(exported: Exported, name: str) -> None:
    """The graph as it came, with asked positions alone, and fused where the passes know the family."""
    _, pack = exported(name)
    full = [variant for variant in pack.graphs if "/" not in variant]
    assert full == ["as-exported", "last-position", *(["fused"] if name in FUSED else [])]
    whole, *others = (scored(pack, BEFORE, TEXTS[1], variant) for variant in full)
    for other in others:
        assert other == pytest.approx(whole, abs=1e-3)


@pytest.mark.parametrize("name", DECODERS)
def test_texts_read_together_on_another_device_answer_as_alone(exported: Exported, name: str) -> None:
    """On a GPU a pass holds texts of different lengths behind one prefix; here it is the CPU that runs it."""
    _, pack = exported(name)
    expected = [value for text in TEXTS for value in scored(pack, BEFORE, text)]
    for variant, tolerance in TOLERANCES.items():
        graph, prompt = twin(pack, half=variant == "fp16"), Prompt(BEFORE, ASKS)
        engine = BatchedDecoder(pack, prompt, LONG_TEXT, graph, variant, device=Device.CPU, tolerance=tolerance)
        found = [differences(logits) for score in together(engine, TEXTS) for logits in score.logits]
        assert [value for values in found for value in values] == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("name", DECODERS)
def test_exits_give_the_mean_states_of_the_texts_own_tokens(exported: Exported, name: str) -> None:
    """Learned heads read these; a state of the prompt among them would teach a head the prompt."""
    import torch

    folder, pack = exported(name)
    (depth,) = pack.exits
    model, tokenizer = loaded(folder, tiny.CAUSAL)
    prefix, text = (tokenizer(part, add_special_tokens=False).input_ids for part in (f"{pack.bos} {BEFORE}", TEXTS[1]))
    with torch.no_grad():
        states = model(input_ids=torch.tensor([prefix + text]), output_hidden_states=True).hidden_states[depth]
    mean = states[0, len(prefix) :].mean(axis=0).numpy()
    for asks in ((), ASKS):
        scorer = open_scorer(pack, Prompt(f" {BEFORE}", asks, pack.exits), LONG_TEXT, threads=1)
        (score,) = scorer.score(TEXTS[1])
        assert score.pooled[depth] == pytest.approx(mean, abs=1e-3)


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


def test_a_classifier_whose_classes_are_not_the_protocols_is_refused(exported: Exported) -> None:
    _, pack = exported("bert")
    with pytest.raises(ModelError, match="tells not stressed, stressed apart"):
        open_scorer(pack, Prompt("", (Ask("", ("yes", "no")),)), LONG_TEXT)


def test_classes_that_are_not_as_many_are_refused(exported: Exported, tmp_path: Path) -> None:
    folder, _ = exported("bert")
    with pytest.raises(NotAModelError, match="has 2 classes"):
        export(folder, tmp_path, lambda _what, _share: None, classes=("a", "b", "c"))


def test_what_the_exporter_can_not_do_is_said_in_its_own_words(exported: Exported, tmp_path: Path) -> None:
    """The weights are whole but belong to another config: only the exporter finds that out."""
    folder, _ = exported("smollm2")
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps({**config, "num_attention_heads": 3, "head_dim": None}))
    with pytest.raises(ExportError, match="Optimum could not export this SmolLM2 model: "):
        export(other, tmp_path / "packs", lambda _what, _share: None)
    assert list((tmp_path / "packs").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "lost"), [("qwen2.5", "model.layers.1.mlp.up_proj.weight"), ("bert", "classifier.bias")]
)
def test_a_weight_that_is_missing_is_named(exported: Exported, tmp_path: Path, name: str, lost: str) -> None:
    """transformers puts a random one in its place: the pack would answer, and nobody could tell that it rolls dice."""
    whole, folder = exported(name)[0], tmp_path / "other"
    model, _ = loaded(whole, tiny.TINY[name].auto)
    shutil.copytree(whole, folder)
    model.save_pretrained(folder, state_dict={key: value for key, value in model.state_dict().items() if key != lost})
    with pytest.raises(SourceDamagedError, match=f"model are not whole: {lost} is missing"):
        export(folder, tmp_path / "packs", lambda _what, _share: None)


def test_a_config_that_leaves_a_layer_out_is_named(exported: Exported, tmp_path: Path) -> None:
    """One altered digit: transformers leaves the layers behind it out, and the pack answers as no model was trained to."""
    folder = tmp_path / "other"
    shutil.copytree(exported("smollm2")[0], folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 1}))
    with pytest.raises(SourceDamagedError, match=r"no place for model\.layers\.1\."):
        export(folder, tmp_path / "packs", lambda _what, _share: None)


def test_a_ready_made_folder_in_optimums_layout_is_the_same_model(exported: Exported, tmp_path: Path) -> None:
    """What onnx-community publishes: graphs in several precisions in a folder of their own beside config and tokenizer."""
    import optimum.exporters.onnx
    from onnxruntime.quantization import quantize_dynamic
    from onnxruntime.transformers.float16 import convert_float_to_float16

    folder, pack = exported("smollm2")
    ready = tmp_path / "ready"
    optimum.exporters.onnx.main_export(
        str(folder), output=ready, task="text-generation-with-past", library_name="transformers", do_validation=False
    )
    (ready / "onnx").mkdir()
    graph = (ready / "model.onnx").rename(ready / "onnx" / "model.onnx")
    quantize_dynamic(graph, ready / "onnx" / "model_quantized.onnx")
    onnx.save(convert_float_to_float16(onnx.load(graph)), ready / "onnx" / "model_fp16.onnx")
    for name, tolerance in (("", 1e-4), ("model_fp16.onnx", 0.05), ("model_quantized.onnx", 1.0)):
        imported = import_folder(ready, tmp_path / "packs", lambda _what, _share: None, graph=name)
        assert scored(imported, BEFORE, TEXTS[0]) == pytest.approx(scored(pack, BEFORE, TEXTS[0]), abs=tolerance)
        assert ("fused" in imported.graphs) == (not name)


@pytest.mark.parametrize(("architecture", "family"), [("llama", "smollm2"), ("qwen2", "qwen2.5")])
def test_a_gguf_file_is_exported_as_transformers_reads_it(tmp_path: Path, architecture: str, family: str) -> None:
    import torch
    import transformers

    path = tiny.write_gguf(tmp_path / "Tiny-Model.Q4_1.gguf", architecture)
    pack = export(path, tmp_path / "packs", lambda _what, _share: None)
    assert (pack.id, pack.family) == ("tiny-model.q4-1", family)
    model, tokenizer = (
        part.from_pretrained(tmp_path, gguf_file=path.name)
        for part in (transformers.AutoModelForCausalLM, transformers.AutoTokenizer)
    )
    ids = tokenizer("I can not sleep. Stressed? ", return_tensors="pt", add_special_tokens=False).input_ids
    with torch.no_grad():
        row = model.eval()(input_ids=ids).logits[0, -1]
    yes, no = tokenizer.convert_tokens_to_ids(["Yes", "N"])
    prompt = Prompt("I can ", (Ask(" Stressed? ", ("Yes", "No")),))
    (score,) = open_scorer(pack, prompt, LONG_TEXT, threads=1).score("not sleep.")
    assert differences(score.logits[0]) == pytest.approx([float(row[no] - row[yes])], abs=1e-3)
