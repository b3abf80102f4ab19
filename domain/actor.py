"""Who acts, and the one table of what each role may do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A user's role. `owner` is the single person of a store that has no named people."""

    OWNER = "owner"
    COUNSELOR = "counselor"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What a use case asks for before it does anything."""

    SCREEN = "screen"
    READ_RESULTS = "read-results"
    READ_TEXTS = "read-texts"
    DECIDE = "decide"
    EXPORT = "export"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.COUNSELOR: frozenset({Right.SCREEN, Right.READ_RESULTS, Right.READ_TEXTS, Right.DECIDE}),
    Role.SPECIALIST: frozenset(Right),
    Role.SUPERVISOR: frozenset(Right),
    Role.ADMINISTRATOR: frozenset({Right.READ_RESULTS}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person in whose name a use case runs."""

    name: str
    role: Role
