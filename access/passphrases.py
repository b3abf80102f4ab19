"""What a new passphrase must be. None is ever chosen by the program."""

from domain.errors import KeyFileError

SHORTEST = 12


def check(passphrase: str) -> str:
    """Return a passphrase that may be used. Raises KeyFileError, which says what is wrong with it and why."""
    if not passphrase.strip():
        raise KeyFileError("The passphrase is empty. Choose one of several words.")
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 5:
        raise KeyFileError(
            "This passphrase is too easy to guess: whoever has a copy of the store can try millions. Take at least "
            "{shortest} characters; four words that don't belong together make a good one.",
            shortest=SHORTEST,
        )
    return passphrase
