"""What is wrong with a model is said by name in one line, before anything of it is run, and nothing of it stays behind."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run
from models.import_folder import import_folder
from models.onnx_file import NEWEST_OPSET
from tests.cli.home import write_table
from tests.models import ready_made

Refused = Callable[..., str]


@pytest.fixture
def refused(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Return what runs a command that must fail: it gives the one line, once no session was built and no pack was made."""

    def no_session(*_arguments: object, **_options: object) -> None:
        pytest.fail("a session was built")

    def command(*arguments: object) -> str:
        packs = home / "data" / "packs"
        before = sorted(packs.glob("*"))
        with monkeypatch.context() as patched:
            patched.setattr("inference.session.ort.InferenceSession", no_session)
            assert run([str(argument) for argument in arguments]) == 1
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n"), said.err.startswith("kizashi: ")) == ("", 1, True)
        assert sorted(packs.glob("*")) == before
        return said.err

    return command


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A ready-made folder that is whole."""
    return ready_made.write(tmp_path / "tiny")


@pytest.fixture
def pack(home: Path, source: Path) -> Path:
    """The folder of a pack that was made of it."""
    return import_folder(source, home / "data" / "packs", lambda _what, _share: None).folder


@pytest.mark.parametrize("action", ["import", "export"])
def test_what_is_no_model(refused: Refused, tmp_path: Path, action: str) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "one.txt").write_text("Dear all", encoding="utf-8")
    assert "config.json" in refused("models", action, letters)
    assert "nowhere" in refused("models", action, tmp_path / "nowhere")
    assert "one.txt" in refused("models", action, letters / "one.txt")


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "tokenizer.json", "genai_config.json"])
def test_a_truncated_file_of_a_ready_made_folder(refused: Refused, source: Path, name: str, share: float) -> None:
    path = source / name
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert name in refused("models", "import", source)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "genai_config.json"])
def test_a_file_that_holds_something_else(refused: Refused, source: Path, name: str) -> None:
    (source / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    assert name in refused("models", "import", source)


def test_truncated_weights_of_a_hugging_face_folder(refused: Refused, tmp_path: Path) -> None:
    folder = tmp_path / "qwen"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"architectures": ["Qwen2ForCausalLM"]}), encoding="utf-8")
    (folder / "model.safetensors").write_bytes((99).to_bytes(8, "little") + b"{")
    assert "model.safetensors" in refused("models", "export", folder)


@pytest.mark.parametrize("action", ["import", "export"])
def test_an_architecture_that_is_not_known(refused: Refused, tmp_path: Path, action: str) -> None:
    folder = tmp_path / "mamba"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"architectures": ["MambaForCausalLM"]}), encoding="utf-8")
    said = refused("models", action, folder)
    assert "MambaForCausalLM" in said
    assert "Qwen2.5" in said


def test_an_opset_that_is_too_new(refused: Refused, tmp_path: Path) -> None:
    said = refused("models", "import", ready_made.write(tmp_path / "future", opset=NEWEST_OPSET + 1))
    assert f"opset {NEWEST_OPSET + 1}" in said
    assert "older opset" in said


def commands(tmp_path: Path) -> list[tuple[object, ...]]:
    """Return every command that opens a pack."""
    file = write_table(tmp_path / "texts.csv", ["We had tea in the garden."])
    evaluate = ("evaluate", file, "--label-column", "id", "--protocol", "stress", "--model", "tiny")
    return [("models", "verify", "tiny"), ("screen", file, "--model", "tiny"), evaluate, ("bench", "--model", "tiny")]


@pytest.mark.parametrize("name", ["last-position.onnx", "model.onnx.data", "tokenizer.json"])
@pytest.mark.parametrize("how", ["altered", "cut off", "gone"])
def test_a_pack_of_which_a_file_is_not_what_it_was(
    refused: Refused, pack: Path, tmp_path: Path, name: str, how: str
) -> None:
    content = bytearray((pack / name).read_bytes())
    content[len(content) // 2] ^= 1
    (pack / name).unlink()
    if how != "gone":
        (pack / name).write_bytes(content if how == "altered" else content[:-1])
    for command in commands(tmp_path):
        said = refused(*command)
        assert name in said
        assert "is missing" in said if how == "gone" else "changed or cut off" in said


def test_a_pack_that_was_made_for_another_version(refused: Refused, pack: Path, tmp_path: Path) -> None:
    path = pack / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("format = 1", "format = 99"), encoding="utf-8")
    for command in commands(tmp_path):
        assert "made for another version" in refused(*command)


def test_a_pack_whose_description_was_cut_off(refused: Refused, pack: Path, tmp_path: Path) -> None:
    path = pack / "pack.toml"
    path.write_bytes(path.read_bytes()[:200])
    for command in commands(tmp_path):
        assert "pack.toml" in refused(*command)


@pytest.mark.parametrize("how", ["a section less", "another number", "another beginning"])
def test_a_pack_whose_description_is_not_what_it_was(refused: Refused, pack: Path, tmp_path: Path, how: str) -> None:
    """It reads as well as before, but leaves out a hash, or lets the model be asked as it was not made to be."""
    path = pack / "pack.toml"
    text = path.read_text(encoding="utf-8")
    less = text.rpartition("\n[files.")[0]
    changed = {"another number": text.replace("context = 256", "context = 255"), "a section less": less}
    path.write_text(changed.get(how, text.replace('bos = ""', 'bos = "a"')), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    for command in commands(tmp_path):
        assert "pack.toml" in refused(*command)


def test_a_pack_folder_that_is_none(refused: Refused, pack: Path, tmp_path: Path) -> None:
    shutil.rmtree(pack)
    pack.mkdir()
    for command in commands(tmp_path):
        assert "tiny is not on this machine" in refused(*command)
