"""What stands in front of the exporter. If these fail, torch works for minutes on a folder that was never whole."""

import json
import shutil
from pathlib import Path

import gguf
import numpy as np
import pytest

from models.errors import NotAModelError, SourceDamagedError, UnsupportedModelError
from models.export import export
from models.import_folder import import_folder
from tests.models import ready_made


def silent(_what: str, _share: float) -> None:
    """Report nothing."""


def hugging_face(folder: Path, config: dict[str, object], weights: bytes | None) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config))
    if weights is not None:
        (folder / "model.safetensors").write_bytes(weights)
    return folder


HEADER = json.dumps({"weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
WEIGHTS = len(HEADER).to_bytes(8, "little") + HEADER + bytes(8)
QWEN: dict[str, object] = {"architectures": ["Qwen2ForCausalLM"]}
SIZES = {"vocab_size": 20, "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}


def header(content: object) -> bytes:
    """Return a safetensors file that is its header alone."""
    text = json.dumps(content).encode()
    return len(text).to_bytes(8, "little") + text


def test_a_folder_that_was_brought_to_the_wrong_command_names_the_right_one(tmp_path: Path) -> None:
    folder = ready_made.write(tmp_path / "Tiny 4bit")
    with pytest.raises(NotAModelError, match=r"holds graphs that are ready\. Run: .* models import \"/.*4bit\"$"):
        export(folder, tmp_path / "packs", silent)
    source = hugging_face(tmp_path / "hf", {**QWEN, **SIZES}, WEIGHTS)
    shutil.copyfile(folder / "tokenizer.json", source / "tokenizer.json")
    with pytest.raises(NotAModelError, match=r"holds no model\.onnx\. To make its graphs, run: .* models export "):
        import_folder(source, tmp_path / "packs", silent)


@pytest.mark.parametrize(
    "weights",
    [
        *(b"", WEIGHTS[:4], WEIGHTS[:20], WEIGHTS[:-1], WEIGHTS + b"x"),
        *(
            header([1]),
            header({"weight": {"data_offsets": [0, "8"]}}),
            header({}),
            (10_000).to_bytes(8, "little") + b"[" * 10_000,
        ),
    ],
)
def test_an_export_of_truncated_weights_is_refused_before_torch_wakes(tmp_path: Path, weights: bytes) -> None:
    folder = hugging_face(tmp_path / "qwen", QWEN, weights)
    with pytest.raises(SourceDamagedError, match=r"model\.safetensors"):
        export(folder, tmp_path / "packs", silent)


def test_an_export_of_other_truncated_files_is_refused_before_torch_wakes(tmp_path: Path) -> None:
    """What torch wrote, a list of shards, and a folder whose tokenizer was forgotten."""
    folder = hugging_face(tmp_path / "torch", QWEN, None)
    (folder / "pytorch_model.bin").write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(SourceDamagedError, match=r"pytorch_model\.bin is not whole"):
        export(folder, tmp_path / "packs", silent)
    folder = hugging_face(tmp_path / "list", QWEN, WEIGHTS)
    (folder / "model.safetensors.index.json").write_text('{"weight_map": [1]}')
    with pytest.raises(SourceDamagedError, match=r"model\.safetensors\.index\.json"):
        export(folder, tmp_path / "packs", silent)
    with pytest.raises(NotAModelError, match=r"forgotten is no whole model: it holds no tokenizer\.json"):
        export(hugging_face(tmp_path / "forgotten", QWEN, WEIGHTS), tmp_path / "packs", silent)


def test_an_export_of_no_model_is_refused_before_torch_wakes(tmp_path: Path) -> None:
    with pytest.raises(NotAModelError, match=r"config\.json"):
        export(tmp_path, tmp_path / "packs", silent)
    with pytest.raises(NotAModelError, match=r"There is no folder or GGUF file .*mistyped"):
        export(tmp_path / "mistyped", tmp_path / "packs", silent)
    with pytest.raises(NotAModelError, match="no weights"):
        export(hugging_face(tmp_path / "empty", QWEN, None), tmp_path / "packs", silent)
    with pytest.raises(UnsupportedModelError, match="MambaForCausalLM"):
        export(
            hugging_face(tmp_path / "m", {"architectures": ["MambaForCausalLM"]}, WEIGHTS), tmp_path / "packs", silent
        )


def test_a_missing_shard_is_named_before_torch_wakes(tmp_path: Path) -> None:
    folder = hugging_face(tmp_path / "qwen", QWEN, WEIGHTS)
    index = {"weight_map": {"a": "model.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(SourceDamagedError, match="model-00002-of-00002"):
        export(folder, tmp_path / "packs", silent)


def test_a_gguf_file_that_is_not_read_rightly_is_refused_before_torch_wakes(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "gemma.gguf", "gemma3")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    with pytest.raises(UnsupportedModelError, match="gemma3 model"):
        export(tmp_path / "gemma.gguf", tmp_path / "packs", silent)
    llama = gguf.GGUFWriter(tmp_path / "llama.gguf", "llama")
    llama.add_tensor("rope_freqs.weight", np.ones(8, np.float32))
    llama.write_header_to_file()
    llama.write_kv_data_to_file()
    llama.write_tensors_to_file()
    llama.close()
    with pytest.raises(UnsupportedModelError, match="llama model"):
        export(tmp_path / "llama.gguf", tmp_path / "packs", silent)
    (tmp_path / "cut.gguf").write_bytes((tmp_path / "gemma.gguf").read_bytes()[:20])
    with pytest.raises(SourceDamagedError, match=r"cut\.gguf"):
        export(tmp_path / "cut.gguf", tmp_path / "packs", silent)
