"""If these fail, a model is built from other numbers than its makers published."""

import struct
from pathlib import Path

import numpy as np
import pytest
from gguf import GGMLQuantizationType, GGUFReader
from gguf.quants import dequantize

from models import gguf_reader
from models.errors import SourceDamagedError
from models.gguf_reader import GgufReader
from tests.models import gguf_files

VALUES = np.random.default_rng(0).normal(size=(300, 64)).astype(np.float32)
KINDS = (GGMLQuantizationType.F32, GGMLQuantizationType.F16, GGMLQuantizationType.Q8_0, GGMLQuantizationType.Q4_1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tensors = {kind.name: (VALUES, kind) for kind in KINDS}
    return gguf_files.write(tmp_path / "small.gguf", gguf_files.sentencepiece(("眠", -1.0)), tensors)


def test_fields_are_those_of_ggmls_own_reader(path: Path) -> None:
    ours, theirs = GgufReader(path), GGUFReader(path)
    fields = [name for name in theirs.fields if not name.startswith("GGUF.")]
    assert len(fields) > 8
    assert {name: ours.field(name) for name in fields} == {name: theirs.fields[name].contents() for name in fields}


@pytest.mark.parametrize("rows", [7, 1 << 14])
def test_tensors_are_those_of_ggmls_own_reader(path: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf_reader, "BLOCK_ROWS", rows)
    ours, theirs = GgufReader(path), GGUFReader(path)
    for tensor in theirs.tensors:
        np.testing.assert_array_equal(ours.tensor(tensor.name), dequantize(tensor.data, tensor.tensor_type))
    assert set(ours.tensors) == {kind.name for kind in KINDS}


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.01, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_named(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(SourceDamagedError, match=r"small\.gguf"):
        GgufReader(path)


SHAPELESS = struct.pack("<4sIQQQ1sIIQ", b"GGUF", 3, 1, 0, 1, b"a", 0, 0, 0)
"""One tensor, of no dimensions."""


@pytest.mark.parametrize(
    "content", [b"no GGUF file at all", b"GGUF\x09\0\0\0" + bytes(64), b"GGUF" + b"\xff" * 64, SHAPELESS]
)
def test_what_is_no_gguf_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.gguf"
    path.write_bytes(content)
    with pytest.raises(SourceDamagedError, match=r"other\.gguf"):
        GgufReader(path)


def test_a_missing_field_is_named(path: Path) -> None:
    with pytest.raises(SourceDamagedError, match=r"gemma3\.block_count"):
        GgufReader(path).field("gemma3.block_count")
