"""The graphs of a pack: full and cut at each exit, exact and in int8, over two files of weights that they share.

A graph's name tells what it is: `fp32`, `int8`, `int8/exit15`. The prefix of an int8 graph runs once, in the exact one: the first
token of a prompt carries activations hundreds of times larger than any other, and what int8 loses there is lost for every text
behind it (measured at half depth: cosine to exact .991 with an exact prefix, .962 with int8 weights in the prefix alone).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import onnx
from onnx import ModelProto

from models import skeleton
from models.graph import Graph
from models.joint import join_projections, joined
from models.passes import Pass, Shape, compile_graph, cut_at, fuse_attention, fuse_norms, pooled_exits, read_positions
from models.quantise import int8_embedding, int8_products, quantised

EXPORTED, FP32, INT8 = "as-exported", "fp32", "int8"


def graph_name(variant: str, depth: int | None) -> str:
    """Return the name of the graph that ends at the exit `depth`, or of the full one."""
    return variant if depth is None else f"{variant}/exit{depth}"


@dataclass(slots=True)
class VariantsMaker:
    """Writes the graphs of one pack into `folder`; `graphs` collects their file names by name.

    `model` is the exporter's graph, and once that is written, the compiled one that all others are made of.
    """

    folder: Path
    model: ModelProto
    shape: Shape
    exits: Sequence[int]
    graphs: dict[str, str] = field(default_factory=dict)

    def write(self, weights: skeleton.Weights, progress: Callable[[str, float], None]) -> skeleton.WeightsFile:
        """Write everything and return the file of exact weights. `weights` gives the parameters of transformers."""
        exact = skeleton.WeightsFile(self.folder / "weights.bin")
        names = skeleton.tensor_names(self.model)
        exact.write(names, skeleton.oriented(weights), lambda share: progress("Writing the weights", share))
        self._save(EXPORTED, self.model, exact)
        passes = [fuse_norms, fuse_attention, read_positions, pooled_exits(self.exits)]
        compile_graph(Graph(self.model), self.shape, passes)
        ends: list[int | None] = [None, *self.exits]
        for depth in ends:
            self._save(graph_name(FP32, depth), self._variant(depth), exact)
        small = skeleton.WeightsFile(self.folder / "int8.bin")
        fast = {depth: self._variant(depth, (int8_embedding, join_projections, int8_products)) for depth in ends}
        wanted = sorted({name for model in fast.values() for name in skeleton.tensor_names(model)})
        small.write(
            wanted, quantised(lru_cache(1)(joined(weights))), lambda share: progress("Writing the int8 weights", share)
        )
        for depth, model in fast.items():
            self._save(graph_name(INT8, depth), model, small)
            self.graphs[f"{graph_name(INT8, depth)}/prefix"] = self.graphs[graph_name(FP32, depth)]
        return exact

    def _variant(self, depth: int | None, passes: Sequence[Pass] = ()) -> ModelProto:
        model = ModelProto()
        model.CopyFrom(self.model)
        cut = () if depth is None else (cut_at(depth),)
        compile_graph(Graph(model), self.shape, (*cut, *passes))
        return model

    def _save(self, name: str, model: ModelProto, *files: skeleton.WeightsFile) -> None:
        for file in files:
            file.attach(model)
        self.graphs[name] = f"{name.replace('/', '-')}.onnx"
        onnx.save(model, self.folder / self.graphs[name])
