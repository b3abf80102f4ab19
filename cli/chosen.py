"""Which protocols and which model pack a command works with where none is named: the policy's, else the program's."""

from argparse import Namespace
from pathlib import Path

from access.paths import data_folder
from cli.admitting import admit
from domain.actor import Actor
from domain.protocol import Protocol
from screening import site_protocols

PROTOCOL, MODEL = "stress", "smollm2-135m"


def protocols(arguments: Namespace, actor: Actor) -> list[Protocol]:
    """Return the protocols in their order, each once.

    Raises NotAllowedError for a file that may not be taken in here, and ProtocolError.
    """
    for given in filter(Path.is_file, map(Path, arguments.protocol)):
        admit(actor, given, arguments.machine.policy)
    found = [named(given) for given in arguments.protocol or [arguments.machine.policy.protocol or PROTOCOL]]
    return list({one.sha256: one for one in found}.values())


def named(id_or_path: str) -> Protocol:
    """Return the shipped protocol or the site's own of that id, or the one in that file. Raises ProtocolError."""
    return site_protocols.find(id_or_path, data_folder())


def model(arguments: Namespace) -> str:
    """Return the id of the model pack."""
    return arguments.model or arguments.machine.policy.pack or MODEL
