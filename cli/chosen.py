"""Which protocols, model pack and language a command works with where none is named: the policy's, else the program's."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from access.paths import data_folder
from cli.admitting import admit
from domain.actor import Actor
from domain.errors import ProtocolError
from domain.protocol import Protocol
from reports.language import LANGUAGES, Language
from screening import site_protocols
from screening.protocols import shipped

PROTOCOL, MODEL = "stress", "smollm2-135m"


def protocols(arguments: Namespace, actor: Actor) -> list[Protocol]:
    """Return the protocols in their order, each once.

    Raises NotAllowedError for a file that may not be taken in here, and ProtocolError, also where two have one id.
    """
    for given in filter(Path.is_file, map(Path, arguments.protocol)):
        admit(actor, given, arguments.machine.policy)
    named_ones = [named(given) for given in arguments.protocol or [arguments.machine.policy.protocol or PROTOCOL]]
    found = list({one.sha256: one for one in named_ones}.values())
    if len({one.id for one in found}) < len(found):
        raise ProtocolError(
            "Two of the protocols have one id, by which their results are told apart. Screen by one at a time."
        )
    return found


def named(id_or_path: str) -> Protocol:
    """Return the shipped protocol or the site's own of that id, or the one in that file. Raises ProtocolError."""
    return site_protocols.find(id_or_path, data_folder())


def model(arguments: Namespace) -> str:
    """Return the id of the model pack."""
    return arguments.model or arguments.machine.policy.pack or MODEL


def declare_language(parser: ArgumentParser) -> None:
    """Declare the argument that chooses the language of a report."""
    parser.add_argument("--language", choices=LANGUAGES, help="of the report (default: the policy's, else en)")


def language(arguments: Namespace, *protocols: Protocol) -> Language:
    """Return the language of a report, which knows the names of the shipped protocols, of the site's own and of these."""
    own, _ = site_protocols.own(data_folder())
    code = arguments.language or arguments.machine.policy.language or "en"
    return Language(code, [*shipped(), *own, *protocols])
