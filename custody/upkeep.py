"""Backups of a store, and what is wrong with one."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from access import blocks, keys, passphrases
from access.blocks import KeyBlock
from access.rights import authorise, failures_witnessed, witness
from custody import beside
from custody.dates import DateError, check_date
from custody.entry import Entry
from domain.actor import Actor, Right
from domain.audit import AuditEntry, Head, Sought
from domain.clock import now
from domain.errors import KizashiError, StoreError
from domain.policy import KEPT_DAYS
from store import audit, backup, failures
from store.backup import Progress
from store.database import Database, open_store

LONGEST = ".partial-journal"
"""What stands behind a backup's name while it is written: nothing longer does."""
BACKUP, COPY_UNSOUND, VERIFY = "backup", "copy-unsound", "verify"
"""The acts on record."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and verified, the end of the store's chain after it, and the old ones that went then."""

    file: Path
    sha256: str
    head: Head
    removed: tuple[Path, ...]


def verify(entry: Entry, noted: Head | None = None, progress: Progress = lambda _share: None) -> list[str]:
    """Return a sentence for each thing that is wrong with the store; nothing for a sound one. `noted`: a chain's head.

    Who has looked, and how many things were wrong, goes on record if the store still takes a row.
    """
    authorise(entry.actor, Right.VERIFY)
    with failures_witnessed(entry.actor, VERIFY, "store"):
        found = backup.problems(entry.open, noted, progress)
    witness(entry.actor, VERIFY, "store", f"problems {len(found)}" if found else "sound")
    return found


def back_up(
    entry: Entry,
    to: Path | None = None,
    passphrase: str = "",
    organisation: bytes | None = None,
    *,
    kept_days: int = KEPT_DAYS,
    progress: Progress = lambda _share: None,
) -> Backup:
    """Write a backup with its key block to a file, into a folder (a stick), or beside the store; then read it back.

    `passphrase` seals the backup of a store that has none of its own, and an `organisation` can open that one too. In a
    folder, this store's backups that are older than `kept_days` are removed then, unless the computer's date is doubted.
    Raises KizashiError, and StoreError when the copy is not what the store is, or the store is not sound: it is copied then
    under a name that says so.
    """
    authorise(entry.actor, Right.BACK_UP)
    with failures_witnessed(entry.actor, BACKUP, "store"):
        own_block = None if keys.is_sealed(entry.store) else _block_of_its_own(entry, passphrase, organisation)
        target = _target(entry.store, to)
        made = _written_and_checked(entry, target, own_block, progress)
    if to and not to.is_dir():
        return made
    with entry.open() as db, suppress(DateError):
        made = replace(made, removed=tuple(_prune(db, entry.actor, target.parent, target, kept_days)))
    return made


def _block_of_its_own(entry: Entry, passphrase: str, organisation: bytes | None) -> KeyBlock:
    """Return the key block for the backup of a store that has none."""
    holder = blocks.person(keys.OWNER, passphrases.check(passphrase), entry.key)
    return KeyBlock((holder,)).open_to(organisation, entry.key)


def _written_and_checked(entry: Entry, target: Path, own_block: KeyBlock | None, progress: Progress) -> Backup:
    try:
        with entry.open() as db:
            backup.write(db, target)
            if own_block:
                keys.seal(target, own_block, entry.key)
            sha256 = _checked(entry, target, progress)
            row = AuditEntry(now(), entry.actor.name, BACKUP, f"file {target.name}", new=sha256)
            return Backup(target, sha256, audit.append(db, row), ())
    except BaseException:
        beside.remove(target)
        raise


def last_backup(db: Database, actor: Actor) -> str:
    """Return when the last backup was written (UTC, ISO 8601), "" where none was."""
    authorise(actor, Right.BACK_UP)
    found = audit.lines(db, Sought(act=BACKUP), audit.head(db).row + 1, 1)
    return found[0].entry.at if found else ""


def keep_to_backups(db: Database, actor: Actor, kept_days: int = KEPT_DAYS) -> list[Path]:
    """Remove what stands beside a store, backups and copies, and is older than `kept_days`; return what went.

    Whoever has opened the store may: nobody has to decide it. The latest backup stays, however old it is, and beside it what
    bears a date that is yet to come. On record. Raises DateError.
    """
    folder = db.path.parent / beside.BACKUPS
    dated = (file for file in beside.backups(db.path, folder) if beside.written(file) <= beside.stamp())
    newest = max(dated, default=None)
    return _prune(db, actor, folder, newest, kept_days)


def _prune(db: Database, actor: Actor, folder: Path, newest: Path | None, kept_days: int) -> list[Path]:
    """Remove the store's backups in a folder, but the `newest`, and its copies beside it, when they are outdated; on record."""
    check_date(db, actor)
    before = (datetime.now(UTC) - timedelta(days=kept_days)).strftime(beside.STAMP)
    found = {*beside.backups(db.path, folder), *beside.unsound(db.path, folder), *beside.kept(db.path)}
    outdated = [file for file in sorted(found) if file != newest and beside.written(file) < before]
    if outdated:
        with db.atomic(durable=True):
            names = ", ".join(sorted(file.name for file in outdated))
            audit.append(db, AuditEntry(now(), actor.name, "remove-backups", "store", old=names))
            for file in outdated:
                _remove_outdated(file)
    return outdated


def _remove_outdated(file: Path) -> None:
    try:
        beside.remove(file)
    except OSError as error:
        raise StoreError(f"The old backup {file} can't be removed: {error.strerror}. Remove it yourself.") from error


def _target(store: Path, to: Path | None) -> Path:
    """Return the file to write: in a folder, one with the time in its name.

    Raises KizashiError where there is one, and StoreError where the disk takes no name so long.
    """
    place = to or store.parent / beside.BACKUPS
    with failures.reached(place):
        if to is None:
            place.mkdir(mode=0o700, exist_ok=True)
        target = place / beside.backup_name(store) if place.is_dir() else place
        taken = [target.with_name(target.name + part).exists() for part in (*beside.PARTS, LONGEST)]
    if target == place and any(taken):
        raise KizashiError(f"There is a file {target} already. Give the backup another name.")
    return target


def _checked(entry: Entry, target: Path, progress: Progress) -> str:
    """Read a backup back and return its SHA-256. Raises StoreError when anything is wrong with it.

    What is wrong with the store too stays, under a name that says so: nothing else may be left of its words.
    """
    if found := backup.problems(partial(open_store, target, entry.key), progress=progress):
        if backup.problems(entry.open, progress=progress):
            raise _unsound(entry, target, found[0])
        raise StoreError(f"The backup {target.name} could not be written whole: {found[0]} Try another place.")
    return _sha256(target)


def _unsound(entry: Entry, target: Path, found: str) -> StoreError:
    sha256, copy = _sha256(target), beside.mark_unsound(target)
    witness(entry.actor, COPY_UNSOUND, f"file {copy.name}", sha256)
    return StoreError(
        "The store {store} is not sound: {found} It was copied as it is to {copy}, which is no backup. Keep it, and "
        "restore the last good backup.",
        store=entry.store.name,
        found=found,
        copy=copy,
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
