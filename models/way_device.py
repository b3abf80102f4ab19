"""The way of another device than the CPU: many texts in one pass, in half precision where that gives numbers."""

import math
from collections.abc import Sequence
from functools import partial

from domain.pack import Pack
from inference.batched import BatchedGraph
from inference.devices import Device, DeviceError, installed
from inference.lanes import in_order
from models.devices import TOLERANCES
from models.twins import twin
from models.way import Material, Opener, Skipped, Text

NAME = "ours-device"


class OnDevice:
    """The pack's twin on a device. Raises DeviceError when it does not work there."""

    def __init__(self, pack: Pack, material: Material, device: Device) -> None:
        self.prefix_tokens = len(material.prefix)
        for variant in TOLERANCES:
            self.variant = f"{variant} on {device}"
            graph = twin(pack, half=variant == "fp16")
            self._graph = BatchedGraph(pack, graph, material.prefix, material.answers, device)
            if math.isfinite(self._one(material.texts[0])):
                return
        raise DeviceError(f"{device} gives no numbers")

    def log_odds(self, texts: Sequence[Text]) -> list[float]:
        """See `Way`."""
        return list(in_order(self._one, texts, self._graph.threads))

    def _one(self, text: Text) -> float:
        ((first, second),) = self._graph.read(list(text), [len(text) - 1])
        return float(first - second)


def prepare(choice: Device | None) -> Opener | Skipped:
    """Return what opens the way on the device of that choice, by default the best that is installed."""
    device = choice or installed()[0]
    return (
        Skipped("there is no other device than the CPU") if device is Device.CPU else partial(OnDevice, device=device)
    )
