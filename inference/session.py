"""The only place that makes ONNX Runtime sessions."""

import contextlib
import ctypes
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from domain.errors import ModelError, StoppedError
from inference import subnormal
from inference.devices import (
    CPU_PROVIDER,
    PROVIDERS,
    Device,
    DeviceError,
    DeviceMemoryError,
    Options,
    check_installed,
)

Array = NDArray[Any]

FATAL_ONLY = 4
"""What the runtime may log by itself: all else that it has to say is raised, and said in one line."""

DTYPES = {
    "tensor(float)": "float32",
    "tensor(float16)": "float16",
    "tensor(int64)": "int64",
    "tensor(int32)": "int32",
    "tensor(bool)": "bool",
}
"""The types of ONNX Runtime's inputs that Kizashi feeds, in numpy's names."""

PRODUCTS = frozenset({"MatMul", "Gemm", "FusedMatMul"})
"""The operators that a model's time goes into. A device that takes none of them does not run the model."""

OUT_OF_MEMORY = (
    "failed to allocate memory",
    "out of memory",
    "available memory of",
    "bad_alloc",
    "bad allocation",
    "alloc_failed",
    "e_outofmemory",
    "8007000e",
)
"""How ONNX Runtime and its providers say that memory has run out: it has no type of error for that."""


class GraphError(ModelError):
    """This graph can't be loaded."""


def default_threads() -> int:
    """Return the threads to use when nobody says: the cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Input:
    """What a graph wants to be fed: its type in numpy, and its shape, free dimensions by name."""

    dtype: np.dtype[Any]
    shape: tuple[int | str, ...]


class Session:
    """One loaded graph on one device. `providers` are those of the session that was really created.

    A graph in memory may have its weights in files: those lie in the folder `weights`. Raises GraphError when the graph
    can't be loaded, DeviceMemoryError when memory ran out, and DeviceError when the device does not take it: nothing falls
    back silently.
    """

    def __init__(
        self,
        graph: Path | bytes,
        threads: int | None = None,
        *,
        device: Device = Device.CPU,
        weights: Path | None = None,
    ) -> None:
        self.threads = threads or default_threads()
        self._device = device
        self._session = _opened(graph, self.threads, device, weights)
        self.providers: tuple[str, ...] = tuple(self._session.get_providers())
        self.inputs: Mapping[str, Input] = {
            value.name: Input(np.dtype(DTYPES.get(value.type, "object")), tuple(value.shape))
            for value in self._session.get_inputs()
        }
        self.outputs: tuple[str, ...] = tuple(output.name for output in self._session.get_outputs())
        self._options = ort.RunOptions()

    def run(self, outputs: Sequence[str], feeds: Mapping[str, Array]) -> list[NDArray[np.float32]]:
        """Run one pass and return the named outputs in order.

        What the graph does not take of `feeds` is left out: cut graphs take less than full ones. Raises StoppedError once
        `stop` was called, DeviceMemoryError when memory ran out, and DeviceError for all else that a device other than the
        CPU does wrong.
        """
        taken = {name: value for name, value in feeds.items() if name in self.inputs}
        alone = subnormal.as_zero() if self.threads == 1 else contextlib.nullcontext()  # all of a pass computes alike
        try:
            with alone:
                return list(self._session.run(list(outputs), taken, self._options))
        except Exception as error:
            if self._options.terminate:
                raise StoppedError from error
            if _is_out_of_memory(error):
                raise DeviceMemoryError from error
            if self._device is not Device.CPU:
                raise DeviceError(f"{self._device} failed: {first_line(error)}") from error
            raise

    def stop(self) -> None:
        """End the pass under way in milliseconds, from any thread; later passes end at once."""
        self._options.terminate = True


def _opened(graph: Path | bytes, threads: int, device: Device, weights: Path | None) -> ort.InferenceSession:
    """Return the session with the first of the device's settings that it works with."""
    check_installed(device)
    if device is Device.CUDA:
        with contextlib.redirect_stdout(io.StringIO()):  # what it can't find it prints; the session says so too
            ort.preload_dlls()
    failed: Exception = DeviceError()
    for settings in PROVIDERS[device].settings:
        try:
            return _created(graph, threads, device, settings, weights)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is named below when no other settings work
            failed = error
    if isinstance(failed, DeviceError):
        raise failed
    if _is_out_of_memory(failed):
        raise DeviceMemoryError from failed
    name = "the graph" if isinstance(graph, bytes) else graph.name
    reason = f"{name} can't be loaded by ONNX Runtime {ort.__version__}: {first_line(failed)}"
    raise (GraphError if device is Device.CPU else DeviceError)(reason) from failed


def _is_out_of_memory(error: Exception) -> bool:
    return any(words in str(error).lower() for words in OUT_OF_MEMORY)


def _created(
    graph: Path | bytes, threads: int, device: Device, settings: Options, weights: Path | None
) -> ort.InferenceSession:
    options, provider = ort.SessionOptions(), PROVIDERS[device]
    options.intra_op_num_threads = threads
    options.log_severity_level = FATAL_ONLY
    options.enable_mem_pattern = provider.patterns
    if weights:
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights))
    if device is not Device.CPU:
        options.add_session_config_entry("session.record_ep_graph_assignment_info", "1")
        ort.set_default_logger_severity(FATAL_ONLY)  # what a provider has to say is raised below, in one line
    model = graph if isinstance(graph, bytes) else str(graph)
    session = ort.InferenceSession(model, options, [(provider.name, dict(settings))], enable_fallback=0)
    if device is not Device.CPU:
        _check_placement(session, device)
    return session


def _check_placement(session: ort.InferenceSession, device: Device) -> None:
    """Raise DeviceError when a device's provider was left out, or stands by while the CPU does the work."""
    provider = PROVIDERS[device].name
    if provider not in session.get_providers():
        lacking = lacks(Path(ort.__file__).parent / "capi" / f"libonnxruntime_providers_{device}.so")
        raise DeviceError(f"its libraries or its driver can't be loaded{lacking and f': there is no {lacking}'}")
    products = {
        part.ep_name
        for part in session.get_provider_graph_assignment_info()
        if any(node.op_type in PRODUCTS for node in part.get_nodes())
    }
    if CPU_PROVIDER in products or provider not in products:
        raise DeviceError("it leaves the model's matrix products to the CPU")


def lacks(library: Path) -> str:
    """Return the first library that the system misses to load another; "" where it can't be told, as on Windows."""
    if not library.is_file():
        return ""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        told = error.__cause__ or error  # the packaged program's own words are about itself
        return str(told).partition(": ")[0].removeprefix(str(library))
    return ""


def first_line(error: Exception) -> str:
    """Return an error's first line, without a trailing stop."""
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def versions() -> dict[str, str]:
    """Return the versions that a score depends on, for a run's passport."""
    return {"onnxruntime": ort.__version__, "numpy": np.__version__}
