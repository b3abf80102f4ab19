"""If these fail, the fast graphs say something else than the exact one, or say it at the cost of the exact one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import LongText
from inference.prompt import Ask, Prompt
from inference.scorer import Scorer, open_scorer
from models.chat import neutral
from models.smooth import read, smoothed
from models.variants import graph_name
from tests.paths import ROOT

LONG_TEXT = LongText(window_tokens=256, overlap_tokens=32, max_windows=4)
TEXTS = (
    "Rent is due on Friday and I have eleven euros, so I stopped opening the post altogether.",
    "We planted tomatoes and ate on the balcony, and nobody looked at a phone all evening.",
    "i cant sleep again!!! 3rd night, exam is tomorrow and everything i read falls out of my head",
    "Client reports improved appetite; next visit in 14 days. No further appointments needed.",
    "My sister left the hospital yesterday. I finally slept, and then I cried, the good kind.",
    "Does anybody know whether the number 12 bus still runs on Sundays? The timetable is gone.",
)


def states(scorer: Scorer, depth: int) -> NDArray[np.float32]:
    return np.stack([scorer.score(text)[0].pooled[depth] for text in TEXTS])


@pytest.fixture(scope="module")
def full(pack: Pack) -> Scorer:
    """The exact full graph, which offers all exits beside a question."""
    asking = Prompt(neutral(pack, ()).before, (Ask("?", ("yes", "no")),), pack.exits)
    return open_scorer(pack, asking, LONG_TEXT)


def test_cut_graphs_give_the_states_of_the_full_one(pack: Pack, full: Scorer) -> None:
    for depth in pack.exits:
        cut = open_scorer(pack, neutral(pack, (depth,)), LONG_TEXT, variant="fp32")
        np.testing.assert_allclose(states(cut, depth), states(full, depth), atol=1e-3, rtol=1e-4)


def test_int8_states_point_where_the_exact_ones_do(pack: Pack) -> None:
    """Standardised as heads read them, the directions agree; without smoothing and an exact prefix it was 0.90."""
    depth = pack.exits[1]
    exact, fast = (
        states(open_scorer(pack, neutral(pack, (depth,)), LONG_TEXT, variant=variant), depth)
        for variant in ("fp32", "int8")
    )
    centre, spread = exact.mean(0), exact.std(0)
    left, right = (exact - centre) / spread, (fast - centre) / spread
    cosines = (left * right).sum(1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)
    assert cosines.mean() > 0.97


def test_heads_are_read_from_int8_and_questions_from_exact_graphs_unless_said_otherwise(
    pack: Pack, full: Scorer
) -> None:
    assert open_scorer(pack, neutral(pack, pack.exits[:1]), LONG_TEXT).variant == "int8"
    assert full.variant == "fp32"
    with pytest.raises(ModelError, match="int4"):
        open_scorer(pack, neutral(pack, ()), LONG_TEXT, variant="int4")


def test_int8_alone_reads_no_exact_weights(pack: Pack) -> None:
    graph = pack.file(pack.graphs[graph_name("int8", pack.exits[1])])
    assert b"weights.bin" not in graph.read_bytes()


def test_smoothing_changes_no_bit_of_a_product() -> None:
    """Scales are powers of two, so dividing in front and multiplying behind cancels exactly."""
    random = np.random.default_rng(0)
    scales = read(ROOT / "models" / "graphs" / "smollm2-135m.scales.npz")
    parameters = {
        "model.layers.0.self_attn.v_proj.weight": random.normal(size=(192, 576)).astype(np.float32),
        "model.layers.0.self_attn.o_proj.weight": random.normal(size=(576, 576)).astype(np.float32),
        "model.layers.0.input_layernorm.weight": random.normal(size=576).astype(np.float32),
    }
    supply = smoothed(parameters.__getitem__, scales, head_size=64)

    def layer(
        norm: NDArray[np.float32], value: NDArray[np.float32], output: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        states = np.einsum("oi,i->oi", value, norm)
        per_query_head = np.repeat(states.reshape(3, 64, 576), 3, axis=0).reshape(576, 576)
        return np.asarray(output[:8, :, None] * per_query_head[None, :, :8])

    names = ("input_layernorm", "self_attn.v_proj", "self_attn.o_proj")
    plain = layer(*(parameters[f"model.layers.0.{name}.weight"] for name in names))
    folded = layer(*(supply(f"model.layers.0.{name}.weight") for name in names))
    assert np.array_equal(plain, folded)
