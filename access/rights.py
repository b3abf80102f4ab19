"""What use cases ask before they do anything, and what goes on record of a no and of a failure."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError, NotAllowedError, StoppedError
from domain.policy import Policy

REFUSED, FAILED = "refused", "failed"
"""The acts on record: what somebody tried and may not, and what went wrong."""


def authorise(actor: Actor, right: Right) -> None:
    """Return if the actor's role includes the right. Raises NotAllowedError, which names both."""
    if not actor.may(right):
        said = f'{actor.name} may not do this: the role {actor.role} does not include "{right}".'
        raise refused(actor, f"right {right}", NotAllowedError(said))


def allow_export(actor: Actor, policy: Policy, kind: str) -> None:
    """Return if the policy lets results leave as files of this kind. Raises NotAllowedError."""
    if kind not in policy.exports:
        said = f"The policy of this machine does not let results leave as {kind.upper()} files."
        raise refused(actor, f"export as {kind}", NotAllowedError(said))


def refused(actor: Actor, what: str, error: NotAllowedError) -> NotAllowedError:
    """Put on record what an actor tried and may not, and return the error that tells them.

    Ask before the transaction of the act begins: the row has one of its own, which would have to wait for it.
    """
    witness(actor, REFUSED, what, actor.role)
    return error


@contextmanager
def failures_witnessed(actor: Actor, act: str, subject: str) -> Iterator[None]:
    """Put on record when an act fails inside: on what, and as which kind of error, whose message may name a file.

    Around the act's transaction, which is undone by then. What was refused is on record already, and a stop is no failure.
    """
    try:
        yield
    except (NotAllowedError, StoppedError):
        raise
    except Exception as error:
        kind = type(error.__cause__ if type(error) is KizashiError and error.__cause__ else error)
        witness(actor, FAILED, subject, f"{act}: {kind.__name__}")
        raise


def witness(actor: Actor, act: str, subject: str, new: str) -> None:
    """Put on record what stands apart from any transaction, where the actor came in through a store's door."""
    if actor.witness:
        actor.witness(AuditEntry(now(), actor.name, act, subject, new=new))
