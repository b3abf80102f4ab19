"""Validation records: what allows a text to be called clear, and what the texts looked like on which that was measured."""

import json
from dataclasses import asdict

from domain.adjustment import Adjustment, fingerprint
from domain.pack import Pack
from domain.protocol import Protocol
from store import passports
from store.database import Database
from store.pictures import Picture


def add(db: Database, adjustment: Adjustment, protocol: Protocol, pack: Pack, picture: Picture, signer: str) -> int:
    """Record that a way of asking was measured as `adjustment` has it, and return the record's id."""
    levels = tuple(level.id for level in protocol.levels)
    return db.insert(
        "validations",
        {
            "protocol": passports.protocol(db, protocol.id, protocol.version, protocol.sha256, levels),
            "pack": passports.pack(db, pack.id, pack.sha256, pack.files["tokenizer.json"]),
            "language": adjustment.basis.language,
            "way": adjustment.basis.way,
            "texts": adjustment.texts,
            "metrics": json.dumps({"adjustment": fingerprint(adjustment), "picture": asdict(picture)}),
            "signer": signer,
            "at": adjustment.at,
        },
    )


def exists(db: Database, adjustment: Adjustment | None) -> bool:
    """Tell whether a way of asking was validated as it is now; one whose thresholds moved since was not."""
    found = adjustment and db.first(
        "SELECT 1 FROM validations WHERE metrics ->> 'adjustment' = :adjustment", adjustment=fingerprint(adjustment)
    )
    return bool(found)
