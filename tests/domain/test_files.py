"""What a user would lose if a file were placed carelessly: the key or the store that was there first."""

import os
from pathlib import Path

import pytest

from domain.files import place


def refuse(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_finished_file_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    finished = tmp_path / "finished"
    finished.write_text("whole")
    place(finished, tmp_path / "key")
    assert (tmp_path / "key").read_text() == "whole"


def test_a_file_that_was_there_first_stays(tmp_path: Path) -> None:
    finished, key = tmp_path / "finished", tmp_path / "key"
    finished.write_text("second")
    key.write_text("first")
    place(finished, key)
    assert key.read_text() == "first"
