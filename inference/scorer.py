"""The interface of every engine, and the one function that opens an engine for a pack."""

from collections.abc import Mapping
from typing import Protocol

from domain.errors import ModelError
from domain.pack import Kind, Pack
from domain.program import command
from domain.protocol import LongText
from inference.decoder import DecoderScorer
from inference.encoder import ClassifierScorer, EncoderDecoderScorer
from inference.exported import ExportedDecoder
from inference.prompt import Prompt
from inference.scores import WindowScores


class Traits(Protocol):
    """What an engine's scores depend on beside the text, readable for the run's passport.

    `threads` texts may be scored at once, each from a thread of its own and, on a CPU, on one core. `fallback` says why it
    does not run on the device that was chosen. `tolerance` is what log-odds may be off by there, in nats: 0 on a CPU, where
    the same text has the same score, bit by bit.
    """

    variant: str
    providers: tuple[str, ...]
    fallback: str
    threads: int
    tolerance: float
    prefix_sha256: str
    versions: Mapping[str, str]


class Scorer(Traits, Protocol):
    """A text in, scores out."""

    def score(self, untrusted_text: str) -> list[WindowScores]:
        """Return one score per window, in one forward pass each; raises TooLongError, and StoppedError after `stop`."""
        ...

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        ...


class SameTraits(Traits):
    """The traits of an engine without the engine, for what stands in its place. It pickles."""

    def __init__(self, of: Traits) -> None:
        self.variant, self.providers, self.fallback = of.variant, of.providers, of.fallback
        self.threads, self.tolerance = of.threads, of.tolerance
        self.prefix_sha256 = of.prefix_sha256
        self.versions: Mapping[str, str] = dict(of.versions)


def open_scorer(
    pack: Pack,
    prompt: Prompt,
    long_text: LongText,
    *,
    variant: str | None = None,
    threads: int | None = None,
) -> Scorer:
    """Load the pack's graph, run the prompt's prefix once, and return the engine.

    A prompt that asks nothing runs only up to the deepest of its exits. `variant` is the pack's default unless named.
    Raises BudgetError when prefix, window and questions are longer than the model's context, and ModelError when the pack
    can't be run.
    """
    if pack.heads_only and prompt.asks:
        raise ModelError(
            f"The {pack.id} that comes with the program runs learned heads alone: it can't be asked questions. "
            f"For that, build the whole one: {command(f'models build {pack.id}')} --wheels FOLDER"
        )
    if pack.kind is Kind.DECODER:
        if not pack.labels:
            return ExportedDecoder(pack, prompt, long_text, variant=variant, threads=threads)
        return DecoderScorer(pack, prompt, long_text, variant=variant, threads=threads)
    if prompt.exits:
        raise ModelError(f"{pack.id} is of the kind {pack.kind}: it offers no states to learned heads.")
    other = EncoderDecoderScorer if pack.kind is Kind.ENCODER_DECODER else ClassifierScorer
    return other(pack, prompt, long_text, threads=threads)
