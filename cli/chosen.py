"""Which protocol and which model pack a command works with where none is named: the policy's, else the program's."""

from argparse import Namespace

PROTOCOL, MODEL = "stress", "smollm2-135m"


def protocol(arguments: Namespace) -> str:
    """Return the id or the file of the protocol."""
    return arguments.protocol or arguments.site.policy.protocol or PROTOCOL


def model(arguments: Namespace) -> str:
    """Return the id of the model pack."""
    return arguments.model or arguments.site.policy.pack or MODEL
