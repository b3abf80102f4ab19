"""The protocols and packs that runs name, each known by its hash."""

import json

from domain.screening import Passport
from store.database import Database


def protocol(db: Database, passport: Passport) -> int:
    """Return the id of the passport's protocol, new or known."""
    known = {
        "protocol": passport.protocol,
        "version": passport.protocol_version,
        "levels": json.dumps(passport.levels),
    }
    return int(db.tables.table("protocols").lookup({"sha256": passport.protocol_sha256}, known))


def pack(db: Database, passport: Passport) -> int:
    """Return the id of the passport's model pack, new or known."""
    known = {"pack": passport.pack, "tokenizer_sha256": passport.tokenizer_sha256}
    return int(db.tables.table("packs").lookup({"sha256": passport.pack_sha256}, known))
