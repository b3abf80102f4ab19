"""The keys of the review page: one letter or Space for each act, and digits for the severities."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SPACE = "Space"


class Act(StrEnum):
    """What a key does on the review page."""

    CASE = "case"
    NOT_A_CASE = "not-a-case"
    NOTE = "note"
    UNDO = "undo"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    ACKNOWLEDGE = "acknowledge"
    SECOND_OPINION = "second-opinion"
    EVIDENCE = "evidence"
    CLOSE = "close"
    GUIDANCE = "guidance"
    ALIKE = "alike"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class Keys:
    """A key for each act. `levels` holds the severities' keys, the mildest level's first."""

    acts: Mapping[Act, str]
    levels: str

    def of(self, act: Act) -> str:
        """Return the key of an act."""
        return self.acts[act]

    def level(self, place: int) -> str:
        """Return the key of the severity at a place, "" where there are more severities than keys."""
        return self.levels[place : place + 1]

    def taken(self, key: str) -> Act | int | None:
        """Return what a key does: an act, or the severity at a place; None where it is free."""
        place = self.levels.find(key)
        return next((act for act, own in self.acts.items() if own == key), place if place >= 0 else None)

    def with_act(self, act: Act, key: str) -> "Keys":
        """Return these keys with another one for an act."""
        return Keys({**self.acts, act: key}, self.levels)

    def with_level(self, place: int, key: str) -> "Keys":
        """Return these keys with another one for the severity at a place."""
        return Keys(self.acts, self.levels[:place] + key + self.levels[place + 1 :])


def _keys(letters: str, levels: str) -> Keys:
    return Keys(dict(zip(Act, [*letters, SPACE], strict=True)), levels)


USUAL = _keys("ANTZJKSQOECGD", "123456789")
LEFT = _keys("ADTZFRSQWECGX", "12345")
RIGHT = _keys("JLNUKIOYPMBHG", "67890")
"""Left and right: what one hand reaches while the other rests."""
