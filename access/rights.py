"""The one question that every use case asks before it does anything, and what comes of a no."""

from domain.actor import Actor, Right
from domain.errors import NotAllowedError


def authorise(actor: Actor, right: Right) -> None:
    """Return if the actor's role includes the right. Raises NotAllowedError, which names both."""
    if not actor.may(right):
        said = f'{actor.name} may not do this: the role {actor.role} does not include "{right}".'
        raise refused(actor, f"right {right}", NotAllowedError(said))


def refused(actor: Actor, what: str, error: NotAllowedError) -> NotAllowedError:
    """Put on record what an actor tried and may not, and return the error that tells them.

    Ask before the transaction of the act begins: the row has one of its own, which would have to wait for it.
    """
    if actor.witness:
        actor.witness(actor, what)
    return error
