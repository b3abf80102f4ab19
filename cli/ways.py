"""Which way of asking a command takes: learned heads where there are some, the protocol's questions otherwise."""

from argparse import ArgumentParser

from access.paths import data_folder
from domain.errors import KizashiError
from domain.pack import Pack
from domain.protocol import Protocol
from learning.equipment import equipment
from screening.asking import Equipment
from screening.ways import HEAD, ZERO_SHOT


def declare(parser: ArgumentParser, *, several: bool = False) -> None:
    """Declare the argument that chooses the way, or several of them."""
    more = "; may be repeated" if several else ""
    parser.add_argument(
        "--way",
        metavar="W",
        choices=(HEAD, ZERO_SHOT),
        action="append" if several else "store",
        help=f"{HEAD} or {ZERO_SHOT} (default: {HEAD}, where there is one){more}",
    )


def taken(way: str | None, pack: Pack, protocol: Protocol) -> Equipment:
    """Return the heads that a way takes; None stands for the default. Raises KizashiError for heads that are not there."""
    found = Equipment() if way == ZERO_SHOT else equipment(pack, protocol, data_folder())
    if way == HEAD and not found.heads:
        raise KizashiError(
            f"{pack.id} has no learned head for {protocol.id}. Run: python main.py models build {pack.id}"
        )
    return found
