"""Smoothing (Xiao et al. 2023, SmoothQuant, eq. 3 and 4): large activations are moved into the weights, where int8 can hold them.

Before each matrix product the activations of a channel are divided by a scale and the weights' row is multiplied by it. Both
are folded into the layer in front (a norm's weight, or the columns of the matrix before), so the graph does not change. Scales
are powers of two: every float32 result stays bit for bit what it was, and only the quantised graphs profit.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.skeleton import Weights

STRENGTH = 0.7
"""How much of the activations' range moves into the weights; measured best between 0.6 and 0.8 on the default model."""

Exponents = Mapping[str, NDArray[np.int8]]
"""Per point of a layer (`3.attention`, `3.value`, `3.mlp`, `3.up`) the exponents of the scales, one per channel."""


def read(path: Path) -> Exponents:
    """Read the exponents that ship with a skeleton."""
    with np.load(path) as archive:
        return dict(archive)


def smoothed(weights: Weights, exponents: Exponents, head_size: int) -> Weights:
    """Return the supply of a Llama-like model's weights with all scales folded in; without scales they pass unchanged."""

    def scale(point: str, channels: int) -> NDArray[np.float32]:
        scales = np.ldexp(np.float32(1), exponents[point].astype(np.int32))
        per_head = scales.reshape(-1, head_size) if len(scales) != channels else scales
        return np.repeat(per_head, channels // len(scales), axis=0).reshape(-1)

    def weight(name: str) -> NDArray[np.float32]:
        matrix = weights(name)
        if not exponents or not name.startswith("model.layers."):
            return matrix
        *_, part, _ = name.split(".")
        layer = name.split(".")[2]
        divided, multiplied = FOLDS.get(part, ("", ""))
        if divided:
            scales = scale(f"{layer}.{divided}", matrix.shape[0])
            matrix = matrix / (scales[:, None] if matrix.ndim > 1 else scales)
        if multiplied:
            matrix = matrix * scale(f"{layer}.{multiplied}", matrix.shape[1])
        return matrix

    return weight


FOLDS = {
    "input_layernorm": ("attention", ""),
    "q_proj": ("", "attention"),
    "k_proj": ("", "attention"),
    "v_proj": ("value", "attention"),
    "o_proj": ("", "value"),
    "post_attention_layernorm": ("mlp", ""),
    "gate_proj": ("", "mlp"),
    "up_proj": ("up", "mlp"),
    "down_proj": ("", "up"),
}
"""Per parameter: the point whose scales divide what it puts out, and the point whose scales multiply what it takes in."""


def exponents(inputs: Mapping[str, NDArray[np.float32]], weights: Weights, layers: int, head_size: int) -> Exponents:
    """Choose the scales from the largest absolute activation per channel in front of each matrix.

    `inputs` maps `3.q_proj`, `3.o_proj`, `3.gate_proj`, `3.down_proj` and so on to those maxima, [channels].
    """
    chosen = {}
    for layer in range(layers):
        for point, readers in POINTS.items():
            rows = [np.abs(weights(f"model.layers.{layer}.{name}.weight")).max(0) for name in readers]
            seen, weighed = inputs[f"{layer}.{readers[0].partition('.')[2]}"], np.max(rows, axis=0)
            if point == "value":
                channels = weights(f"model.layers.{layer}.self_attn.v_proj.weight").shape[0]
                seen, weighed = (_per_group(values, channels, head_size) for values in (seen, weighed))
            logs = STRENGTH * np.log2(np.maximum(seen, 1e-5)) - (1 - STRENGTH) * np.log2(np.maximum(weighed, 1e-5))
            chosen[f"{layer}.{point}"] = np.clip(np.rint(logs), -30, 30).astype(np.int8)
    return chosen


POINTS = {
    "attention": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "value": ("self_attn.o_proj",),
    "mlp": ("mlp.gate_proj", "mlp.up_proj"),
    "up": ("mlp.down_proj",),
}
"""Per point, the parameters that read what is scaled there."""


def _per_group(values: NDArray[np.float32], channels: int, head_size: int) -> NDArray[np.float32]:
    """Return the largest value per value-head channel over the query heads that share it."""
    groups = len(values) // channels
    return np.asarray(values.reshape(-1, groups, head_size).max(1).reshape(-1))
