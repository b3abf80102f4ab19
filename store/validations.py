"""Validation records: what allows a text to be called clear."""

from store.database import Database


def exists(db: Database, pack_sha256: str, protocol_sha256: str, language: str, way: str) -> bool:
    """Tell whether this pack, protocol, language and way of asking have a validation record."""
    found = db.first(
        """
        SELECT 1 FROM validations
            JOIN packs ON packs.id = validations.pack
            JOIN protocols ON protocols.id = validations.protocol
        WHERE packs.sha256 = :pack AND protocols.sha256 = :protocol AND language = :language AND way = :way
        """,
        pack=pack_sha256,
        protocol=protocol_sha256,
        language=language,
        way=way,
    )
    return found is not None
