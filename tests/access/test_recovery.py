"""What a user would lose if the printed key failed them: the store, on the day when the passphrase is forgotten."""

import random

import pytest

from access import recovery
from domain.errors import KeyFileError

SYMBOLS = recovery.ALPHABET
dice = random.Random(3)  # noqa: S311 - a test's dice


def test_a_recovery_key_can_be_read_aloud_and_typed() -> None:
    groups = recovery.new_key().split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set("".join(groups)) & set("ILOU"), "letters that look like others"
    assert recovery.new_key() != recovery.new_key()


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda key: key.replace("-", " "),
        lambda key: key.replace("-", ""),
        lambda key: key.replace("0", "O").replace("1", "l"),
        lambda key: f"  {key}\r\n",
        lambda key: "".join(chr(ord(symbol) + 0xFEE0) for symbol in key),
    ],
    ids=["lower case", "spaces", "in one", "letters for digits", "a line's end", "full width"],
)
def test_a_recovery_key_is_read_as_it_is_meant(typed: object) -> None:
    key = recovery.new_key()
    assert callable(typed)
    assert recovery.private_key(typed(key)) == recovery.private_key(key)


def test_one_wrong_symbol_is_found_and_its_group_named() -> None:
    key = recovery.new_key()
    for place in (place for place, symbol in enumerate(key) if symbol != "-"):
        other = dice.choice(
            [symbol for symbol in SYMBOLS if {symbol, key[place]} != {"0", "Z"} - {symbol == key[place]}]
        )
        if other == key[place] or {other, key[place]} == {"0", "Z"}:
            continue
        with pytest.raises(KeyFileError, match=f"Group {place // 6 + 1} .* mistyped"):
            recovery.private_key(key[:place] + other + key[place + 1 :])


def test_swapped_symbols_and_swapped_groups_are_found() -> None:
    key = recovery.new_key()
    groups = key.split("-")
    for place in range(7):
        if groups[place][:4] == groups[place + 1][:4]:
            continue
        swapped = [*groups[:place], groups[place + 1], groups[place], *groups[place + 2 :]]
        with pytest.raises(KeyFileError, match="mistyped"):
            recovery.private_key("-".join(swapped))
    first = groups[0]
    for place in range(3):
        if SYMBOLS.index(first[place]) % 31 == SYMBOLS.index(first[place + 1]) % 31:
            continue
        swapped_symbols = first[:place] + first[place + 1] + first[place] + first[place + 2 :]
        with pytest.raises(KeyFileError, match="Group 1 "):
            recovery.private_key("-".join([swapped_symbols, *groups[1:]]))


@pytest.mark.parametrize("typed", ["", "ABCDE", "-" * 40, "U" * 40, "é" * 40])
def test_what_is_no_recovery_key_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(KeyFileError, match="recovery key"):
        recovery.private_key(typed)
