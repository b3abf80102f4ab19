"""Who acts, and the one table of what each role may do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from domain.audit import AuditEntry


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
    """Those of the batches that one has screened oneself."""
    READ_ALL_TEXTS = "read-all-texts"
    BREAK_GLASS = "break-glass"
    """To read another's text in an emergency: with a reason, on record, and shown to the supervisor."""
    DECIDE = "decide"
    ADJUDICATE = "adjudicate"
    """To settle what two readers of a case disagree on."""
    READ_REVIEWERS = "read-reviewers"
    """To see how other people's decisions agree; one's own figures are everybody's own."""
    SET_SITE = "set-site"
    """To set the words for emergencies, the response times, and how cases are decided."""
    EXPORT = "export"
    CHANGE_PROTOCOLS = "change-protocols"
    """To put another question or other thresholds to use than the shipped ones."""
    MANAGE_MODELS = "manage-models"
    READ_AUDIT = "read-audit"
    RETAIN = "apply-retention"
    ERASE = "erase"
    VERIFY = "verify"
    BACK_UP = "back-up"
    """To write a backup, and to restore one."""
    REKEY = "rekey"
    MANAGE_USERS = "manage-users"


_COUNSELOR = frozenset({Right.SCREEN, Right.READ_RESULTS, Right.READ_TEXTS, Right.DECIDE, Right.VERIFY})
_SPECIALIST = _COUNSELOR | {Right.READ_ALL_TEXTS, Right.EXPORT, Right.ADJUDICATE}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.COUNSELOR: _COUNSELOR | {Right.BREAK_GLASS},
    Role.SPECIALIST: _SPECIALIST,
    Role.SUPERVISOR: _SPECIALIST
    | {Right.CHANGE_PROTOCOLS, Right.MANAGE_MODELS, Right.READ_AUDIT, Right.RETAIN, Right.ERASE}
    | {Right.READ_REVIEWERS, Right.SET_SITE},
    Role.ADMINISTRATOR: frozenset(
        {
            Right.READ_RESULTS,
            Right.MANAGE_MODELS,
            Right.READ_AUDIT,
            Right.RETAIN,
            Right.VERIFY,
            Right.BACK_UP,
            Right.REKEY,
            Right.MANAGE_USERS,
        }
    ),
}
"""An administrator opens no text, and breaks no glass: docs/hazards.md, H10."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person in whose name a use case runs. `witness` puts on record what was refused or failed; None, nobody does."""

    name: str
    role: Role
    witness: Callable[[AuditEntry], None] | None = field(default=None, compare=False, repr=False)

    def may(self, right: Right) -> bool:
        """Tell whether the actor's role includes the right."""
        return right in RIGHTS[self.role]
