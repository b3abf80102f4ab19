"""Backups of a store, their restoring, and what is wrong with a store."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from glob import escape
from pathlib import Path

from access import blocks, keys, passphrases
from access.blocks import KeyBlock
from access.keys import Unlocked
from access.rights import authorise, failures_witnessed, witness
from custody import beside
from custody.entry import OWNER, Entry, opened, person_of
from domain import files
from domain.actor import Actor, Right
from domain.audit import AuditEntry, Head, Sought
from domain.clock import now
from domain.errors import KizashiError, StoreError, StoreLockedError, TemporaryPassphraseError
from store import audit, backup, erasures
from store.backup import Progress
from store.database import Database, open_store

KEPT_DAYS = 30
"""How long backups are kept, unless a site's policy says otherwise."""
BACKUP, VERIFY = "backup", "verify"
"""The acts on record."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and verified, the end of the store's chain after it, and the old ones that went then."""

    file: Path
    sha256: str
    head: Head
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that a backup stands in for. `replaced`: where the old one lies now, if there was one.

    `erased_again`: how many texts the backup held that had been erased since.
    """

    store: Path
    replaced: Path | None
    erased_again: int


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
    folder, this store's backups that are older than `kept_days` are removed then. Raises KizashiError, and StoreError when
    the copy is not what the store is.
    """
    authorise(entry.actor, Right.BACK_UP)
    with failures_witnessed(entry.actor, BACKUP, "store"):
        own_block = None if keys.is_sealed(entry.store) else _block_of_its_own(entry, passphrase, organisation)
        target = _target(entry.store, to)
        made = _written_and_checked(entry, target, own_block, progress)
    if to and not to.is_dir():
        return made
    with entry.open() as db:
        return replace(made, removed=tuple(_prune(db, entry.actor, target.parent, target, kept_days)))


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
            sha256 = _checked(target, entry.key, progress)
            return Backup(target, sha256, _record(db, entry.actor, BACKUP, target.name, sha256), ())
    except BaseException:
        beside.remove(target)
        raise


def restore(
    source: Path, store: Path, unlock: Callable[[Path], tuple[str, Unlocked]], unattended: Path | None = None
) -> Restored:
    """Put a backup in a store's place, after it was verified. The store that was there stays beside it, under another name.

    `unlock` opens the key block of the copy at a path and names who did ("" for a single owner). `unattended`: the folder
    of the account's own key file, where the store is the account's own. What was erased since the backup is erased again
    before anybody can open it. Raises KizashiError; until the last moment nothing was replaced.
    """
    copy = store.with_name(f"{store.name}.restoring")
    try:
        _take_in(source, copy)
        name, unlocked = unlock(copy)
        if unlocked.temporary:
            raise TemporaryPassphraseError
        copy.with_name(f"{copy.name}.attempts").unlink(missing_ok=True)
        with opened(copy, unlocked) as (db, key):
            actor = person_of(db, name) if name else OWNER
            authorise(actor, Right.BACK_UP)
            if found := backup.problems(partial(open_store, copy, key)):
                raise StoreError(f"The backup {source.name} is damaged, and nothing was replaced. {found[0]}")
            with db.atomic(durable=True):
                erased = erasures.reapply(db, erasures.read(store)).texts
                _record(db, actor, "restore", source.name, f"{erased} erased again")
            if erased:
                erasures.compact(db)
        if backup.in_use(store):
            raise StoreLockedError(f"The store {store.name} is open in another program. Close it, then try again.")
        replaced = _set_aside(store)
        if unattended and not keys.people(copy):
            keys.keep_unattended_key(unattended, key)
        else:
            files.key_block(copy).replace(files.key_block(store))
        copy.replace(store)
        files.sync_names(store.parent)
        return Restored(store, replaced, erased)
    finally:
        for file in copy.parent.glob(f"{escape(copy.name)}*"):
            if not file.name.endswith(".attempts"):  # wrong passphrases count here too
                file.unlink()


def last_backup(db: Database, actor: Actor) -> str:
    """Return when the last backup was written (UTC, ISO 8601), "" where none was."""
    authorise(actor, Right.BACK_UP)
    found = audit.lines(db, Sought(act=BACKUP), audit.head(db).row + 1, 1)
    return found[0].entry.at if found else ""


def keep_to_backups(db: Database, actor: Actor, kept_days: int = KEPT_DAYS) -> list[Path]:
    """Remove what stands beside a store, backups and copies, and is older than `kept_days`; return what went.

    Whoever has opened the store may: nobody has to decide it. The latest backup stays, however old it is. On record.
    """
    folder = db.path.parent / beside.BACKUPS
    newest = max(beside.backups(db.path, folder), default=None)
    return _prune(db, actor, folder, newest, kept_days)


def _prune(db: Database, actor: Actor, folder: Path, newest: Path | None, kept_days: int) -> list[Path]:
    """Remove the store's backups in a folder, but the `newest`, and its copies beside it, when they are outdated; on record."""
    before = (datetime.now(UTC) - timedelta(days=kept_days)).strftime(beside.STAMP)
    found = (*beside.backups(db.path, folder), *beside.kept(db.path))
    outdated = [file for file in found if file != newest and beside.written(file) < before]
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
    """Return the file to write: in a folder, one with the time in its name. Raises KizashiError where there is one."""
    folder = store.parent / beside.BACKUPS
    if to is None:
        folder.mkdir(mode=0o700, exist_ok=True)
    elif to.is_dir():
        folder = to
    else:
        if to.exists() or files.key_block(to).exists():
            raise KizashiError(f"There is a file {to} already. Give the backup another name.")
        return to
    return folder / beside.backup_name(store)


def _checked(target: Path, key: bytes, progress: Progress) -> str:
    """Read a backup back and return its SHA-256. Raises StoreError when anything is wrong with it."""
    if found := backup.problems(partial(open_store, target, key), progress=progress):
        raise StoreError(f"The backup {target.name} could not be written whole: {found[0]} Try another place.")
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take_in(source: Path, copy: Path) -> None:
    """Copy a backup and its key block beside the store that it is for. Raises StoreError."""
    beside.remove(copy)
    if not files.key_block(source).exists():
        raise StoreError(
            f"The key file {files.key_block(source).name} is not beside {source}. Put both into one folder."
        )
    try:
        for part in ("", ".keys"):
            to = copy.with_name(copy.name + part)
            to.touch(mode=0o600)
            shutil.copyfile(source.with_name(source.name + part), to)
    except OSError as error:
        raise StoreError(f"The backup {source} can't be copied to {copy.parent}: {error.strerror}.") from error


def _set_aside(store: Path) -> Path | None:
    """Give a store and all that belongs to it another name; nothing of it is left for the one that takes its place."""
    if not store.exists() and not files.key_block(store).exists():
        return None
    aside = store.with_name(f"{store.name}.replaced-{beside.stamp()}")
    for part in beside.PARTS:
        try:
            store.with_name(store.name + part).rename(aside.with_name(aside.name + part))
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(
                f"The store {store.name} can't be set aside: {error.strerror}. Close it, then try again."
            ) from error
    return aside


def _record(db: Database, actor: Actor, act: str, name: str, new: str) -> Head:
    return audit.append(db, AuditEntry(now(), actor.name, act, f"file {name}", new=new))
