"""Looking at a graph before a session is built: whether it is whole, and in a version that the engine reads."""

from pathlib import Path

import onnx
from google.protobuf.message import DecodeError
from onnx import ModelProto, TensorProto
from onnx.external_data_helper import ExternalDataInfo, uses_external_data

from models.errors import OpsetError, SourceDamagedError, understanding

NEWEST_OPSET, NEWEST_FORMAT = 26, 13
"""What ONNX Runtime 1.28 reads: the operator set and the file format. A test holds them against the runtime itself."""

PLACE = frozenset({"location", "offset", "length", "checksum", "basepath"})
"""What ONNX says of weights that lie beside a graph. Another word is one of these with a letter altered."""


def read(path: Path) -> ModelProto:
    """Return a graph, its external weights left where they are.

    Raises SourceDamagedError when it or its weights are cut off or missing, OpsetError when it is too new.
    """
    try:
        model = onnx.load(path, load_external_data=False)
    except (DecodeError, OSError) as error:
        raise SourceDamagedError(f"{path.name} is not a whole ONNX graph: it was cut off or altered.") from error
    if not model.graph.node or not model.graph.output:
        raise SourceDamagedError(f"{path.name} holds no graph: it was cut off or altered.")
    _check_version(path, model)
    with understanding(path.name):
        for tensor in _external(model):
            _check_weights(path, tensor)
    return model


def data_files(model: ModelProto) -> list[str]:
    """Return the names of the files that hold the graph's external weights."""
    return sorted({ExternalDataInfo(tensor).location for tensor in _external(model)})


def external_bytes(model: ModelProto) -> int:
    """Return how many bytes of weights lie beside the graph."""
    return sum(ExternalDataInfo(tensor).length or 0 for tensor in _external(model))


def _external(model: ModelProto) -> list[TensorProto]:
    return [tensor for tensor in model.graph.initializer if uses_external_data(tensor)]


def _check_version(path: Path, model: ModelProto) -> None:
    opset = max((one.version for one in model.opset_import if one.domain in {"", "ai.onnx"}), default=0)
    if opset > NEWEST_OPSET or model.ir_version > NEWEST_FORMAT:
        raise OpsetError(
            f"{path.name} is written in ONNX opset {opset}, format {model.ir_version}; this Kizashi reads up to opset "
            f"{NEWEST_OPSET}, format {NEWEST_FORMAT}. Export it again with an older opset."
        )


def _check_weights(path: Path, tensor: TensorProto) -> None:
    """Check that a tensor lies whole in a file beside the graph, and nowhere else on this machine."""
    if strange := {entry.key for entry in tensor.external_data} - PLACE:
        raise ValueError(strange)
    place = ExternalDataInfo(tensor)
    if Path(place.location).name != place.location:
        raise SourceDamagedError(f"{path.name} wants weights from {place.location}, outside its own folder.")
    data = path.parent / place.location
    end = (place.offset or 0) + (place.length or 0)
    if not data.is_file() or data.stat().st_size < end:
        state = "cut off" if data.is_file() else "missing"
        raise SourceDamagedError(f"The weights of {path.name} are not whole: {place.location} is {state}.")
