"""The one command that others build on: what it prints, what it exports, and how it comes back after a kill."""

import json
import random
import signal
import time
from pathlib import Path

import pytest

from cli.progress import Watch
from cli.terminal import RESULTS
from domain.outcome import Outcome
from screening.events import Event, Started
from store import runs, settings
from tests.cli.home import Home, read_table, the_one_line, write_table
from tests.paths import ROOT

pytestmark = pytest.mark.pack

EXAMPLES = ROOT / "examples" / "messages.csv"
KEYS = [
    *("run", "rows", "flagged", "clear", "unsure", "not_screened", "seconds", "texts_per_second"),
    *("model", "protocol", "way", "providers", "store"),
]
JAPANESE = "今日は雨でした。とても疲れた。"
TEXTS = ["We had tea in the garden.", "I can't sleep, and everything is too much for me now.", JAPANESE]


def many_texts(rows: int) -> list[str]:
    """Return short texts that are all different: the openings of the examples, numbered."""
    openings = [row["message"].split(".")[0][:60] for row in read_table(EXAMPLES)]
    return [f"{row}: {openings[row % len(openings)]}" for row in range(rows)]


def done(home: Home) -> int:
    """Return how many rows the only run has, while another process may be at it."""
    if not home.store.exists():
        return 0
    with home.database() as db:
        return sum(run.counts.done for run in runs.summaries(db))


def test_json_has_exactly_the_keys_that_scripts_rely_on(equipped: Home, tmp_path: Path) -> None:
    file = write_table(tmp_path / "texts.csv", TEXTS)
    result = json.loads(equipped.kizashi("screen", file, "--json").stdout)
    assert list(result) == KEYS
    assert result["rows"] == 3 == result["flagged"] + result["clear"] + result["unsure"] + result["not_screened"]
    assert (result["model"], result["protocol"], result["way"]) == ("smollm2-135m", "stress", "zero-shot")
    assert result["providers"] == ["CPUExecutionProvider"]
    assert result["store"] == str(equipped.store)
    assert result["texts_per_second"] > 0
    again = json.loads(equipped.here("screen", file, "--json").stdout)
    assert (again["run"], again["rows"]) == (result["run"], 3)
    other = json.loads(equipped.here("screen", file, "--json", "--new").stdout)
    assert other["run"] != result["run"]
    with equipped.database() as db:
        settings.put_date_seen(db, "2021-03-01T09:00:00+00:00")
    stated = equipped.here("screen", file, "--json", "--purpose", "a study")
    assert stated.returncode == 0
    assert "--confirm-date" in stated.stderr, "nobody is told that the date is doubted"
    assert (
        "though run 2 was about them too: another purpose, group of people or legal basis is stated." in stated.stderr
    )


def test_what_a_batch_is_for_is_printed_with_its_results_and_goes_with_its_export(
    equipped: Home, tmp_path: Path
) -> None:
    file, out = write_table(tmp_path / "texts.csv", TEXTS[:1]), tmp_path / "out.csv"
    stated = (
        "--purpose",
        "triage",
        "--whose",
        "clients of a chat",
        "--legal-basis",
        "consent",
        "--retention-days",
        "30",
    )
    ended = equipped.here("screen", file, *stated, "--export", out)
    assert "Purpose: triage. Whose texts: clients of a chat. Legal basis: consent." in ended.stdout, ended.stderr
    assert "stay 30 days" in ended.stdout
    note = out.with_name("out.csv.audit").read_text(encoding="utf-8")
    assert "legal basis: consent" in note
    [head] = [line.removeprefix("audit head: ") for line in note.splitlines() if line.startswith("audit head: ")]
    assert head in ended.stderr
    assert "is sound" in equipped.here("store", "verify", "--head", head).stdout


def test_a_person_reads_what_became_of_the_rows_and_where_to_go_on(equipped: Home, tmp_path: Path) -> None:
    ended = equipped.here("screen", write_table(tmp_path / "texts.csv", TEXTS), "--protocol", "depression")
    assert ended.returncode == 0
    for words in ("not screened", "r3", "reads English", "python main.py", "not flagged"):
        assert words in ended.stdout
    assert "texts.csv: 3 texts from the column text" in ended.stderr
    assert not any(text in ended.stdout + ended.stderr for text in TEXTS)


def test_a_long_id_is_read_whole_in_a_narrow_terminal(
    equipped: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is how the row is found that nobody but a person can read."""
    monkeypatch.setattr(RESULTS, "_width", 60)
    id_ = "3f2b9c1e-7d54-4a9e-9a11-0c5d2f6e8b77"
    (tmp_path / "texts.csv").write_text(f"id,text\n{id_},{JAPANESE}\n", encoding="utf-8")
    said = equipped.here("screen", tmp_path / "texts.csv").stdout
    rows = [line.split("│") for line in said.splitlines() if line.count("│") == 4]
    assert id_ in "".join(cells[2].strip() for cells in rows)


def test_the_export_has_the_rows_of_the_file_in_its_order(equipped: Home, tmp_path: Path) -> None:
    ended = equipped.here("screen", EXAMPLES, "--limit", 7, "--export", tmp_path / "out.csv")
    assert ended.returncode == 0
    rows = read_table(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == [row["id"] for row in read_table(EXAMPLES)][:7]
    assert {row["outcome"] for row in rows} <= set(Outcome)


def test_several_protocols_have_a_run_and_an_export_each(equipped: Home, tmp_path: Path) -> None:
    protocols = ("--protocol", "stress", "--protocol", "depression", "--protocol", "stress")
    out = ("--json", "--export", tmp_path / "out.csv")
    ended = equipped.here("screen", EXAMPLES, "--limit", 3, *protocols, *out)
    runs_of = json.loads(ended.stdout)["runs"]
    assert [one["protocol"] for one in runs_of] == ["stress", "depression"], "each once, in their order"
    assert all(list(one) == KEYS for one in runs_of)
    for one in runs_of:
        rows = read_table(tmp_path / f"out-{one['protocol']}.csv")
        assert [row["run"] for row in rows] == [str(one["run"])] * 3
    assert not (tmp_path / "out.csv").exists()


def test_two_protocols_of_one_id_are_refused_before_one_overwrites_the_export_of_the_other(
    equipped: Home, tmp_path: Path
) -> None:
    other = tmp_path / "stress.toml"
    shipped = (ROOT / "screening" / "protocols" / "stress.toml").read_text(encoding="utf-8")
    other.write_text(f"{shipped}\n# changed\n", encoding="utf-8")
    protocols = ("--protocol", "stress", "--protocol", other)
    ended = equipped.here("screen", EXAMPLES, "--limit", 1, *protocols, "--export", tmp_path / "out.csv")
    assert ended.returncode == 1
    assert "Two of the protocols have one id" in the_one_line(ended)
    assert not list(tmp_path.glob("out*"))


def test_a_folder_is_screened_one_text_a_document(equipped: Home, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    for name in ("b.txt", "a.txt"):
        (letters / name).write_text(TEXTS[0], encoding="utf-8")
    ended = equipped.here("screen", letters, "--export", tmp_path / "out.csv")
    assert ended.returncode == 0
    assert [row["id"] for row in read_table(tmp_path / "out.csv")] == ["a.txt", "b.txt"]


def test_a_store_with_a_passphrase_opens_with_that_one_alone(equipped: Home, tmp_path: Path) -> None:
    file, store = write_table(tmp_path / "texts.csv", [JAPANESE]), tmp_path / "mine.kizashi"
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("four words and more\n", encoding="utf-8")
    wrong.write_text("four other words\n", encoding="utf-8")
    order = ["screen", file, "--store", store, "--json"]
    assert json.loads(equipped.kizashi(*order, "--passphrase-file", right).stdout)["store"] == str(store)
    assert "passphrase" in the_one_line(equipped.here(*order, "--passphrase-file", wrong))
    assert "none" in the_one_line(equipped.here(*order, "--passphrase-file", tmp_path / "none"))
    assert "passphrase" in the_one_line(equipped.here(*order))
    assert json.loads(equipped.here(*order, "--passphrase-file", right).stdout)["run"] == 1
    assert "--store" in the_one_line(equipped.here("screen", file, "--passphrase-file", right))
    assert not equipped.store.exists()


def test_a_run_that_is_killed_again_and_again_ends_with_every_row_once(equipped: Home, tmp_path: Path) -> None:
    rows, dice = 150, random.Random(7)  # noqa: S311 - a test's dice
    order = ["screen", write_table(tmp_path / "texts.csv", many_texts(rows)), "--export", tmp_path / "out.csv"]
    for at in [0, *sorted(dice.sample(range(rows - 50), 4))]:
        running = equipped.start(*order)
        while done(equipped) < at and running.poll() is None:
            time.sleep(0.1)
        time.sleep(dice.random() / 2)
        running.kill()
        running.communicate()
        assert running.returncode == -signal.SIGKILL
    assert 0 < done(equipped) < rows
    ended = equipped.here(*order, "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["run"] == 1
    result = read_table(tmp_path / "out.csv")
    assert [row["id"] for row in result] == [f"r{row}" for row in range(1, rows + 1)]
    assert {row["run"] for row in result} == {"1"}
    assert "stopped" not in {row["code"] for row in result}


def test_an_interrupt_keeps_what_is_done_and_the_same_command_goes_on(equipped: Home, tmp_path: Path) -> None:
    rows = 60
    order = [
        "screen",
        write_table(tmp_path / "texts.csv", many_texts(rows)),
        "--export",
        tmp_path / "out.csv",
        "--json",
    ]
    running = equipped.start(*order)
    while done(equipped) < 5 and running.poll() is None:
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    printed, told = running.communicate(timeout=280)
    assert running.returncode == 3
    assert told.splitlines()[-1] == "kizashi: Stopped. Run the same command again to go on where it stopped."
    stopped, exported = json.loads(printed), read_table(tmp_path / "out.csv")
    assert stopped["rows"] == rows == len(exported)
    assert stopped["not_screened"] == sum(row["outcome"] == Outcome.NOT_SCREENED for row in exported)
    assert "stopped" in {row["code"] for row in exported}
    resumed = equipped.here(*order)
    assert resumed.returncode == 0
    assert json.loads(resumed.stdout)["run"] == stopped["run"]
    assert "stopped" not in {row["code"] for row in read_table(tmp_path / "out.csv")}


def test_a_file_that_is_gone_before_its_run_has_ended_takes_no_result_along(
    equipped: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick is pulled out, or a script moves what it has handed over: its texts are in the store by then."""
    file = write_table(tmp_path / "texts.csv", TEXTS)

    def take_away(_: Watch, event: Event) -> None:
        if isinstance(event, Started):
            file.unlink()

    monkeypatch.setattr(Watch, "show", take_away)
    ended = equipped.here("screen", file, "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["rows"] == 3
    assert "texts.csv: 3 texts" in ended.stderr


def test_a_file_that_another_model_reads_is_named_before_the_run_with_the_step_to_take(
    equipped: Home, tmp_path: Path
) -> None:
    file = write_table(
        tmp_path / "texts.csv", ["今日は友だちと公園で遊んだ。楽しかった。", "I had a fine day with my sister."]
    )
    said = equipped.here("screen", file, "--json").stderr
    assert "does not read Japanese and leaves such texts unscreened: 1 of the first 2." in said
    assert "models build gemma3-270m" in said
