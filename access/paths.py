"""Where this account's files lie. KIZASHI_HOME puts them all into one folder: a stick's, or a test's."""

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from domain.errors import StoreError

PACKS = "packs"
"""The folder of model packs in the data folder."""


def data_folder() -> Path:
    """Return the folder of stores and model packs, made for this account alone. Raises StoreError."""
    return _made("data", platformdirs.user_data_path)


def config_folder() -> Path:
    """Return the folder of settings and the account's key file, made for this account alone. Raises StoreError."""
    return _made("config", platformdirs.user_config_path)


def packs_folder() -> Path:
    """Return the folder of model packs, which need not be there yet."""
    return data_folder() / PACKS


def unattended_store() -> Path:
    """Return the path of the store that is used where none is named, which need not be there yet."""
    return data_folder() / "unattended.kizashi"


def own_store(named: Path | None) -> Path:
    """Return the path of the store that is used where nobody names one: the one `named` by a policy, else this account's.

    Its folder is made for this account alone. Raises StoreError.
    """
    return behind(_made_folder(named.parent) / named.name if named else unattended_store())


def behind(store: Path) -> Path:
    """Return the file that a link leads to, or the path itself: a store's key lies beside its file, and changes there."""
    return store.resolve() if store.is_symlink() else store


def _made(name: str, usual: Callable[..., Path]) -> Path:
    home = os.environ.get("KIZASHI_HOME")
    if home:
        return _made_folder(Path(home).absolute() / name)
    try:
        return _made_folder(usual("kizashi", appauthor=False))
    except RuntimeError as error:
        raise StoreError(
            "This account has no home folder. Set KIZASHI_HOME to a folder that you may write to."
        ) from error


def _made_folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} can't be made. Set KIZASHI_HOME to a folder that you may write to."
        ) from error
    return folder
