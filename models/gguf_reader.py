"""The GGUF file format, versions 2 and 3 (ggml, docs/gguf.md): named fields, and tensors that stay on disk.

The reader of the `gguf` package makes an array object of every token and score: a minute and a gigabyte for a vocabulary
of 262,144 tokens, which this one reads in a second.
"""

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType
from gguf.quants import dequantize, quant_shape_to_byte_shape
from numpy.typing import NDArray

from models.errors import MALFORMED, SourceDamagedError

MAGIC = 0x46554747
VERSIONS = (2, 3)
SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, ARRAY = 8, 9
"""Numbers of the value types; a scalar's stands for a type of `struct`."""

ALIGNMENT = 32
BLOCK_ROWS = 1 << 14
"""Rows that are dequantised at a time, so that a large table costs little more memory than its result."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies. `shape` has the longest stride first, as numpy has it."""

    shape: tuple[int, ...]
    kind: GGMLQuantizationType
    start: int

    @property
    def packed(self) -> tuple[int, int]:
        """Rows, and the bytes of one."""
        (row_bytes,) = quant_shape_to_byte_shape(self.shape[-1:], self.kind)
        return math.prod(self.shape[:-1]), row_bytes

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + math.prod(self.packed)


class GgufReader:
    """A GGUF file's fields and tensors. Raises SourceDamagedError when the file is not one or is cut off."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._fields: dict[str, Any] = {}
        self._tensors: dict[str, Tensor] = {}
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read(_Cursor(self._data))
        except (struct.error, *MALFORMED) as error:
            raise SourceDamagedError(f"{path.name} is not a GGUF file, or is cut off.") from error

    def field(self, name: str) -> Any:
        """Return a field; SourceDamagedError when there is none."""
        if name not in self._fields:
            raise SourceDamagedError(f"{self._name} lacks {name}.")
        return self._fields[name]

    def has(self, name: str) -> bool:
        """Tell whether the file has the field `name`."""
        return name in self._fields

    @property
    def tensors(self) -> tuple[str, ...]:
        """The names of all tensors."""
        return tuple(self._tensors)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor, dequantised to float32."""
        tensor = self._tensors[name]
        rows, row_bytes = tensor.packed
        packed = np.frombuffer(self._data, np.uint8, rows * row_bytes, tensor.start).reshape(rows, row_bytes)
        values = np.empty((rows, tensor.shape[-1]), np.float32)
        for first in range(0, rows, BLOCK_ROWS):
            values[first : first + BLOCK_ROWS] = dequantize(packed[first : first + BLOCK_ROWS], tensor.kind)
        return values.reshape(tensor.shape)

    def _read(self, cursor: "_Cursor") -> None:
        magic, version, tensors, fields = (cursor.scalar(code) for code in "IIQQ")
        if magic != MAGIC or version not in VERSIONS:
            raise ValueError
        for _ in range(fields):
            name = cursor.text()
            self._fields[name] = cursor.value(cursor.scalar("I"))
        heads = [(cursor.text(), *cursor.tensor()) for _ in range(tensors)]
        step = self._fields.get("general.alignment", ALIGNMENT)
        base = -(-cursor.place // step) * step
        self._tensors = {name: Tensor(shape, kind, base + start) for name, shape, kind, start in heads}
        if any(tensor.end > len(self._data) for tensor in self._tensors.values()):
            raise ValueError


class _Cursor:
    """Reads one value after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data, self.place = data, 0

    def scalar(self, code: str) -> Any:
        (value,) = struct.unpack_from(f"<{code}", self._data, self.place)
        self.place += struct.calcsize(f"<{code}")
        return value

    def text(self) -> str:
        start = self.place + 8
        self.place = start + self.scalar("Q")
        return self._data[start : self.place].decode()

    def value(self, kind: int) -> Any:
        if kind == TEXT:
            return self.text()
        return self._array() if kind == ARRAY else self.scalar(SCALARS[kind])

    def tensor(self) -> tuple[tuple[int, ...], GGMLQuantizationType, int]:
        """Return a tensor's shape, kind and place behind the header."""
        shape = [self.scalar("Q") for _ in range(self.scalar("I"))]
        return tuple(reversed(shape)), GGMLQuantizationType(self.scalar("I")), self.scalar("Q")

    def _array(self) -> list[Any]:
        kind, length = self.scalar("I"), self.scalar("Q")
        if kind in (TEXT, ARRAY):
            return [self.value(kind) for _ in range(length)]
        values = np.frombuffer(self._data, np.dtype(f"<{SCALARS[kind]}"), length, self.place)
        self.place += values.nbytes
        return list(values.tolist())
