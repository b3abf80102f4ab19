"""The protocols and packs that runs and validation records name, each known by its hash."""

import json
from collections.abc import Sequence

from store.database import Database


def protocol(db: Database, name: str, version: str, sha256: str, levels: Sequence[str]) -> int:
    """Return the id of a protocol, new or known. `levels` are those of severity, mildest first."""
    known = {"protocol": name, "version": version, "levels": json.dumps(levels)}
    return int(db.tables.table("protocols").lookup({"sha256": sha256}, known))


def pack(db: Database, name: str, sha256: str, tokenizer_sha256: str) -> int:
    """Return the id of a model pack, new or known."""
    known = {"pack": name, "tokenizer_sha256": tokenizer_sha256}
    return int(db.tables.table("packs").lookup({"sha256": sha256}, known))
