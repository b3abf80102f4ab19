"""Ready-made ONNX folders. If these fail, a model that others published can't be used, or a broken one is let in."""

import json
import os
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import tomli_w
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from domain.errors import ModelError
from domain.pack import Kind, Pack
from domain.protocol import LongText
from inference.devices import DeviceMemoryError
from inference.engine import Asking
from inference.prompt import Ask, Prompt
from inference.scorer import open_scorer
from inference.session import Session
from inference.tokens import Tokens
from models import chat
from models.errors import (
    NotAModelError,
    OpsetError,
    PackDamagedError,
    PackVersionError,
    SourceDamagedError,
    UnsupportedModelError,
)
from models.import_folder import import_folder
from models.onnx_file import NEWEST_FORMAT, NEWEST_OPSET
from models.onnx_folder import find
from models.registry import installed, load
from tests.models import ready_made

LONG_TEXT = LongText(window_tokens=32, overlap_tokens=8, max_windows=4)
BEFORE, TEXT = "You read one message .", "my rent I can not sleep"
ASK = Ask("Is the writer stressed ?", ("Yes", "No"))


def silent(_what: str, _share: float) -> None:
    """Report nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return ready_made.write(tmp_path / "Tiny Model-4bit")


@pytest.fixture
def taken(folder: Path, tmp_path: Path) -> Pack:
    return import_folder(folder, tmp_path / "packs", silent)


def logits(pack: Pack, before: str, text: str) -> tuple[float, ...]:
    (score,) = open_scorer(pack, Prompt(before, (ASK,)), LONG_TEXT, threads=1).score(text)
    return score.logits[0]


def test_a_genai_folder_becomes_a_verified_pack(taken: Pack, folder: Path) -> None:
    assert (taken.id, taken.title, taken.family) == ("tiny-model-4bit", "Tiny Model-4bit", "qwen2.5")
    assert (taken.kind, taken.sizes.context, taken.labels) == (Kind.DECODER, ready_made.POSITIONS, None)
    assert load(taken.folder.parent, taken.id) == taken
    assert taken.file("model.onnx.data").read_bytes() == (folder / "model.onnx.data").read_bytes()


def test_its_fused_graph_runs_as_it_is_prefix_cached_and_not(taken: Pack, folder: Path) -> None:
    words = f"{BEFORE} {TEXT} {ASK.text}".split()
    ids = np.array([[ready_made.WORDS.index(word) for word in words]])
    empty = np.zeros((1, 1, 0, ready_made.HEAD_SIZE), np.float32)
    past = {f"past_key_values.0.{part}": empty for part in ("key", "value")}
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), **past}
    (everything,) = Session(folder / "model.onnx").run(["logits"], feeds)
    expected = tuple(everything[0, -1, [ready_made.WORDS.index(answer) for answer in ASK.answers]].tolist())
    assert logits(taken, BEFORE, TEXT) == pytest.approx(expected, abs=1e-4)
    assert logits(taken, "", f"{BEFORE} {TEXT}") == pytest.approx(expected, abs=1e-4)


def test_the_vocabulary_is_multiplied_at_asked_positions_alone(taken: Pack) -> None:
    untouched = replace(taken, graphs={"as-exported": taken.graphs["as-exported"]})
    assert "read" in Session(taken.file(taken.graphs["last-position"])).inputs
    assert logits(untouched, BEFORE, TEXT) == pytest.approx(logits(taken, BEFORE, TEXT), abs=1e-5)


def test_half_precision_keys_and_values_are_fed_as_the_graph_wants_them(taken: Pack) -> None:
    path = taken.file("half.onnx")
    value = helper.make_tensor_value_info
    shape: list[str | int | None] = ["batch", 1, "length", 16]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["logits"]),
        *(
            helper.make_node("Identity", [f"past_key_values.0.{part}"], [f"present.0.{part}"])
            for part in ("key", "value")
        ),
    ]
    inputs = [value("input_ids", TensorProto.INT64, ["batch", "tokens"])]
    inputs += [value(f"past_key_values.0.{part}", TensorProto.FLOAT16, shape) for part in ("key", "value")]
    outputs = [value("logits", TensorProto.FLOAT16, ["batch", "tokens", 20])]
    outputs += [value(f"present.0.{part}", TensorProto.FLOAT16, shape) for part in ("key", "value")]
    table = onnx.numpy_helper.from_array(np.eye(20, dtype=np.float16), "table")
    graph = helper.make_graph(nodes, "half", inputs, outputs, [table])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), path)
    half = replace(taken, graphs={"as-exported": path.name})
    assert logits(half, BEFORE, TEXT) == (0.0, 0.0)


def test_a_graph_that_wants_more_than_text_is_refused(taken: Pack) -> None:
    model = onnx.load(taken.file("as-exported.onnx"), load_external_data=False)
    model.graph.input.append(helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["batch", 3]))
    onnx.save(model, taken.file("eyes.onnx"))
    with pytest.raises(ModelError, match="pixel_values"):
        logits(replace(taken, graphs={"as-exported": "eyes.onnx"}), BEFORE, TEXT)


@pytest.mark.parametrize("shape", [[], [1]])
def test_a_graph_that_asks_how_many_logits_to_keep_gives_them_all(folder: Path, taken: Pack, shape: list[int]) -> None:
    """Published graphs of newer families do; left unanswered, no question in front of another would have one."""
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    (head,) = (node for node in model.graph.node if node.op_type == "MatMulNBits")
    names = ("axis_1", "all")
    model.graph.initializer.extend(
        onnx.numpy_helper.from_array(np.array([value]), name) for name, value in zip(names, (1, 1 << 60), strict=True)
    )
    model.graph.input.append(helper.make_tensor_value_info("num_logits_to_keep", TensorProto.INT64, shape))
    nodes = [
        helper.make_node("Reshape", ["num_logits_to_keep", "axis_1"], ["kept"]),
        helper.make_node("Neg", ["kept"], ["first"]),
        helper.make_node("Slice", ["states", "first", "all", "axis_1"], ["last_states"]),
    ]
    place = list(model.graph.node).index(head)
    head.input[0] = "last_states"
    for node in reversed(nodes):
        model.graph.node.insert(place, node)
    onnx.save(model, folder / "model.onnx")
    asks = (ASK, Ask("Yes my", ("rent", "sleep")))
    said = [
        open_scorer(pack, Prompt(BEFORE, asks), LONG_TEXT, variant=variant, threads=1).score(TEXT)[0].logits
        for pack in (taken, import_folder(folder, folder.parent / "newer", silent))
        for variant in ("as-exported", "last-position")
    ]
    for one in said[1:]:
        assert np.array(one) == pytest.approx(np.array(said[0]), abs=1e-5)


def test_of_several_graphs_one_is_chosen_by_name(folder: Path, tmp_path: Path) -> None:
    (folder / "genai_config.json").unlink()
    config = {"model_type": "qwen2", "vocab_size": 20, "hidden_size": 32, "num_hidden_layers": 1}
    (folder / "config.json").write_text(json.dumps({**config, "num_attention_heads": 2}))
    (folder / "onnx").mkdir()
    for name in ("model_q4.onnx", "model_fp16.onnx"):
        shutil.copyfile(folder / "model.onnx", folder / "onnx" / name)
    shutil.move(folder / "model.onnx.data", folder / "onnx")
    with pytest.raises(NotAModelError, match=r"--graph: model_fp16\.onnx, model_q4\.onnx"):
        import_folder(folder, tmp_path / "packs", silent)
    assert import_folder(folder, tmp_path / "packs", silent, graph="model_q4.onnx").id == "tiny-model-4bit"


@pytest.fixture
def pair(folder: Path) -> Path:
    """An encoder-decoder as onnx-community lays it out, its graphs empty: nothing here opens them."""
    config = {"model_type": "t5", "vocab_size": 20, "d_model": 32, "num_layers": 1, "num_heads": 2}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "genai_config.json").unlink()
    (folder / "onnx").mkdir()
    for end in ("_quantized", "_fp16", ""):
        for part in ("encoder", "decoder", "decoder_with_past"):
            (folder / "onnx" / f"{part}_model{end}.onnx").touch()
    return folder


@pytest.mark.parametrize("named", ["encoder_model_quantized.onnx", "decoder_model_quantized.onnx"])
def test_of_an_encoder_decoder_both_graphs_are_of_the_precision_that_one_was_named_in(pair: Path, named: str) -> None:
    """Else the pack holds the slow ones, and nobody notices."""
    chosen = {part: path.name for part, path in find(pair, named).graphs.items()}
    assert chosen == {"encoder": "encoder_model_quantized.onnx", "decoder": "decoder_model_quantized.onnx"}
    assert {path.name for path in find(pair).graphs.values()} == {"encoder_model.onnx", "decoder_model.onnx"}


def test_an_encoder_decoder_that_leaves_the_choice_open_asks_for_it(pair: Path) -> None:
    (pair / "onnx" / "encoder_model.onnx").unlink()
    with pytest.raises(NotAModelError, match=r"--graph: encoder_model_fp16\.onnx, encoder_model_quantized\.onnx\."):
        find(pair)
    (pair / "onnx" / "encoder_model_fp16.onnx").unlink()
    assert find(pair).graphs["decoder"].name == "decoder_model_quantized.onnx"
    with pytest.raises(NotAModelError, match=r"model_q4\.onnx is no graph of an encoder-decoder"):
        find(pair, "model_q4.onnx")
    with pytest.raises(NotAModelError, match=r"it holds no encoder_model_q4\.onnx"):
        find(pair, "decoder_model_q4.onnx")


def refused(folder: Path, error: type[ModelError], match: str) -> None:
    """Assert that a folder is refused by name, and that nothing of it is left."""
    packs = folder.parent / "packs"
    with pytest.raises(error, match=match):
        import_folder(folder, packs, silent)
    assert list(packs.glob("*")) == []


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere", NotAModelError, "nowhere")
    (tmp_path / "letters").mkdir()
    refused(tmp_path / "letters", NotAModelError, r"neither config\.json nor genai_config\.json")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, NotAModelError, name)


@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "tokenizer.json", "genai_config.json"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_truncated_file_is_named(folder: Path, name: str, share: float) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    refused(folder, SourceDamagedError, name.replace(".", r"\."))


def test_missing_weights_are_named(folder: Path) -> None:
    (folder / "model.onnx.data").unlink()
    refused(folder, SourceDamagedError, r"model\.onnx\.data is missing")


def test_weights_outside_the_folder_are_never_read(folder: Path) -> None:
    path = folder / "model.onnx"
    path.write_bytes(path.read_bytes().replace(b"model.onnx.data", b"../model.o.data"))
    refused(folder, SourceDamagedError, "outside its own folder")


SIZES = {"vocab_size": 20, "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
QWEN2: dict[str, object] = {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", **SIZES}


@pytest.mark.parametrize(
    "changed",
    [
        {"architectures": 5},
        {"architectures": [["Qwen2ForCausalLM"]]},
        {"num_hidden_layers": 1 << 40},
        {"num_attention_heads": -2},
        {"head_dim": 0.5},
        {"hidden_size": "many"},
        {"num_hidden_layers": [1]},
        {"num_attention_heads": float("nan")},
        {"vocab_size": float("inf")},
        {"rope_scaling": [1]},
        {"rope_scaling": {"rope_type": "llama3"}},
        {"rope_theta": "x"},
        {"id2label": ["a", "b"]},
        {"id2label": {"first": "a"}},
    ],
)
def test_a_config_of_other_values_than_a_config_has_is_named(folder: Path, changed: dict[str, object]) -> None:
    (folder / "genai_config.json").unlink()
    (folder / "config.json").write_text(json.dumps({**QWEN2, **changed}))
    refused(folder, SourceDamagedError, r"config\.json can't be understood")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("genai_config.json", b"\xff\xfe{}"),
        ("genai_config.json", b"[" * 100_000),
        ("genai_config.json", json.dumps({"model": {**ready_made.GENAI["model"], "decoder": None}}).encode()),
        ("genai_config.json", json.dumps(ready_made.GENAI).replace('"model.onnx"', "5").encode()),
        ("chat_template.jinja", b"\xff\xfe"),
        ("tokenizer_config.json", b'{"chat_template": 5}'),
        ("tokenizer_config.json", b'{"chat_template": [{"name": "default"}]}'),
        ("tokenizer_config.json", b'{"chat_template": [1]}'),
        ("tokenizer_config.json", b'{"chat_template": "\\ud800"}'),
    ],
)
def test_a_file_beside_the_graph_that_holds_something_else_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    refused(folder, SourceDamagedError, name.replace(".", r"\."))


@pytest.mark.parametrize(("field", "altered"), [("value", "1O24"), ("key", "ofgset")])
def test_a_place_of_weights_that_is_none_is_named(folder: Path, field: str, altered: str) -> None:
    """One bit is enough."""
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    (offset,) = (entry for entry in model.graph.initializer[0].external_data if entry.key == "offset")
    setattr(offset, field, altered)
    onnx.save(model, folder / "model.onnx")
    refused(folder, SourceDamagedError, r"model\.onnx can't be understood")


def made_wrong(folder: Path, op: str, **attributes: int) -> None:
    """Let the graph's attention be another operator, or of another shape than its weights."""
    model = onnx.load(folder / "model.onnx", load_external_data=False)
    (attention,) = (node for node in model.graph.node if node.op_type == "GroupQueryAttention")
    attention.op_type = op
    for attribute in attention.attribute:
        attribute.i = attributes.get(attribute.name, attribute.i)
    onnx.save(model, folder / "model.onnx")


@pytest.mark.parametrize(("op", "attributes"), [("GroupQueryAttentioo", {}), ("GroupQueryAttention", {"num_heads": 3})])
def test_a_graph_that_can_not_be_run_makes_no_pack_and_the_runtime_itself_says_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str], op: str, attributes: dict[str, int]
) -> None:
    """Else it is found by the first screening, in an unattended night."""
    made_wrong(folder, op, **attributes)
    with pytest.raises(SourceDamagedError) as said:
        import_folder(folder, folder.parent / "packs", silent)
    assert str(said.value).startswith("The graph of Tiny Model-4bit can't be run by ONNX Runtime ")
    assert not any(words in str(said.value) for words in ("ONNXRuntimeError", str(folder.parent), "GroupQuery"))
    assert installed(folder.parent / "packs") == []
    assert capfd.readouterr().err == ""


def test_a_graph_that_does_not_fit_into_memory_is_not_said_to_be_altered(folder: Path) -> None:
    """Getting it again would be in vain."""
    model = onnx.load(folder / "model.onnx")
    model.graph.initializer.append(onnx.numpy_helper.from_array(np.array([1 << 60]), "endless"))
    model.graph.node.insert(0, helper.make_node("ConstantOfShape", ["endless"], ["filled"]))
    model.graph.output.append(helper.make_tensor_value_info("filled", TensorProto.FLOAT, [1 << 60]))
    onnx.save(model, folder / "model.onnx")
    with pytest.raises(DeviceMemoryError):
        import_folder(folder, folder.parent / "packs", silent)


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        (("stressed", "stressed"), "Name each class of tiny-model-4bit once"),
        (("stressed", ""), "Name each class of tiny-model-4bit once"),
        ((), "The graph of Tiny Model-4bit can't be run"),
    ],
)
def test_a_classifier_whose_names_do_not_fit_its_head_makes_no_pack(
    folder: Path, classes: tuple[str, ...], said: str
) -> None:
    """The second of two equal names is never read, and a third name of two outputs ends the run that asks for it."""
    (folder / "genai_config.json").unlink()
    named = {"0": "a", "1": "b"} if classes else {"0": "a", "1": "b", "2": "c"}
    config = {**QWEN2, "architectures": ["BertForSequenceClassification"], "model_type": "bert", "id2label": named}
    (folder / "config.json").write_text(json.dumps(config))
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["looked_up"]),
            helper.make_node("ReduceMean", ["looked_up"], ["logits"], axes=[1], keepdims=0),
        ],
        "classifier",
        [value("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [value("logits", TensorProto.FLOAT, ["batch", 2])],
        [onnx.numpy_helper.from_array(np.eye(20, 2, dtype=np.float32), "table")],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), folder / "model.onnx"
    )
    with pytest.raises(ModelError, match=said):
        import_folder(folder, folder.parent / "packs", silent, classes=classes)


TURNS = "{% for message in messages %}{{ message['content'] + ' ' }}{% endfor %}"


@pytest.mark.parametrize(
    ("said", "template", "bos"),
    [
        ({"content": "rent"}, "{{ bos_token }} " + TURNS, "rent"),
        ("rent", "{{ bos_token }} " + TURNS, "rent"),
        ("rent", "rent " + TURNS, ""),
    ],
)
def test_a_template_that_opens_with_a_token_is_read_behind_it_once(
    folder: Path, said: object, template: str, bos: str
) -> None:
    """DeepSeek's models of Qwen's shape do, and Qwen's own don't: without it they answer beside the point."""
    settings = {"tokenizer_class": "LlamaTokenizerFast", "add_bos_token": True, "bos_token": said}
    (folder / "tokenizer_config.json").write_text(json.dumps({**settings, "chat_template": template}))
    pack = import_folder(folder, folder.parent / "packs", silent)
    first = ready_made.WORDS.index("rent")
    assert pack.bos == bos
    assert Asking.encode(pack, chat.neutral(pack, ()), pack.bos).before[:2] == [first, ready_made.WORDS.index("You")]


def test_a_token_that_a_models_template_does_not_write_opens_no_prompt(folder: Path) -> None:
    """Every SmolLM2 folder names one."""
    (folder / "tokenizer_config.json").write_text(json.dumps({"bos_token": "rent", "chat_template": TURNS}))
    assert import_folder(folder, folder.parent / "packs", silent).bos == ""


def test_a_text_can_not_hold_what_the_template_marks_turns_with(folder: Path) -> None:
    """DeepSeek's marks are no special tokens: a message that ends its own turn would answer in the model's stead."""
    (folder / "tokenizer_config.json").write_text(json.dumps({"chat_template": "rent " + TURNS}))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.add_tokens(["rent", "sleep"])
    tokenizer.save(str(folder / "tokenizer.json"))
    tokens = Tokens(import_folder(folder, folder.parent / "packs", silent).file("tokenizer.json"))
    rent, sleep, unknown = (ready_made.WORDS.index(word) for word in ("rent", "sleep", "<unk>"))
    assert tokens.prompt("arent") == [unknown, rent]
    assert tokens.text("arent").ids == [unknown]
    assert tokens.text("asleep").ids == [unknown, sleep]


def test_another_models_tokenizer_is_named(folder: Path) -> None:
    """Its ids lie beyond the table of tokens: the first message with such a word would end a run."""
    content = json.loads((folder / "tokenizer.json").read_text())
    content["model"]["vocab"]["sister"] = len(ready_made.WORDS)
    (folder / "tokenizer.json").write_text(json.dumps(content))
    known = len(ready_made.WORDS)
    refused(folder, SourceDamagedError, f"another model's: it knows {known + 1} tokens, and Tiny Model-4bit {known}")


def test_a_special_token_that_the_model_lacks_harms_nobody(folder: Path) -> None:
    """Gemma 3's text models have one for pictures."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.add_special_tokens(["<picture>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    assert import_folder(folder, folder.parent / "packs", silent).sizes.vocabulary == len(ready_made.WORDS)


@pytest.mark.parametrize("name", ["smollm2-135m", "Tiny_Model 4bit"])
def test_a_model_does_not_take_the_place_of_another_that_is_called_alike(
    taken: Pack, tmp_path: Path, name: str
) -> None:
    """The one that everybody screens with would be gone without a word."""
    other = ready_made.write(tmp_path / "elsewhere" / name)
    with pytest.raises(ModelError, match=f"The model of {name} would be called .* Rename what you bring"):
        import_folder(other, taken.folder.parent, silent)
    assert [pack.title for pack in installed(taken.folder.parent)] == ["Tiny Model-4bit"]


def test_a_model_is_taken_in_anew_in_its_own_place(folder: Path, taken: Pack) -> None:
    assert import_folder(folder, taken.folder.parent, silent).sha256 == taken.sha256


def test_folders_named_in_japanese_become_packs_of_their_own_names(tmp_path: Path) -> None:
    made = [
        import_folder(ready_made.write(tmp_path / name), tmp_path / "packs", silent) for name in ("感情分類", "モデル2")
    ]
    assert [pack.id for pack in made] == ["感情分類", "モデル2"]
    assert len(installed(tmp_path / "packs")) == len(made)


def test_a_folder_whose_name_is_no_text_is_named_as_such(folder: Path, tmp_path: Path) -> None:
    """Archives packed on Japanese Windows unpack to such names, and the runtime can't open them: the files are whole."""
    folder.rename(os.fsdecode(os.fsencode(tmp_path) + b"/Tiny\x83\x82"))
    (unpacked,) = tmp_path.glob("Tiny*")
    refused(unpacked, NotAModelError, r"Tiny\?\? holds letters that can't be read\. Rename it")


def test_a_packs_own_folder_names_the_way_to_carry_it(taken: Pack, tmp_path: Path) -> None:
    with pytest.raises(NotAModelError, match=r"is a model pack already, .* models pack tiny-model-4bit - and bring"):
        import_folder(taken.folder, tmp_path / "elsewhere", silent)


def test_another_layout_of_genai_is_unsupported_and_not_damaged(folder: Path) -> None:
    """Whoever is told that it was cut off gets it again in vain."""
    pipeline = {"model": {"type": "decoder-pipeline", "decoder": {"pipeline": []}, "vocab_size": 20}}
    (folder / "genai_config.json").write_text(json.dumps(pipeline))
    refused(folder, UnsupportedModelError, "The architecture decoder-pipeline is not one")


def test_a_folder_of_hugging_faces_own_cache_bears_the_models_name(folder: Path, tmp_path: Path) -> None:
    """Its files are relative links, and its own name a number that tells nobody which model it is."""
    cache = tmp_path / "models--someone--Tiny-Qwen"
    snapshot = cache / "snapshots" / "0123abcd"
    snapshot.mkdir(parents=True)
    shutil.move(folder, cache / "blobs")
    for file in (cache / "blobs").iterdir():
        (snapshot / file.name).symlink_to(Path("..", "..", "blobs", file.name))
    made = import_folder(snapshot, tmp_path / "packs", silent)
    assert (made.id, made.title) == ("tiny-qwen", "Tiny-Qwen")
    assert load(tmp_path / "packs", made.id) == made


@pytest.mark.parametrize(
    "config", [{"model_type": "mamba"}, {"architectures": ["GPT9ForCausalLM"]}, {"architectures": [9]}, {}]
)
def test_an_unknown_architecture_is_named_with_the_known_ones(folder: Path, config: dict[str, object]) -> None:
    (folder / "genai_config.json").unlink()
    (folder / "config.json").write_text(json.dumps(config))
    refused(folder, UnsupportedModelError, r"Phi-3.*FLAN-T5")


def test_an_opset_that_is_too_new_is_named(tmp_path: Path) -> None:
    folder = ready_made.write(tmp_path / "future", opset=NEWEST_OPSET + 1)
    refused(folder, OpsetError, f"opset {NEWEST_OPSET + 1}")


def test_the_newest_opset_is_what_the_runtime_reads() -> None:
    """A newer runtime reads more than is let in, and an older one less: either way these two numbers are to be set anew."""
    model = ready_made.graph(NEWEST_OPSET)
    model.ir_version = NEWEST_FORMAT
    Session(model.SerializeToString())
    for field, number in (("opset", NEWEST_OPSET + 1), ("format", NEWEST_FORMAT + 1)):
        newer = ready_made.graph(number if field == "opset" else NEWEST_OPSET)
        newer.ir_version = number if field == "format" else NEWEST_FORMAT
        with pytest.raises(ModelError):
            Session(newer.SerializeToString())


def test_a_pack_for_another_version_is_named_before_any_session(taken: Pack) -> None:
    path = taken.file("pack.toml")
    path.write_text(path.read_text().replace("format = 1", "format = 99"))
    with pytest.raises(PackVersionError, match="another version"):
        load(taken.folder.parent, taken.id)
    assert installed(taken.folder.parent) == []


@pytest.mark.parametrize("name", ["as-exported.onnx", "last-position.onnx", "model.onnx.data", "tokenizer.json"])
def test_an_altered_file_of_a_pack_is_named_before_any_session(taken: Pack, name: str) -> None:
    content = bytearray(taken.file(name).read_bytes())
    content[len(content) // 2] ^= 1
    taken.file(name).write_bytes(content)
    with pytest.raises(PackDamagedError, match=name.replace(".", r"\.")):
        load(taken.folder.parent, taken.id)


@pytest.mark.parametrize("name", ["last-position.onnx", "model.onnx.data"])
def test_a_link_out_of_a_packs_folder_is_refused_whatever_it_leads_to(taken: Pack, tmp_path: Path, name: str) -> None:
    """The runtime refuses it too, but only when a night's screening begins."""
    shutil.move(taken.file(name), tmp_path / name)
    taken.file(name).symlink_to(tmp_path / name)
    with pytest.raises(PackDamagedError, match=f"{name} is a link and not the file itself"):
        load(taken.folder.parent, taken.id)


def test_a_packs_folder_may_lie_on_another_disk(taken: Pack, tmp_path: Path) -> None:
    """Whoever has no room in the home folder links the whole folder to where there is some."""
    shutil.move(taken.folder, tmp_path / "roomy")
    taken.folder.symlink_to(tmp_path / "roomy")
    assert load(taken.folder.parent, taken.id) == taken


def test_a_description_that_can_not_be_read_hides_no_other_pack(taken: Pack) -> None:
    shutil.copytree(taken.folder, taken.folder.with_name("other"))
    taken.file("pack.toml").unlink()
    taken.file("pack.toml").mkdir()
    assert [pack.folder.name for pack in installed(taken.folder.parent)] == ["other"]
    with pytest.raises(PackDamagedError, match=r"description of the pack in .* can't be read: Is a directory"):
        load(taken.folder.parent, taken.id)


def test_a_description_that_names_a_file_without_a_hash_is_refused(taken: Pack) -> None:
    """What has no hash could be anything by the time that it runs."""
    content = tomllib.loads(taken.file("pack.toml").read_text(encoding="utf-8"))
    content["graphs"]["last-position"] = "../other.onnx"
    taken.file("pack.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
    with pytest.raises(PackDamagedError, match=r"pack\.toml"):
        load(taken.folder.parent, taken.id)


def test_a_pack_of_before_descriptions_were_sealed_is_the_same_pack(taken: Pack) -> None:
    """Its heads and records would be lost with its name."""
    path = taken.file("pack.toml")
    path.write_bytes(path.read_bytes().partition(b"\n")[2])
    assert load(taken.folder.parent, taken.id) == taken
