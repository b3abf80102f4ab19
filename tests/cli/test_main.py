"""The exit codes and the one line of an error are what scripts and people have to go by."""

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import ModuleType

import pytest

from cli.main import COMMANDS, parse, run
from cli.terminal import printable, say
from domain.errors import KizashiError, StoppedError
from tests.cli.home import Home
from tests.paths import ROOT


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A command that fails as its `error` says."""
    module = ModuleType("cli.failing")

    def fail(_: Namespace) -> int:
        raise module.error

    def declare(parser: ArgumentParser) -> None:
        parser.set_defaults(run=fail)

    module.declare = declare  # type: ignore[attr-defined]  # a module made on the spot
    monkeypatch.setitem(sys.modules, "cli.failing", module)
    monkeypatch.setitem(COMMANDS, "failing", "fail")
    return module


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KizashiError("The file is gone."), 1, "kizashi: The file is gone.\n"),
        (StoppedError(), 3, "kizashi: Stopped. Run the same command again to go on where it stopped.\n"),
        (
            PermissionError(13, "Permission denied", "measured.json"),
            1,
            "kizashi: measured.json can't be used: Permission denied. Get the rights to it, or close the program that holds it.\n",
        ),
        (KeyboardInterrupt(), 3, "kizashi: Stopped. Run the same command again to go on where it stopped.\n"),
    ],
)
def test_a_known_ending_is_one_line_and_its_code(
    command: ModuleType, error: BaseException, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command.error = error  # type: ignore[attr-defined]  # see the fixture
    assert run(["failing"]) == code
    assert capsys.readouterr() == ("", message)


def test_a_bug_is_reported_by_its_place_and_never_by_a_text(
    command: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    command.error = ValueError("I feel awful")  # type: ignore[attr-defined]  # see the fixture
    assert run(["failing"]) == 70
    report = capsys.readouterr().err
    assert "test_main.py" in report
    assert "ValueError" in report
    assert "awful" not in report


def test_a_name_is_shown_with_the_spaces_it_is_written_with() -> None:
    """Python calls the wide space of Japanese unprintable, and it came out as a question mark."""
    assert printable("山田　花子\u00a0A\x1b[31m\u2028") == "山田　花子\u00a0A\ufffd[31m\ufffd"


def test_a_file_name_can_not_steer_the_terminal(command: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    command.error = KizashiError("There is no file \x1b[2Jx.csv.\nDone.")  # type: ignore[attr-defined]  # see the fixture
    run(["failing"])
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["screem"],
        ["screen"],
        ["screen", ""],  # a script's unset variable, which must not stand for the folder one is in
        ["screen", "x.csv", "--store", ""],
        ["screen", "x.csv", "--limit", "0"],
        ["screen", "x.csv", "--limit", "9" * 30],
        ["review", "stats", "--batch", "9" * 30],
        ["bench", "--texts", "0"],
        ["screen", "x.csv", "--purpose", "\udc91\udc8a"],  # Shift JIS where UTF-8 is expected
        ["screen", "x.csv", "--loud"],
        ["screen", "x.csv", "--protocol"],
        ["models"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    assert "usage: kizashi" in capsys.readouterr().err


def test_a_name_that_the_streams_encoding_lacks_does_not_end_a_command(
    command: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows where results go to a file: the work was done, and a script was told of a bug."""

    def tell(_: Namespace) -> int:
        say("相談 – fine")
        return 0

    results = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr(command, "declare", lambda parser: parser.set_defaults(run=tell))
    monkeypatch.setattr(sys, "stdout", results)
    assert run(["failing"]) == 0
    assert results.buffer.getvalue().endswith(b" fine\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([command, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[command][1:] in " ".join(capsys.readouterr().out.split())


def test_a_reader_that_has_gone_is_no_bug(tmp_path: Path) -> None:
    """As behind `| head -1`: whoever reads the log of a script must not find a report of a bug there."""
    started = Home.make(tmp_path / "home").start("protocols", "list")
    assert started.stdout is not None
    started.stdout.close()
    assert started.stderr is not None
    with started.stderr as told:
        assert told.read() == "kizashi: The results were not read to their end. What was done is kept.\n"
    assert started.wait() == 1


def test_a_caller_may_close_all_that_is_standard(tmp_path: Path) -> None:
    """Services and schedulers start programs so; the work must be done all the same."""
    closing = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    assert Home.make(tmp_path / "home").kizashi("protocols", "list", before=closing).returncode == 0


def test_a_folder_that_is_gone_is_left_and_what_is_started_runs(tmp_path: Path) -> None:
    """As after a stick was pulled, or in another account's folder: a model's process died there, "the memory may have run out"."""
    gone = ["sh", "-ec", 'mkdir "$0"; cd "$0"; rmdir "$0"; exec "$@"', str(tmp_path / "gone")]
    ended = Home.make(tmp_path / "home").kizashi("doctor", "--json", before=gone)
    answer = json.loads(ended.stdout)["ways_out"]["started-process"]
    assert "died" not in answer, ended.stderr


def test_an_interrupt_while_a_command_is_loaded_ends_it_at_once() -> None:
    """Raised inside onnxruntime or onnx, it was lost and the run went on, was told as a bug, or aborted the process."""
    lost = (
        "import os, signal, sys, main, cli.main\n"
        "def load(name):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        for _ in range(9): pass\n"
        "    except BaseException:\n"
        "        raise ImportError(name) from None\n"
        "cli.main.import_module = load\n"
        "sys.argv = ['main.py', 'models', 'list']\n"
        "sys.exit(main.main())"
    )
    ended = subprocess.run([sys.executable, "-c", lost], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (3, "kizashi: Stopped. Nothing was begun.\n")


def test_a_polite_kill_ends_any_command_as_ctrl_c_does() -> None:
    killed = (
        "import os, signal, sys, time, main, cli.main\n"
        "cli.main.run = lambda *_: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(60))\n"
        "sys.argv = ['main.py', 'models', 'list']\n"
        "sys.exit(main.main())"
    )
    ended = subprocess.run([sys.executable, "-c", killed], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 3, ended.stderr
    assert ended.stderr == "kizashi: Stopped. Nothing was begun.\n"
