"""The only place that makes ONNX Runtime sessions."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from domain.errors import ModelError, StoppedError

Array = NDArray[Any]

CPU = "CPUExecutionProvider"
ERRORS_ONLY = 3

DTYPES = {
    "tensor(float)": "float32",
    "tensor(float16)": "float16",
    "tensor(int64)": "int64",
    "tensor(int32)": "int32",
    "tensor(bool)": "bool",
}
"""The types of ONNX Runtime's inputs that Kizashi feeds, in numpy's names."""


def default_threads() -> int:
    """Return the threads to use when nobody says: the cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Input:
    """What a graph wants to be fed: its type in numpy, and its shape, free dimensions by name."""

    dtype: np.dtype[Any]
    shape: tuple[int | str, ...]


class Session:
    """One loaded graph. `providers` are those of the session that was really created."""

    def __init__(self, graph: Path | bytes, threads: int | None = None) -> None:
        self.threads = threads or default_threads()
        options = ort.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = ERRORS_ONLY
        name, model = ("the graph", graph) if isinstance(graph, bytes) else (graph.name, str(graph))
        try:
            self._session = ort.InferenceSession(model, options, providers=[CPU])
        except Exception as error:
            reason = f"{name} can't be loaded by ONNX Runtime {ort.__version__}: {first_line(error)}"
            raise ModelError(reason) from error
        self.providers: tuple[str, ...] = tuple(self._session.get_providers())
        self.inputs: Mapping[str, Input] = {
            value.name: Input(np.dtype(DTYPES.get(value.type, "object")), tuple(value.shape))
            for value in self._session.get_inputs()
        }
        self.outputs: tuple[str, ...] = tuple(output.name for output in self._session.get_outputs())
        self._options = ort.RunOptions()

    def run(self, outputs: Sequence[str], feeds: Mapping[str, Array]) -> list[NDArray[np.float32]]:
        """Run one pass and return the named outputs in order; StoppedError once `stop` was called.

        What the graph does not take of `feeds` is left out: cut graphs take less than full ones.
        """
        taken = {name: value for name, value in feeds.items() if name in self.inputs}
        try:
            return list(self._session.run(list(outputs), taken, self._options))
        except Exception as error:
            if self._options.terminate:
                raise StoppedError from error
            raise

    def stop(self) -> None:
        """End the pass under way in milliseconds, from any thread; later passes end at once."""
        self._options.terminate = True


def first_line(error: Exception) -> str:
    """Return an error's first line, without a trailing stop."""
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def versions() -> dict[str, str]:
    """Return the versions that a score depends on, for a run's passport."""
    return {"onnxruntime": ort.__version__, "numpy": np.__version__}


def available_providers() -> tuple[str, ...]:
    """Return the execution providers of this build of ONNX Runtime that run on this machine.

    Its wheels also offer one that calls a cloud service. Kizashi never opens it.
    """
    return tuple(name for name in ort.get_available_providers() if name != "AzureExecutionProvider")
