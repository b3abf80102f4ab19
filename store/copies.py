"""A whole copy of a store under its own key, with the key block that opens it."""

from pathlib import Path

from sqlite_utils import Database as Tables

from domain import files


def copy(tables: Tables, store: Path, target: Path) -> None:
    """Write a copy of `store`, and of the key block beside it, while others go on working.

    `VACUUM INTO` takes an empty file as it is: one made for this account alone. Raises the database's errors and OSError.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        tables.execute("VACUUM INTO ?", [str(partial)])
        block = files.key_block(store)
        if block.exists():
            with files.whole_file(files.key_block(target)) as out:
                out.write(block.read_text(encoding="utf-8"))
        partial.replace(target)
        files.sync_names(target.parent)
    finally:
        partial.unlink(missing_ok=True)
