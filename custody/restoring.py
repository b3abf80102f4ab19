"""A backup put in the place of a store."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from glob import escape
from pathlib import Path

from access import keys
from access.keys import Unlocked
from access.rights import authorise
from custody import beside
from custody.entry import OWNER, opened, person_of
from domain import files
from domain.actor import Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import StoreError, StoreLockedError, TemporaryPassphraseError
from store import audit, backup, compacting, erasures, ledger
from store.database import open_store


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that a backup stands in for. `replaced`: where the old one lies now, if there was one.

    `erased_again`: how many texts the backup held that had been erased since.
    """

    store: Path
    replaced: Path | None
    erased_again: int


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
                erased = erasures.reapply(db, ledger.read(store)).texts
                row = AuditEntry(now(), actor.name, "restore", f"file {source.name}", new=f"{erased} erased again")
                audit.append(db, row)
            if erased:
                compacting.compact(db)
        if backup.in_use(store):
            raise StoreLockedError(f"The store {store.name} is open in another program. Close it, then try again.")
        replaced = _set_aside(store)
        if unattended and not keys.people(copy):
            keys.keep_unattended_key(unattended, key, replaced)
        else:
            files.key_block(copy).replace(files.key_block(store))
        copy.replace(store)
        files.sync_names(store.parent)
        return Restored(store, replaced, erased)
    finally:
        for file in copy.parent.glob(f"{escape(copy.name)}*"):
            if not file.name.endswith(".attempts"):  # wrong passphrases count here too
                file.unlink()


def _take_in(source: Path, copy: Path) -> None:
    """Copy a backup and its key block beside the store that it is for. Raises StoreError."""
    beside.remove(copy)
    if not files.key_block(source).exists():
        raise StoreError(
            f"The key file {files.key_block(source).name} is not beside {source}. Put both into one folder."
        )
    try:
        for part in ("", "-wal", ".keys"):
            held, to = source.with_name(source.name + part), copy.with_name(copy.name + part)
            if part != "-wal" or held.exists():  # what a store that was set aside unclosed had written last
                to.touch(mode=0o600)
                shutil.copyfile(held, to)
    except OSError as error:
        raise StoreError(f"The backup {source} can't be copied to {copy.parent}: {error.strerror}.") from error


def _set_aside(store: Path) -> Path | None:
    """Give a store and all that belongs to it another name; nothing of it is left for the one that takes its place."""
    if not store.exists() and not files.key_block(store).exists():
        return None
    aside = beside.free_name(store.with_name(f"{store.name}.replaced-{beside.stamp()}"))
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
