"""Choosing where a model runs: the device that was named, or the best that really works. What is given up is said."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from domain.pack import Pack
from domain.protocol import LongText
from inference.batched import BatchedDecoder
from inference.devices import Device, DeviceError, check_installed, installed
from inference.lanes import in_order
from inference.prompt import Prompt
from inference.scorer import Scorer, open_scorer
from inference.scores import WindowScores

TOLERANCES = {"fp16": 0.1, "fp32": 0.01}
"""Variants on other devices, the preferred one first, and by how much, in nats, their log-odds may differ from the CPU's.

The products of float16 numbers moved the default model's by up to 0.028, another order of the same sums by 0.0001.
"""

GOLDEN = (
    "I could not sleep again, and the rent is due on Friday.",
    "We baked bread all afternoon and the whole house smelled of it.",
    "ok",
    "Everything at work is too much for me, and nobody there asks how I am. " * 6,
    "My sister is coming to visit next week, so I am cleaning the flat.",
    "今日は雨でした。とても疲れた。",
    "He shouts at me every evening. I do not know where else I could live.",
    "The bus was late, I missed the exam, and now I have to wait until spring for the next one. " * 3,
)
"""Texts that a device must read as the CPU does before it is trusted with others; unequal ones, so that rows are filled up."""


def open_on(
    choice: Device | None,
    pack: Pack,
    prompt: Prompt,
    long_text: LongText,
    *,
    on_cpu: Callable[[Pack, Prompt, LongText], Scorer] = open_scorer,
) -> Scorer:
    """Return an engine on the device `choice`, or on the best that works when that is None.

    A device is taken when its session really runs the model and reads the golden texts as the CPU does; the best one
    must be faster at that too. Else the CPU reads as `on_cpu` opens it, and `fallback` says why. Raises what `open_scorer`
    raises.
    """
    reasons = []
    for device in [choice] if choice else installed():
        if device is Device.CPU:
            break
        try:
            return _opened(device, pack, prompt, long_text, faster=choice is None)
        except DeviceError as error:
            reasons.append(f"{device}: {error}")
    engine = on_cpu(pack, prompt, long_text)
    engine.fallback = "; ".join(reasons)
    return engine


def _opened(device: Device, pack: Pack, prompt: Prompt, long_text: LongText, *, faster: bool) -> Scorer:
    """Return the device's engine in the first of the variants that is right; DeviceError when none is."""
    check_installed(device)
    if prompt.exits:
        raise DeviceError("learned heads are read on the CPU, where they were trained")
    from models.twins import twin  # noqa: PLC0415 - where there is only a CPU, nobody waits for onnx to be imported

    expected, seconds = _golden(open_scorer(pack, prompt, long_text))
    reasons = []
    for variant, tolerance in TOLERANCES.items():
        graph = twin(pack, half=variant == "fp16")
        try:
            engine = BatchedDecoder(pack, prompt, long_text, graph, variant, device=device, tolerance=tolerance)
            check(_golden(engine)[0], expected, tolerance)
        except DeviceError as error:
            reasons.append(f"{variant}: {error}")
            continue
        if faster and _golden(engine)[1] > seconds:
            raise DeviceError("the CPU is faster")
        engine.fallback = "; ".join(f"{device} in {reason}" for reason in reasons)
        return engine
    raise DeviceError(", ".join(dict.fromkeys(reason.partition(": ")[2] for reason in reasons)))


def _golden(engine: Scorer) -> tuple[list[WindowScores], float]:
    """Return the scores of the golden texts and the seconds that they took."""
    start = time.perf_counter()
    scores = [score for scores in in_order(engine.score, GOLDEN, engine.threads) for score in scores]
    return scores, time.perf_counter() - start


def check(found: Sequence[WindowScores], expected: Sequence[WindowScores], tolerance: float) -> None:
    """Raise DeviceError when scores are no numbers, or when a log-odds differs from the expected one by more than `tolerance`."""
    gaps = [
        np.ptp(np.subtract(answers, others))
        for one, other in zip(found, expected, strict=True)
        for answers, others in zip(one.logits, other.logits, strict=True)
    ]
    if not np.isfinite(gaps).all():
        raise DeviceError("it gives no numbers for some texts")
    if max(gaps) > tolerance:
        raise DeviceError(f"its log-odds differ from the CPU's by {max(gaps):.2g} nats")
