"""The texts that hold the words that are looked for: what the indexes of the bodies know of it, and what a body itself says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from store.database import Database
from store.pairs import sought

TRIGRAM = 3
MANY = 100_000
"""Places of a short word from which on no set is made of its texts: who looks through the texts soon meets it."""
LAST = "\U0010ffff"
"""Comes after all that can follow a word."""

_SMALL = re.compile("[A-Z]+")  # SQLite's lower() knows no others
_WORDS = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Sought:
    """What SQLite is asked for words: `holds` and `unknown` are conditions on a body, `sets` statements that select texts.

    A text that holds all words is in each of the sets; where it is in each, its body must tell whether it holds the words in
    one piece. `unknown` are those of `holds` that no set knows of.
    """

    holds: list[str]
    sets: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)


def terms(words: str) -> list[str]:
    """Return the words that are looked for, in small letters; between double quotes a space is a part of one."""
    return [
        _SMALL.sub(lambda capital: capital.group().lower(), quoted or word) for quoted, word in _WORDS.findall(words)
    ]


def asked(db: Database, words: str) -> Sought:
    """Return what to ask for these words: trigrams, pairs, or for a short word of neither the trigrams that begin with it."""
    looked_for = terms(words)
    made = Sought([_held(place) for place in range(len(looked_for))])
    made.parameters.update({f"word{place}": word for place, word in enumerate(looked_for)})
    if trigrams := [word[at : at + TRIGRAM] for word in looked_for for at in range(len(word) - TRIGRAM + 1)]:
        made.parameters["trigrams"] = " AND ".join(map(_quoted, dict.fromkeys(trigrams)))
        made.sets.append("SELECT rowid AS text FROM body_trigrams WHERE body_trigrams MATCH :trigrams")
    short = {place: word for place, word in enumerate(looked_for) if len(word) < TRIGRAM}
    if pairs := [pair for word in short.values() for pair in sought(word)]:
        made.parameters["pairs"] = " AND ".join(pairs)
        made.sets.append("SELECT rowid AS text FROM body_pairs WHERE body_pairs MATCH :pairs")
    for place, word in short.items():
        if not sought(word):
            _ask_places(db, made, place, word)
    return made


def _ask_places(db: Database, made: Sought, place: int, word: str) -> None:
    """Ask where a trigram begins with a word, and which texts have it in their last two characters, where none begins."""
    made.parameters.update({f"from{place}": word.lower(), f"to{place}": f"{word.lower()}{LAST}"})
    begun = f"FROM body_trigram_places WHERE term >= :from{place} AND term < :to{place}"
    if _reach(db, begun, made.parameters) == MANY:
        made.unknown.append(_held(place))
    else:
        ends = f"FROM bodies INDEXED BY bodies_by_end WHERE instr(lower(substr(body, -2)), :word{place})"
        made.sets.append(f"SELECT doc AS text {begun} UNION ALL SELECT text {ends}")


def _reach(db: Database, begun: str, parameters: Mapping[str, object]) -> int:
    counted = db.first(f"SELECT count(*) AS n FROM (SELECT 1 {begun} LIMIT {MANY})", **parameters)
    return int(counted["n"]) if counted else 0


def _held(place: int) -> str:
    return f"instr(lower(bodies.body), :word{place})"


def _quoted(part: str) -> str:
    escaped = part.replace('"', '""')
    return f'"{escaped}"'
