"""What a user would lose if paths failed them: a store where nobody looks for it, or that others can read."""

import os
from pathlib import Path

import pytest

from access.paths import config_folder, data_folder, packs_folder, unattended_store
from domain.errors import StoreError


def test_one_variable_puts_everything_into_one_folder(home: Path) -> None:
    for path in (data_folder(), config_folder(), packs_folder(), unattended_store()):
        assert home in path.parents
    assert data_folder() != config_folder(), "the key does not lie beside what it opens"


def test_a_home_given_from_here_is_the_same_from_elsewhere(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIZASHI_HOME", home.name)
    before = unattended_store()
    monkeypatch.chdir("/")
    assert before == home / "data" / "unattended.kizashi"


def test_the_folders_are_for_this_account_alone(home: Path) -> None:
    for folder in (data_folder(), config_folder()):
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o777 == 0o700
    assert home.is_dir()


def test_without_the_variable_the_system_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIZASHI_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "account"))
    if os.name == "posix":
        assert tmp_path in data_folder().parents
        assert "kizashi" in config_folder().parts


@pytest.mark.skipif(os.name != "posix", reason="Windows always knows an account's folders")
def test_an_account_without_a_home_is_told_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a service, or in a container: and what it is told to set must do."""

    def unknown(_uid: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("KIZASHI_HOME", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for folder in (data_folder, config_folder):
        with pytest.raises(StoreError, match="no home folder"):
            folder()
    monkeypatch.setenv("KIZASHI_HOME", str(tmp_path / "stick"))
    assert data_folder().is_dir()


def test_a_folder_that_can_not_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("KIZASHI_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreError, match="Set KIZASHI_HOME"):
        data_folder()
