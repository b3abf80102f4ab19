"""A text in, typed scores out. Only `session` makes ONNX Runtime sessions."""

import os
from importlib.util import find_spec

from domain.errors import ModelError

# Tests and tools reach this package without main.py; the runtime reads the variable at its first import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if not find_spec("onnxruntime"):
    raise ModelError(
        "No ONNX Runtime is installed. Install Kizashi with one of its extras: cpu, cuda, directml, openvino."
    )
