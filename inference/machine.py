"""What this machine is, as far as speed and memory depend on it."""

import ctypes
import platform
import sys
from pathlib import Path

import psutil

MEGA = 1e6


def peak_mb() -> float:
    """Return the largest memory that this process has held so far, in megabytes."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset / MEGA)
    if sys.platform == "darwin":
        import resource  # noqa: PLC0415 - there is no such module on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    # Not getrusage, which on Linux starts from what the process held that started this one.
    return int(_field("/proc/self/status", "VmHWM").split()[0]) * 1024 / MEGA


def held_mb() -> float:
    """Return the memory that this process holds now, in megabytes."""
    return float(psutil.Process().memory_info().rss / MEGA)


def give_back() -> None:
    """Let the system have what this process has freed: glibc keeps hundreds of megabytes of a session that is gone."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def free_mb() -> float:
    """Return the memory that a program could take now without swapping, in megabytes."""
    return float(psutil.virtual_memory().available / MEGA)


def describe() -> dict[str, str | int | float]:
    """Return the processor, its cores and instruction sets that matter here, memory in GB, and the system."""
    return {
        "processor": _processor(),
        "cores": psutil.cpu_count(logical=False) or 1,
        "threads": len(psutil.Process().cpu_affinity()) if sys.platform == "linux" else psutil.cpu_count() or 1,
        "int8_instructions": " ".join(_int8_instructions()),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.platform(terse=True),
    }


def _field(file: str, key: str) -> str:
    """Return the first value of a key in one of Linux's files, nothing on other systems."""
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def _processor() -> str:
    return _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _int8_instructions() -> list[str]:
    flags = set(_field("/proc/cpuinfo", "flags").split())
    return [name for name in ("amx_int8", "avx512_vnni", "avx_vnni", "avx2") if name in flags]
