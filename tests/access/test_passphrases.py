"""What a user would lose if passphrases were not what they seem: a store that others open, or that nobody does."""

import unicodedata

import pytest

from access import passphrases, sealing
from domain.errors import KeyFileError


@pytest.mark.parametrize(
    "few", ["", "   ", "elevenchars", "aaaabbbbccccdddd", unicodedata.normalize("NFD", "がぎぐげござ")]
)
def test_h1_few_characters_are_too_few_however_they_are_written(few: str) -> None:
    """An accent that is a character of its own made twelve of six."""
    with pytest.raises(KeyFileError, match=r"empty|too easy"):
        passphrases.check(few)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\u2028", "\udce9"])
def test_a_passphrase_that_nobody_can_type_again_is_not_taken(between: str) -> None:
    with pytest.raises(KeyFileError, match="nobody can type"):
        passphrases.check(f"tall heron{between}frozen canal")


@pytest.mark.parametrize("taken", ["tall heron frozen canal ", "がんばる　みずうみ　ふゆ", "🦢🌲🏔️🚲🎻🪁🧭🪵🫖🧶🛶🕯️"])
def test_spaces_and_signs_of_every_language_are_taken_as_they_are(taken: str) -> None:
    assert passphrases.check(taken) == taken


def test_a_passphrase_in_another_encoding_is_a_wrong_one_and_no_damage() -> None:
    """`KIZASHI_PASSPHRASE` in Latin-1 was told as a key file that is damaged."""
    assert len(sealing.stretched("gr\udce9en tram early garden", bytes(16))) == sealing.KEY_BYTES
