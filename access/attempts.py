"""The growing delay after wrong passphrases. It is kept in a file beside the store, so that a restart can't skip it."""

import json
import math
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TextIO

from access.systems import system
from domain.errors import KeyFileError, LockedOutError

FREE = 3
"""How many wrong passphrases in a row are a slip of the hand."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
NOBODY = " "
"""Under which name attempts for unknown names are counted: what was typed may be a passphrase in the wrong field."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """One name's wrong passphrases: in a row, and not yet in the audit chain. Clocks (seconds): the wall's, uptime."""

    failures: int = 0
    unrecorded: int = 0
    wall: float = 0.0
    uptime: float = 0.0

    @property
    def delay(self) -> float:
        """How long the next attempt has to wait after the last one, in seconds."""
        return min(FIRST_WAIT * 2.0 ** min(self.failures - FREE, 20), LONGEST_WAIT) if self.failures >= FREE else 0.0

    def left(self, wall: float, uptime: float) -> float:
        """Return the seconds still to wait; the shorter of the two clocks counts, so that setting one doesn't help.

        A clock that stands before the last attempt tells nothing: it was set back, or the machine was started again.
        """
        passed = [now - then for now, then in ((wall, self.wall), (uptime, self.uptime)) if now >= then]
        return max(self.delay - min(passed, default=0.0), 0.0)


@contextmanager
def attempt(store: Path, name: str) -> Iterator[None]:
    """Make a block an attempt for `name`: it counts as failed from its beginning and, when it ends well, no more.

    Attempts on one store wait for one another. Raises LockedOutError while the name has to wait, and KeyFileError where
    no attempt can be counted.
    """
    with _locked(store) as file:
        known, (wall, uptime) = _read(file), clocks()
        before = known.get(name, Attempts())
        left = before.left(wall, uptime)
        if left:
            if wall < before.wall and uptime < before.uptime:  # the wait begins anew, and does go by
                _write(file, {**known, name: replace(before, wall=wall, uptime=uptime)})
            seconds = math.ceil(left)
            raise LockedOutError(
                f"Too many wrong passphrases in a row. Wait {seconds} seconds, then try again.", seconds
            )
        _write(file, {**known, name: Attempts(before.failures + 1, before.unrecorded + 1, wall, uptime)})
        yield
        _write(file, {**known, name: Attempts(0, before.unrecorded)})


def of_key(named: str) -> str:
    """Return the name under which wrong keys of one kind are counted: no person's name begins so."""
    return f" {named}"


def forgive(store: Path, name: str) -> None:
    """Let a name try again at once: its passphrase is another one now. What was wrong stays to be recorded."""
    with _locked(store) as file:
        known = _read(file)
        if name in known:
            _write(file, {**known, name: Attempts(0, known[name].unrecorded)})


def unrecorded(store: Path) -> Mapping[str, int]:
    """Return how many wrong passphrases each name has that the audit chain doesn't know of."""
    with _locked(store) as file:
        return {name: attempts.unrecorded for name, attempts in _read(file).items() if attempts.unrecorded}


def forget_unrecorded(store: Path) -> None:
    """Note that the audit chain knows of them all."""
    with _locked(store) as file:
        _write(file, {name: replace(attempts, unrecorded=0) for name, attempts in _read(file).items()})


def clocks() -> tuple[float, float]:
    """Return the wall's clock and the machine's uptime, in seconds; all programs on a machine share both."""
    return time.time(), time.monotonic()


@contextmanager
def _locked(store: Path) -> Iterator[TextIO]:
    """Give the store's file of attempts, to this process alone."""
    try:
        handle = os.open(store.with_name(f"{store.name}.attempts"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise KeyFileError(
            f"The store {store.name} can't be opened: nothing can be written in {store.parent}. Check the folder's rights."
        ) from error
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        system.lock(handle)
        yield file


def _read(file: TextIO) -> dict[str, Attempts]:
    """Return what is known; who can damage the file could remove it too, so damage is no reason to keep people out."""
    file.seek(0)
    try:
        return {name: _attempts(**kept) for name, kept in json.load(file).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _attempts(failures: int, unrecorded: int, wall: float, uptime: float) -> Attempts:
    return Attempts(int(failures), int(unrecorded), float(wall), float(uptime))


def _write(file: TextIO, known: Mapping[str, Attempts]) -> None:
    """Write in place: a file put in its place would be another one than the one that is locked."""
    kept = {name: asdict(attempts) for name, attempts in known.items() if attempts.failures or attempts.unrecorded}
    file.seek(0)
    file.truncate()
    json.dump(kept, file, ensure_ascii=False)
    file.flush()
    os.fsync(file.fileno())
