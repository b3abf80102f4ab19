"""Texts that are the same, or nearly: shown together. Only the same words of the same person may share a decision.

How near two texts are is their Indel similarity: twice the length of their longest common subsequence, over both lengths.
"I want to die" and "I don't want to die" are very near.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry, ranges
from domain.case import Case
from domain.clock import now
from review import turns
from screening import reach
from store import audit, cases, likeness, texts
from store.database import Database
from store.likeness import Candidate

COMPARED = 100
"""Texts that are compared character by character, of those that share the most pieces."""
CHARACTERS = 2000
"""So much of a text's beginning is compared."""
LOOKED_AT, BEFORE = 600, 30
"""So much of a text is searched for what differs, and so much of it is shown before that."""
NEAR = 0.75
SHOWN = 8

_TOKENS = re.compile(r"[A-Za-z0-9'’]+|.")


@dataclass(frozen=True, slots=True)
class Similar:
    """A case with nearly the same words. `likeness` is 1 where they are the same, such as another person's.

    `untrusted_pieces` are its words around what differs first, each with whether it differs; "" stands for what it lacks.
    """

    case: Case
    untrusted_pieces: Sequence[tuple[str, bool]] = field(repr=False)
    likeness: float
    same_person: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """What stands beside a case: `identical` may share its decision, each of `similar` is decided by itself.

    `shared`: cases that were decided together with this one.
    """

    case: int
    identical: tuple[int, ...] = ()
    similar: tuple[Similar, ...] = ()
    shared: tuple[int, ...] = ()


def alike(db: Database, actor: Actor, case: int) -> Alike:
    """Return what of a case's batches says the same or nearly, of what the person may read, the nearest first.

    Their beginnings are shown, so the record notes who has read them. Raises StoreError where there is no such case, and
    AnothersTextError where its text is not the actor's to read.
    """
    authorise(actor, Right.READ_TEXTS)
    found = cases.get(db, case)
    reach.check_text(db, actor, found.text)
    body = texts.find_body(db, found.text) or ""
    same = likeness.identical(db, case)
    near = [
        (how, candidate)
        for candidate in likeness.candidates(db, case, body, COMPARED)
        if candidate.case not in same and (how := _likeness(body, candidate.untrusted_body)) >= NEAR
    ]
    near.sort(key=lambda one: (-one[0], one[1].case))
    shown = [(how, one) for how, one in near if reach.reads_text(db, actor, one.text)][:SHOWN]
    _record(db.record, actor, case, [one.text for _, one in shown])
    return Alike(case, tuple(same), tuple(_similar(db, actor, body, shown)), tuple(likeness.shared_with(db, case)))


def common(first: str, second: str) -> int:
    """Return the length of the longest common subsequence of two texts.

    Bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length computation revisited", AWOCA), on Python's long integers.
    """
    whole = (1 << len(first)) - 1
    places: dict[str, int] = {}
    for place, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << place
    row = whole
    for character in second:
        met = row & places.get(character, 0)
        row = (row + met | row - met) & whole
    return len(first) - row.bit_count()


def _likeness(first: str, second: str) -> float:
    """Return how near two texts are, 0 to 1, spaces and letter case apart."""
    one, other = (" ".join(body[:CHARACTERS].casefold().split()) for body in (first, second))
    both = len(one) + len(other)
    if not both or 2 * min(len(one), len(other)) < NEAR * both:
        return 0.0
    return 2 * common(one, other) / both


def pieces(body: str, other: str) -> list[tuple[str, bool]]:
    """Return the words of `other` around what differs from `body` first, each piece with whether it differs.

    Both without line breaks; of long texts the beginnings are compared. Differences are words, in Japanese characters.
    """
    one, two = (_TOKENS.findall(" ".join(text[:LOOKED_AT].split())) for text in (body, other))
    found: list[tuple[str, bool]] = []
    for tag, _, _, begin, end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        found.append(("".join(two[begin:end]), tag != "equal"))
    if len(found) > 1 and not found[0][1] and len(found[0][0]) > BEFORE:
        found[0] = f"…{found[0][0][-BEFORE:]}", False
    return found


def _similar(db: Database, actor: Actor, body: str, shown: Sequence[tuple[float, Candidate]]) -> list[Similar]:
    seen = turns.as_seen(db, actor, cases.among(db, [one.case for _, one in shown]))
    by_id = {case.id: case for case in seen}
    return [Similar(by_id[one.case], pieces(body, one.untrusted_body), how, one.same_person) for how, one in shown]


def _record(db: Database, actor: Actor, case: int, read: Sequence[int]) -> None:
    if read:
        with db.atomic(durable=True):
            audit.append(db, AuditEntry(now(), actor.name, "browse", f"case {case}", new=ranges(read)))
