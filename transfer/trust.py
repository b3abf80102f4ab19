"""Whether what was carried here may be taken in: the organisation's signature, and what the policy says of things without it."""

from collections.abc import Callable
from pathlib import Path

from access.rights import failures_witnessed, refused
from domain.actor import Actor
from domain.errors import NotAllowedError
from domain.policy import Policy
from transfer import lists
from transfer.signing import signed

Ask = Callable[[str], bool]
"""Is given a question and tells whether a person said yes."""


def admit(actor: Actor, what: Path, policy: Policy, ask: Ask) -> None:
    """Return if a pack or protocol file, or a folder, may be taken in. On a machine whose policy names no key, all may.

    One whose list bears the organisation's signature may, once it is found to be what was signed. Of an unsigned one a person
    is asked, or it is refused, as the policy says. A no, and what is not what was signed, go on record. Raises
    NotAllowedError, SignatureError and ListError.
    """
    if policy.signing_key is None:
        return
    subject = f"file {what.name}"
    with failures_witnessed(actor, "check signature", subject):
        made = lists.of(what)
        if made and signed(made, policy.signing_key):
            lists.check(what, made)
            return
    unsigned = f"{what.name} does not bear the signature of your organisation."
    if policy.require_signed:
        said = f"{unsigned} The policy of this machine does not let it in."
        raise refused(actor, subject, NotAllowedError(said))
    if not ask(f"{unsigned} Take it in all the same?"):
        raise refused(actor, subject, NotAllowedError(f"{unsigned} Nothing was taken in."))
