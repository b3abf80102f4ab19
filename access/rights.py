"""The one question that every use case asks before it does anything."""

from domain.actor import Actor, Right
from domain.errors import NotAllowedError


def authorise(actor: Actor, right: Right) -> None:
    """Return if the actor's role includes the right. Raises NotAllowedError, which names both."""
    if not actor.may(right):
        raise NotAllowedError(f'{actor.name} may not do this: the role {actor.role} does not include "{right}".')
