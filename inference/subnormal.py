"""Numbers below a float's normal range, taken for zero while a graph runs.

The softmax behind attention's mask makes many of about 1e-45. None moves a result by a bit, but x86 processors compute with them in
microcode: they cost a sixth of a pass at half depth (docs/performance.md).
"""

import contextlib
import ctypes
import platform
import sys
from collections.abc import Callable, Iterator

ZERO = 0x8000 | 0x0040
"""The bits of MXCSR that flush results and operands to zero (Intel SDM, volume 1, 10.2.3)."""

ENVIRONMENT, MXCSR = 32, slice(28, 32)
"""The bytes of `fenv_t` on x86-64 Linux, and where the register lies in it."""

FLUSH, MASK = 0x01000000, 0x03000000
"""`_DN_FLUSH` and `_MCW_DN` of Windows."""


@contextlib.contextmanager
def as_zero() -> Iterator[None]:
    """Flush them on the calling thread; on other processors and on macOS do nothing."""
    restore = _flush() if platform.machine().lower() in {"x86_64", "amd64"} else _nothing
    try:
        yield
    finally:
        restore()


def _flush() -> Callable[[], object]:
    """Set the processor's flags and return what puts back those before."""
    if sys.platform == "win32":
        control, before = ctypes.cdll.ucrtbase._controlfp_s, ctypes.c_uint()  # noqa: SLF001 - its public name
        control(ctypes.byref(before), 0, 0)
        control(ctypes.byref(ctypes.c_uint()), FLUSH, MASK)
        return lambda: control(ctypes.byref(ctypes.c_uint()), before, MASK)
    if sys.platform == "darwin":
        return _nothing
    maths, kept = ctypes.CDLL("libm.so.6"), ctypes.create_string_buffer(ENVIRONMENT)
    maths.fegetenv(kept)
    changed = bytearray(kept.raw)
    changed[MXCSR] = (int.from_bytes(changed[MXCSR], "little") | ZERO).to_bytes(4, "little")
    maths.fesetenv(bytes(changed))
    return lambda: maths.fesetenv(kept)


def _nothing() -> None:
    pass
