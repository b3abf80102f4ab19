"""Which way of asking a command takes: learned heads where there are some, the protocol's questions otherwise."""

from argparse import ArgumentParser
from collections.abc import Mapping

from access.paths import data_folder
from domain.errors import KizashiError
from domain.head import Head
from domain.pack import Pack
from domain.protocol import Protocol
from learning.equipment import usable
from screening.protocols import find
from screening.screener import COMPANION
from screening.ways import HEAD, ZERO_SHOT

Heads = Mapping[str, Head]
"""Heads by language; none stands for zero-shot."""


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


def heads(way: str | None, pack: Pack, protocol: Protocol) -> Heads:
    """Return the heads that a way takes; None stands for the default. Raises KizashiError for heads that are not there."""
    found = {} if way == ZERO_SHOT else usable(data_folder(), pack, protocol)
    if way == HEAD and not found:
        raise KizashiError(
            f"{pack.id} has no learned head for {protocol.id}. Run: python main.py models build {pack.id}"
        )
    return found


def companions(pack: Pack, protocol: Protocol) -> Heads:
    """Return the heads of the suicide-risk screen, which run beside every other protocol's."""
    return {} if protocol.id == COMPANION else usable(data_folder(), pack, find(COMPANION))
