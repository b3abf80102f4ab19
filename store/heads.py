"""The heads that learned from a site's own examples. A head goes out of use when one of its examples is erased."""

import json

from domain.head import Head, fingerprint
from domain.pack import Pack
from domain.protocol import Protocol
from store.database import Database


def keep(db: Database, example_set: int, protocol: Protocol, pack: Pack, head: Head, content: bytes, at: str) -> None:
    """Keep a fitted head of a set; `content` is that of its file."""
    levels = json.dumps([level.id for level in protocol.levels])
    with db.atomic():
        db.tables.execute(
            """
            INSERT INTO heads
                (protocol, example_set, pack, exit, variant, prefix_sha256, sha256, weights, fitted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (sha256) DO UPDATE SET weights = excluded.weights, retired_at = NULL
            """,
            [
                db.tables.table("protocols").lookup(
                    {"sha256": protocol.sha256},
                    {"protocol": protocol.id, "version": protocol.version, "levels": levels},
                ),
                example_set,
                db.tables.table("packs").lookup(
                    {"sha256": pack.sha256}, {"pack": pack.id, "tokenizer_sha256": pack.files["tokenizer.json"]}
                ),
                head.tie.exit,
                head.tie.variant,
                head.tie.prefix_sha256,
                fingerprint(head),
                content,
                at,
            ],
        )


def find(db: Database, example_set: int, protocol_sha256: str, pack_sha256: str) -> bytes | None:
    """Return the head of a set for a protocol file and a pack, as the content of its file, or None."""
    found = db.first(
        """
        SELECT weights FROM heads
            JOIN protocols ON protocols.id = heads.protocol
            JOIN packs ON packs.id = heads.pack
        WHERE example_set = :example_set AND protocols.sha256 = :protocol AND packs.sha256 = :pack
            AND heads.retired_at IS NULL
        ORDER BY heads.id DESC
        """,
        example_set=example_set,
        protocol=protocol_sha256,
        pack=pack_sha256,
    )
    return bytes(found["weights"]) if found else None
