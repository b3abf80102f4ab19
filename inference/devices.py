"""The devices that a graph can run on, and what ONNX Runtime calls them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import onnxruntime as ort

from domain.errors import ModelError

CPU_PROVIDER = "CPUExecutionProvider"

AUTO, VARIABLE = "auto", "KIZASHI_DEVICE"
"""The word for the best device that works, and the environment variable that chooses one for every command and the window."""

Options = Mapping[str, str]


class DeviceError(ModelError):
    """The device can't run this model. Choose another device, or none: the command `doctor` says which work."""


class DeviceMemoryError(DeviceError):
    """There is too little memory for even one text. Close other programs, or choose a smaller model or --device cpu."""


class Device(StrEnum):
    """Where a graph runs. In the order of preference: what is installed beside the CPU was installed to be used."""

    CUDA = "cuda"
    DIRECTML = "directml"
    COREML = "coreml"
    OPENVINO = "openvino"
    CPU = "cpu"


@dataclass(frozen=True, slots=True)
class Provider:
    """An execution provider of ONNX Runtime: its name, and its settings, to be tried one after the other.

    `patterns` is False where the provider forbids memory to be planned from one pass for the next.
    """

    name: str
    settings: tuple[Options, ...] = field(default=(MappingProxyType({}),))
    patterns: bool = True


PROVIDERS: Mapping[Device, Provider] = {
    # TF32 keeps 10 bits of 23: more than a tolerance in nats bears.
    Device.CUDA: Provider("CUDAExecutionProvider", ({"use_tf32": "0", "arena_extend_strategy": "kSameAsRequested"},)),
    Device.DIRECTML: Provider("DmlExecutionProvider", patterns=False),
    Device.COREML: Provider("CoreMLExecutionProvider", ({"ModelFormat": "MLProgram"},)),
    # Left alone, OpenVINO multiplies in bfloat16 where the processor can.
    Device.OPENVINO: Provider(
        "OpenVINOExecutionProvider",
        ({"device_type": "GPU", "precision": "FP32"}, {"device_type": "CPU", "precision": "FP32"}),
    ),
    Device.CPU: Provider(CPU_PROVIDER),
}


def installed() -> tuple[Device, ...]:
    """Return the devices that this build of ONNX Runtime knows, the preferred one first.

    Its wheels also offer a provider that calls a cloud service. Kizashi has no device of that kind, and never opens it.
    """
    known = ort.get_available_providers()
    return tuple(device for device in Device if PROVIDERS[device].name in known)


def check_installed(device: Device) -> None:
    """Raise DeviceError when this build of ONNX Runtime does not know a device."""
    if device not in installed():
        raise DeviceError(f"this ONNX Runtime has no {device}")


def named(name: str) -> Device | None:
    """Return the device of that name, None for the best that works; DeviceError when there is none of that name."""
    try:
        return None if name == AUTO else Device(name)
    except ValueError:
        raise DeviceError(f"There is no device {name}. Choose one of: {AUTO}, {', '.join(Device)}.") from None
