"""Which device a command runs the model on, and what became of that."""

import os
from argparse import ArgumentParser, Namespace

from cli.terminal import PROGRESS, printable
from domain.pack import Pack
from domain.protocol import LongText
from inference.devices import AUTO, VARIABLE, Device, named
from inference.prompt import Prompt
from inference.scorer import Scorer
from models.devices import open_on


def declare(parser: ArgumentParser) -> None:
    """Declare the argument that chooses a device."""
    parser.add_argument(
        "--device",
        metavar="D",
        choices=(AUTO, *Device),
        help=f"{', '.join(Device)}, or {AUTO}: the best that works here (default: {AUTO}, or set {VARIABLE})",
    )


def choice(arguments: Namespace) -> Device | None:
    """Return the device that was chosen, None for the best that works; DeviceError when there is none of that name."""
    return named(arguments.device or os.environ.get(VARIABLE, AUTO))


class Opener:
    """Opens engines on the device that was chosen, and remembers where they really run."""

    def __init__(self, arguments: Namespace) -> None:
        self._choice = choice(arguments)
        self._lines: dict[str, None] = {}

    def __call__(self, pack: Pack, prompt: Prompt, long_text: LongText) -> Scorer:
        """Open an engine; see `models.devices.open_on`."""
        engine = open_on(self._choice, pack, prompt, long_text)
        where = f"{pack.id} ran on {engine.providers[0]}, in {engine.variant}."
        self._lines[f"{where} {engine.fallback}".strip()] = None
        return engine

    def show(self) -> None:
        """Tell, on standard error, where the engines ran, and why where that is not the device that was chosen."""
        for line in self._lines:
            PROGRESS.print(printable(line), soft_wrap=True)
