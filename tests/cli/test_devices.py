"""Whoever asks for a device must learn where the model really ran, and why."""

import json
import subprocess
from pathlib import Path

import pytest

from inference.devices import Device, installed
from tests.cli.home import MAIN, Home, the_one_line, write_table

MISSING = next(device for device in Device if device not in installed())
TEXTS = ["We had tea in the garden.", "I can't sleep, and everything is too much for me now."]


@pytest.mark.pack
def test_a_device_that_does_not_work_is_said_and_kept_and_the_texts_are_screened(
    equipped: Home, tmp_path: Path
) -> None:
    ended = equipped.kizashi("screen", write_table(tmp_path / "texts.csv", TEXTS), "--device", MISSING, "--json")
    assert ended.returncode == 0, ended.stderr
    result = json.loads(ended.stdout)
    assert (result["rows"], result["not_screened"], result["providers"]) == (2, 0, ["CPUExecutionProvider"])
    assert f"ran on CPUExecutionProvider, in fp32. {MISSING}: this ONNX Runtime has no {MISSING}" in ended.stderr
    with equipped.database() as db:
        kept = db.first("SELECT providers, fallback FROM runs WHERE id = :run", run=result["run"])
    assert kept
    assert (json.loads(kept["providers"]), kept["fallback"]) == (
        ["CPUExecutionProvider"],
        f"{MISSING}: this ONNX Runtime has no {MISSING}",
    )


@pytest.mark.pack
def test_a_device_that_nobody_knows_is_one_line_that_names_the_known(equipped: Home, tmp_path: Path) -> None:
    command = [*MAIN, "screen", str(write_table(tmp_path / "texts.csv", TEXTS))]
    environment = equipped.environment | {"KIZASHI_DEVICE": "abacus"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    said = the_one_line(ended)
    assert "abacus" in said
    assert "cpu" in said
    assert not equipped.store.exists()
