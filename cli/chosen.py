"""Which protocol and which model pack a command works with where none is named: the policy's, else the program's."""

from argparse import Namespace
from pathlib import Path

from cli.admitting import admit

PROTOCOL, MODEL = "stress", "smollm2-135m"


def protocol(arguments: Namespace) -> str:
    """Return the id or the file of the protocol. Raises NotAllowedError for a file that may not be taken in here."""
    if arguments.protocol and Path(arguments.protocol).is_file():
        admit(Path(arguments.protocol), arguments.machine.policy)
    return arguments.protocol or arguments.machine.policy.protocol or PROTOCOL


def model(arguments: Namespace) -> str:
    """Return the id of the model pack."""
    return arguments.model or arguments.machine.policy.pack or MODEL
