"""Ready-made ONNX folders: in Optimum's layout (as onnx-community publishes) and in ONNX Runtime GenAI's."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.pack import Kind, Sizes
from domain.program import command, quoted
from inference.encoder import CLASSIFIER, DECODER, ENCODER
from inference.exported import AS_EXPORTED
from models import chat
from models.errors import NotAModelError, SourceDamagedError, understanding
from models.families import FAMILIES, Config, Family, family, unknown
from models.gguf_file import LONGEST
from models.names import check_path, model_name, pack_id
from models.pack import DESCRIPTION

GENAI = "genai_config.json"
CONFIG = "config.json"
TOKENIZER = "tokenizer_config.json"
CARD = "README.md"
LARGEST = 2**24
"""Nothing that a model counts comes near it."""

SUBFOLDER = "onnx"
"""Where onnx-community keeps the graphs."""

WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
"""Weights as transformers keeps them, in the order that it prefers them."""

UNNAMED = "an unstated licence"


@dataclass(frozen=True, slots=True)
class Found:
    """A model folder that was understood. `graphs` maps the pack's names of graphs to their files; `bos` is as in `Pack`."""

    folder: Path
    family: Family
    config: Config
    graphs: Mapping[str, Path]
    sizes: Sizes
    classes: tuple[str, ...]
    chat_template: str
    bos: str

    @property
    def name(self) -> str:
        """The model's name: its folder's."""
        return model_name(self.folder)

    @property
    def id(self) -> str:
        """The pack's id."""
        return pack_id(self.name)

    @property
    def licence(self) -> str:
        """What the model card's first lines say."""
        card = self.folder / CARD
        text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
        front = text.split("---")[1] if text.startswith("---") and text.count("---") > 1 else ""
        named = re.search(r"^license(?:_name)?:\s*(\S+)\s*$", front, re.MULTILINE)
        return named[1] if named else UNNAMED


def find(folder: Path, graph: str = "") -> Found:
    """Understand a folder; `graph` picks one of several graph files by name.

    Raises NotAModelError, SourceDamagedError when a file can't be read, and UnsupportedModelError.
    """
    if not folder.is_dir():
        raise NotAModelError(f"There is no folder {folder}.")
    check_path(folder)
    if (folder / DESCRIPTION).is_file():
        step = f"Where it comes from, run: {command(f'models pack {folder.name}')} - and bring that file."
        raise NotAModelError(f"{folder} is a model pack already, out of its place. {step}")
    genai = json_file(folder / GENAI) if (folder / GENAI).is_file() else None
    if genai is None and not (folder / CONFIG).is_file():
        raise NotAModelError(f"{folder} is no model: it holds neither {CONFIG} nor {GENAI}.")
    config = json_file(folder / CONFIG) if (folder / CONFIG).is_file() else {}
    if genai is not None:
        config = {**config, **_from_genai(genai)}
    known = family(config)
    if not (folder / "tokenizer.json").is_file():
        raise NotAModelError(f"{folder} is no whole model: it holds no tokenizer.json.")
    with understanding(CONFIG if genai is None else GENAI):
        graphs = _graphs(folder, known.kind, graph or (config.get("filename", "") if genai is not None else ""))
        measures, answers = sizes(known.kind, config), classes(config)
    template = _chat_template(folder, known)
    return Found(folder, known, config, graphs, measures, answers, template, _opening(folder, known, template))


def json_file(path: Path) -> dict[str, Any]:
    """Return a JSON file's object; SourceDamagedError when it is none."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise SourceDamagedError(f"{path.name} can't be read: it was cut off or altered.") from error
    if not isinstance(content, dict):
        raise SourceDamagedError(f"{path.name} can't be read: it was cut off or altered.")
    return content


def sizes(kind: Kind, config: Mapping[str, Any]) -> Sizes:
    """Return what the engine must know, from a `config.json` of any family; NotAModelError when it is not said."""

    def one(*names: str, default: int | None = None) -> int:
        value = next((config[name] for name in names if config.get(name)), default)
        if value is None:
            raise NotAModelError(f"{CONFIG} does not say {names[0]}.")
        if not 0 < int(value) < LARGEST:
            raise SourceDamagedError(f"{CONFIG} can't be understood: its {names[0]} is {value}.")
        return int(value)

    width, heads = one("hidden_size", "d_model"), one("num_attention_heads", "num_heads")
    context = one("max_position_embeddings", "n_positions", default=512)
    # An exported graph holds one set of rotary frequencies: those for prompts up to the length trained at first.
    context = min(context, one("original_max_position_embeddings", default=context))
    if kind is Kind.CLASSIFIER and config.get("model_type") == "roberta":
        context -= one("pad_token_id", default=1) + 1  # RoBERTa counts its positions from behind the padding's
    return Sizes(
        layers=one("num_hidden_layers", "num_layers"),
        width=width,
        kv_heads=one("num_key_value_heads", default=heads),
        head_size=one("head_dim", "d_kv", default=width // heads),
        vocabulary=one("vocab_size"),
        context=min(context, LONGEST),
    )


def _from_genai(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a `genai_config.json` under the names of a `config.json`."""
    try:
        model = content["model"]
        if model["type"] not in {known.model_type for known in FAMILIES}:
            raise unknown(model["type"])  # what else its file holds is another's: pipelines, pictures, speech
        decoder = model["decoder"]
        return {
            "architectures": [],
            "model_type": model["type"],
            "vocab_size": model["vocab_size"],
            "max_position_embeddings": model["context_length"],
            "filename": decoder["filename"],
            "hidden_size": decoder["hidden_size"],
            "num_hidden_layers": decoder["num_hidden_layers"],
            "num_attention_heads": decoder["num_attention_heads"],
            "num_key_value_heads": decoder["num_key_value_heads"],
            "head_dim": decoder["head_size"],
        }
    except (KeyError, TypeError) as error:
        raise SourceDamagedError(f"{GENAI} lacks {error}: it was cut off or altered.") from error


def _chat_template(folder: Path, known: Family) -> str:
    """Return the model's own chat template, or its family's."""
    apart, settings = folder / "chat_template.jinja", folder / TOKENIZER
    with understanding(apart.name if apart.is_file() else settings.name):
        if apart.is_file():
            return apart.read_text(encoding="utf-8")
        own = json_file(settings).get("chat_template") if settings.is_file() else None
        if isinstance(own, list):
            own = next((one["template"] for one in own if one.get("name") == "default"), None)
        made: str = own or known.template
        made.encode()  # whatever is no text, or none that can be written, is noticed here
        return made


def _opening(folder: Path, known: Family, template: str) -> str:
    """Return the token to put in front of every prompt: as in transformers the one that the template asks for, else the family's.

    DeepSeek's distilled models are of Qwen's or Llama's shape and open with a token of their own. A template that spells its
    token out needs no other.
    """
    settings = folder / TOKENIZER
    with understanding(settings.name):
        said = json_file(settings).get("bos_token") if settings.is_file() else None
        token = str((said["content"] if isinstance(said, dict) else said) or known.bos)
    if known.kind is not Kind.DECODER or not chat.begins(template, token, bos=token):
        return known.bos
    return "" if chat.begins(template, token, bos="") else token


def _graphs(folder: Path, kind: Kind, name: str) -> dict[str, Path]:
    """Return the graph files that a kind runs, by their names in the pack."""
    inside = folder / SUBFOLDER if (folder / SUBFOLDER).is_dir() else folder
    if kind is Kind.ENCODER_DECODER:
        names = _pair(name or _only(inside, "encoder_model"))
    else:
        names = {AS_EXPORTED if kind is Kind.DECODER else CLASSIFIER: name or _only(inside)}
    wanted = {part: inside / file for part, file in names.items()}
    held = [path for path in inside.iterdir() if path.is_file()]
    for path in wanted.values():
        if path not in held:
            step = (
                f" To make its graphs, run: {command(f'models export {quoted(str(folder))}')}"
                if has_weights(folder)
                else ""
            )
            raise NotAModelError(f"{folder} is no whole model: it holds no {path.name}.{step}")
    return wanted


def has_weights(folder: Path) -> bool:
    """Tell whether a folder holds weights to be exported."""
    return any(any(folder.glob(pattern)) for pattern in WEIGHTS)


def has_graphs(folder: Path) -> bool:
    """Tell whether a folder holds graphs that are ready."""
    return any(folder.glob("*.onnx")) or any((folder / SUBFOLDER).glob("*.onnx"))


def _pair(name: str) -> dict[str, str]:
    """Return the names of an encoder-decoder's two graphs; `name` is one of them, and its end says in which precision."""
    named = re.fullmatch(r"(?:en|de)coder_model(.*\.onnx)", name)
    if not named:
        raise NotAModelError(
            f"{name} is no graph of an encoder-decoder. Name one such as encoder_model_quantized.onnx."
        )
    return {ENCODER: f"encoder_model{named[1]}", DECODER: f"decoder_model{named[1]}"}


def _only(folder: Path, beginning: str = "") -> str:
    """Return the name of the folder's graph: the one without an addition, or the only one there is."""
    names = sorted(path.name for path in folder.glob(f"{beginning}*.onnx"))
    usual = f"{beginning or 'model'}.onnx"
    if usual in names or not names:
        return usual
    if len(names) > 1:
        raise NotAModelError(f"{folder} holds several graphs. Choose one with --graph: {', '.join(names)}.")
    return names[0]


def classes(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a classification head's class names in its order; transformers leaves the names of two unnamed ones out."""
    named = config.get("id2label") or {"0": "LABEL_0", "1": "LABEL_1"}
    return tuple(str(named[key]) for key in sorted(named, key=int))
