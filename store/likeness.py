"""Texts that say the same, or nearly: found through the index of the bodies, so that nothing more is stored of them."""

import json
from collections import Counter
from dataclasses import dataclass, field

from store.database import Database, Row

PIECES = {40: 6, 12: 6}
"""Characters in a piece of a text that is looked for in others, and how many pieces: nearly the same text holds some of them
unchanged, and a long one is seldom found by chance."""
LEAST = 3
"""Characters in a part that the index can find."""
HITS = 500
"""Cases taken up for one piece: where all texts of a batch begin alike, the first ones have to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case whose text holds pieces of another one. `same_person`: both say who wrote them, and it is the same."""

    case: int
    text: int
    untrusted_body: str = field(repr=False)
    same_person: bool


def identical(db: Database, case: int) -> list[int]:
    """Return the cases that wait for a first reader and whose text is the same to the last character.

    Of the same person, in a batch with this one, under the same protocol. None where nobody is named: strangers who say
    the same are not one person.
    """
    rows = db.query(
        f"""
        SELECT other.id FROM {_SAME}
        WHERE cases.id = :case AND other.decided = 0 AND other.reading = 1 AND other.closed = 0 AND {_TOGETHER}
        ORDER BY other.id
        """,
        case=case,
    )
    return [row["id"] for row in rows]


def candidates(db: Database, case: int, body: str, most: int) -> list[Candidate]:
    """Return other cases of the same batches and protocol whose texts share the most with `body` in pieces."""
    place = _place(db, case)
    hits = Counter[int]()
    for piece in _pieces(body):
        for found in _holding(db, place, piece):
            hits[found] += len(piece)
    del hits[case]
    rows = db.query(
        """
        SELECT cases.id, cases.text, body, person = :person AND person != '' AS same_person
        FROM cases JOIN texts ON texts.id = cases.text JOIN bodies ON bodies.text = cases.text
        WHERE cases.id IN (SELECT value FROM json_each(:best))
        """,
        best=json.dumps([found for found, _ in hits.most_common(most)]),
        person=place["person"],
    )
    return [Candidate(row["id"], row["text"], row["body"], bool(row["same_person"])) for row in rows]


def shared_with(db: Database, case: int) -> list[int]:
    """Return the cases of the same words whose current decision is the one that was made on this case."""
    rows = db.query(
        f"""
        SELECT other.id FROM {_SAME}
            JOIN current_decisions AS decision ON decision.case_id = other.id
        WHERE cases.id = :case AND json_extract(shown, '$.as') = :named ORDER BY other.id
        """,
        case=case,
        named=str(case),
    )
    return [row["id"] for row in rows]


_SAME = """cases
    JOIN texts ON texts.id = cases.text AND texts.person != '' AND texts.content_hash != ''
    JOIN texts AS same ON same.person = texts.person AND same.content_hash = texts.content_hash AND same.id != texts.id
    JOIN cases AS other ON other.text = same.id AND other.protocol = cases.protocol
"""
"""A case and the others of the same words, person and protocol."""

_TOGETHER = """EXISTS (
    SELECT 1 FROM batch_sources AS one JOIN batch_sources AS two USING (batch)
    WHERE one.source = texts.source AND two.source = same.source
)"""


def _place(db: Database, case: int) -> Row:
    """Return a case's protocol and person, the sources of its batches (JSON), and the first and the last of their texts."""
    [place] = db.query(
        """
        WITH here AS (SELECT protocol, person, source FROM cases JOIN texts ON texts.id = cases.text WHERE cases.id = :case),
            beside AS (
                SELECT DISTINCT two.source FROM batch_sources AS one JOIN batch_sources AS two USING (batch)
                WHERE one.source = (SELECT source FROM here)
            )
        SELECT here.protocol, here.person, (SELECT json_group_array(source) FROM beside) AS sources,
            min(texts.id) AS first, max(texts.id) AS last
        FROM here, texts WHERE texts.source IN (SELECT source FROM beside)
        """,
        case=case,
    )
    return place


def _pieces(body: str) -> set[str]:
    """Return pieces of a text, evenly spread over it, long and short ones."""
    found = set()
    for longest, number in PIECES.items():
        size = max(LEAST, min(len(body) // 2, longest))
        last = len(body) - size
        found |= {body[last * step // (number - 1) :][:size] for step in range(number) if last >= 0}
    return found


def _holding(db: Database, place: Row, piece: str) -> list[int]:
    """Return cases beside one whose texts hold all parts of a piece; the index is asked for the texts of its batches alone."""
    parts = dict.fromkeys(piece[at : at + LEAST] for at in range(len(piece) - LEAST + 1))
    rows = db.query(
        f"""
        SELECT cases.id FROM body_trigrams
            CROSS JOIN cases ON cases.text = body_trigrams.rowid AND cases.protocol = :protocol
            CROSS JOIN texts ON texts.id = cases.text
        WHERE body_trigrams MATCH :match AND body_trigrams.rowid BETWEEN :first AND :last
            AND texts.source IN (SELECT value FROM json_each(:sources))
        LIMIT {HITS}
        """,
        **place,
        match=" AND ".join('"' + part.replace('"', '""') + '"' for part in parts),
    )
    return [row["id"] for row in rows]
