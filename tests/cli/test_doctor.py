"""Doctor is what somebody runs when nothing else does: it must speak on a machine where much is missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import libraries
from cli.main import run
from inference.devices import Device
from tests.cli.home import Home
from tests.paths import ROOT


def test_a_machine_without_a_model_is_told_the_next_step(bare: Home) -> None:
    ended = bare.here("doctor", "--json")
    report = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert any("models build smollm2-135m" in problem for problem in report["problems"])


@pytest.mark.pack
def test_a_machine_that_is_ready_says_so(equipped: Home) -> None:
    ended = equipped.kizashi("doctor", "--json")
    report = json.loads(ended.stdout)
    assert report["packs"] == {"smollm2-135m": "verified"}
    assert report["telemetry"] == "off"
    assert "CPUExecutionProvider" in report["providers"]
    assert not any("Azure" in provider for provider in report["providers"])
    assert set(report["devices"]) == set(Device)
    assert report["devices"]["cpu"] == "works"
    assert all(report[part] for part in ("kizashi", "python", "system", "onnxruntime", "sqlcipher"))
    assert report["store"] == str(equipped.store)
    assert (ended.returncode, ended.stderr) == (1 if report["missing_libraries"] else 0, "")


@pytest.mark.parametrize("command", [["doctor"], ["screen", "texts.csv"]])
def test_without_any_onnx_runtime_the_extras_are_named(bare: Home, command: list[str]) -> None:
    """Whoever installs Kizashi with pip and no extra has none: it must not end as a bug."""
    code = f"import sys; sys.modules['onnxruntime'] = None; from cli.main import run; sys.exit(run({command}))"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare.environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "one of its extras: cpu, cuda, directml, openvino" in " ".join((ended.stdout + ended.stderr).split())


def test_a_home_that_can_not_be_written_to_is_named(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only stick: nothing would be missing, and no run could begin."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.F_OK or Path(path) != home / "config")
    assert run(["doctor", "--json"]) == 1
    assert any(str(home / "config") in problem for problem in json.loads(capsys.readouterr().out)["problems"])


def test_a_store_of_another_account_is_named(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A policy that puts it into a folder for all: the machine is in order, and one account alone can work."""
    (home / "data").mkdir(parents=True)
    store = home / "data" / "unattended.kizashi"
    store.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.F_OK or Path(path) != store)
    assert run(["doctor", "--json"]) == 1
    assert any(str(store) in problem for problem in json.loads(capsys.readouterr().out)["problems"])


def test_a_home_that_can_not_be_made_is_named_once_and_all_else_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An inventory runs under accounts that have none, and reads JSON."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("KIZASHI_HOME", str(tmp_path / "file"))
    assert run(["doctor", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [problem for problem in report["problems"] if "can't be made" in problem] == [
        f"The folder {tmp_path / 'file' / 'data'} can't be made. Set KIZASHI_HOME to a folder that you may write to."
    ]
    assert report["sqlcipher"]


def test_without_sqlcipher_all_else_is_looked_at(bare: Home) -> None:
    """As where a virus scanner has put it away: nothing else runs then, and nothing else says why."""
    code = "import sys; sys.modules['sqlcipher3'] = None; from cli.main import run; sys.exit(run(['doctor', '--json']))"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare.environment, capture_output=True, text=True, check=False
    )
    assert any("SQLCipher can't be loaded" in problem for problem in json.loads(ended.stdout)["problems"])


def test_a_damaged_pack_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "data" / "packs" / "bent"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text("format = 1\n", encoding="utf-8")
    assert run(["doctor", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["packs"] == {"bent": "damaged"}
    assert any("bent" in problem for problem in report["problems"])


def test_a_missing_system_library_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(libraries.WINDOW, "libnowhere.so.9", "libnowhere9")
    assert run(["doctor"]) == 1
    assert "sudo apt-get install" in (shown := capsys.readouterr().out)
    assert "libnowhere9" in shown


def test_the_libraries_of_an_x_display_count_only_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(libraries.X_DISPLAY, "libnowhere.so.9", "libnowhere9")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "libnowhere9" not in libraries.missing_packages()
    monkeypatch.setenv("DISPLAY", ":9")
    assert "libnowhere9" in libraries.missing_packages()
