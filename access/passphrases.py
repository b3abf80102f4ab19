"""What a new passphrase must be. None is ever chosen by the program."""

import unicodedata

from domain.errors import KeyFileError

SHORTEST = 12
UNTYPED = {"Cc", "Zl", "Zp", "Cs"}
"""The categories of what no field for a passphrase takes: line breaks and other signs, and halves of characters."""


def check(passphrase: str) -> str:
    """Return a passphrase that may be used. Raises KeyFileError, which says what is wrong with it and why."""
    if not passphrase.strip():
        raise KeyFileError("The passphrase is empty. Choose one of several words.")
    if not UNTYPED.isdisjoint(map(unicodedata.category, passphrase)):
        raise KeyFileError("The passphrase holds a line break or another sign that nobody can type. Leave it out.")
    typed = unicodedata.normalize("NFC", passphrase)  # as it is sealed: an accent is no character of its own
    if len(typed) < SHORTEST or len(set(typed)) < 5:
        raise KeyFileError(
            "This passphrase is too easy to guess: whoever has a copy of the store can try millions. Take at least "
            "{shortest} characters; four words that don't belong together make a good one.",
            shortest=SHORTEST,
        )
    return passphrase
