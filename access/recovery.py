"""The recovery key: what is printed once and opens a store whose passphrases are forgotten. A person can type it.

160 random bits in Crockford's base 32, eight groups of four symbols, each with a fifth that checks it in its place.
"""

import secrets
import unicodedata
from collections.abc import Sequence

from access.sealing import derived
from domain.errors import KeyFileError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", **dict.fromkeys(" -\N{HYPHEN}\N{MINUS SIGN}\N{EN DASH}_\r\n\t")})
"""What people write for another symbol, and what they part the groups with."""
GROUPS, DATA, SIZE = 8, 4, 5
PRIME = 31


def new_key() -> str:
    """Return a new recovery key as it is printed."""
    data = [secrets.randbelow(len(ALPHABET)) for _ in range(GROUPS * DATA)]
    groups = [data[at : at + DATA] for at in range(0, len(data), DATA)]
    return "-".join(
        "".join(ALPHABET[value] for value in (*group, _check(place, group))) for place, group in enumerate(groups)
    )


def private_key(untrusted_text: str) -> bytes:
    """Return the X25519 private key that a typed recovery key stands for.

    Lower case, full width, spaces for hyphens, O for 0, I and L for 1 are read as meant. Raises KeyFileError, which
    names the first group that is mistyped: one wrong symbol, two swapped ones or two swapped groups never pass.
    """
    text = unicodedata.normalize("NFKC", untrusted_text).upper().translate(READ_AS)
    if len(text) != GROUPS * SIZE:
        raise KeyFileError(
            "A recovery key has {groups} groups of {size} letters and digits; this one has {found} in all.",
            groups=GROUPS,
            size=SIZE,
            found=len(text),
        )
    values = [_value(text[at : at + SIZE], at // SIZE) for at in range(0, len(text), SIZE)]
    return derived(bytes(value for group in values for value in group), b"recovery")


def _value(group: str, place: int) -> Sequence[int]:
    values = [ALPHABET.find(symbol) for symbol in group]
    if min(values) < 0 or values[DATA] != _check(place, values[:DATA]):
        raise KeyFileError(
            "Group {place} of the recovery key is mistyped ({group}). Compare it with the paper.",
            place=place + 1,
            group=group,
        )
    return values[:DATA]


def _check(place: int, group: Sequence[int]) -> int:
    """Return the check of a group: a weighted sum modulo a prime, which also knows its place."""
    return (sum(weight * value for weight, value in enumerate(group, 1)) + 7 * place) % PRIME
