"""Asking at the terminal about what was carried here without the organisation's signature."""

import sys
from pathlib import Path

from cli.terminal import PROGRESS, printable
from domain.actor import Actor
from domain.policy import Policy
from transfer import trust


def admit(actor: Actor, what: Path, policy: Policy) -> None:
    """Return if a pack or protocol may be taken in; see `transfer.trust.admit`. Where nobody can answer, the answer is no."""
    trust.admit(actor, what, policy, _asked)


def _asked(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    PROGRESS.print(f"{printable(question)} [yes/no] ", end="", soft_wrap=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
