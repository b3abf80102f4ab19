"""Which device a command runs the model on, and what became of that."""

import os
from argparse import ArgumentParser, Namespace

from access.paths import data_folder
from cli.terminal import PROGRESS, printable
from domain.pack import Pack
from domain.protocol import LongText
from inference.devices import AUTO, VARIABLE, Device, named
from inference.prompt import Prompt
from inference.scorer import Scorer
from models import chosen
from models.devices import open_on
from models.fit import fit
from models.measured import Use


def declare(parser: ArgumentParser) -> None:
    """Declare the argument that chooses a device."""
    parser.add_argument(
        "--device",
        metavar="D",
        choices=(AUTO, *map(str, Device)),
        help=f"{', '.join(Device)}, or {AUTO}: the best that works here (default: {VARIABLE}, else the policy's, else {AUTO})",
    )


def choice(arguments: Namespace) -> Device | None:
    """Return the device that was chosen, None for the best that works; DeviceError when there is none of that name."""
    return named(arguments.device or os.environ.get(VARIABLE) or arguments.machine.policy.device or AUTO)


class Opener:
    """Opens engines on the device that was chosen, and remembers where they really run."""

    def __init__(self, arguments: Namespace) -> None:
        self._choice = choice(arguments)
        self._on_cpu = chosen.opener(data_folder())
        self._warned: set[tuple[str, Use]] = set()
        self._lines: dict[str, None] = {}

    def __call__(self, pack: Pack, prompt: Prompt, long_text: LongText) -> Scorer:
        """Open an engine; see `models.devices.open_on`. On a CPU it is the variant that this machine was tuned to."""
        self._warn(pack, Use.QUESTIONS if prompt.asks else Use.HEADS)
        engine = open_on(self._choice, pack, prompt, long_text, on_cpu=self._on_cpu)
        where = f"{pack.id} ran on {engine.providers[0]}, in {engine.variant}."
        self._lines[f"{where} {engine.fallback}".strip()] = None
        return engine

    def _warn(self, pack: Pack, use: Use) -> None:
        """Say before a pack is opened, once, that it does not fit this machine."""
        room = fit(pack, use, data_folder())
        if not room.fits and (pack.id, use) not in self._warned:
            self._warned.add((pack.id, use))
            PROGRESS.print(
                f"{pack.id} needs about {room.needed_mb:,.0f} MB of memory, and {room.free_mb:,.0f} MB are free. Close other "
                "programs or choose a smaller model; otherwise this computer may become very slow.",
                soft_wrap=True,
            )

    def show(self) -> None:
        """Tell, on standard error, where the engines ran, and why where that is not the device that was chosen."""
        for line in self._lines:
            PROGRESS.print(printable(line), soft_wrap=True)
