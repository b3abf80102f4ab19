"""Measuring a pack's variants on this machine, and choosing the fastest of those inside the bounds of the parity gate.

Each measurement runs in a process of its own, one after the other, so that its peak of memory is its own and a small machine
can do it. Speed is measured in rounds in which every candidate has its turn, so that noise of the machine falls on all alike.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import ModelError
from domain.pack import Kind, Pack
from inference.exported import AS_EXPORTED, LAST_POSITION
from inference.machine import describe, peak_mb
from models.alone import alone
from models.chosen import exact_variant
from models.measured import Choice, Figures, Measured, Use
from models.parity import Golden, Logits, Matrix, Parity, Reference, ask, open_variant, read, states_of

ROUNDS = 3
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Readings:
    """What a variant said of golden texts, and at what cost. One of `logits` and `states` is empty."""

    variant: str
    threads: int
    texts_per_second: float
    peak_mb: float
    logits: Sequence[Sequence[Logits]] = ()
    states: Mapping[str, Mapping[int, Matrix]] | None = None


Judge = Callable[[Reference, Readings], Mapping[str, Parity]]
"""Says how far readings are from the reference, by protocol and language: `learning.parity` knows what outcomes hang on."""


def reference_of(pack: Pack) -> Reference:
    """Return the pack's reference; ModelError where it has none."""
    if pack.kind is not Kind.DECODER:
        raise ModelError(f"{pack.id} runs as it came, in one variant alone: there is nothing to choose from.")
    found = read(pack)
    if found is None:
        raise ModelError(f"{pack.id} holds no reference to compare its variants with. Build or import it again.")
    return found


def tune(pack: Pack, judge: Judge, *, heads: bool, progress: Progress) -> Measured:
    """Measure all variants of a pack, and return the figures with what was chosen.

    `heads`: whether learned heads were trained for it. They are tied to the variant that they read: for them only the number
    of threads is chosen, and that only where the variant is inside the bounds. Raises ModelError when a variant can't be run,
    or runs out of memory.
    """
    reference = reference_of(pack)
    uses = [(Use.QUESTIONS, variant) for variant in questioned(pack)] + ([(Use.HEADS, "")] if heads else [])
    figures = []
    for place, (use, variant) in enumerate(uses):
        progress(f"Comparing {variant or use}", place / (2 * len(uses)))
        figures.append(figure(pack, reference, judge, use, variant))
    chosen = {Use.QUESTIONS: _fastest(pack, reference.golden, Use.QUESTIONS, _allowed(pack, figures), progress)}
    if heads and figures[-1].inside:
        chosen[Use.HEADS] = _fastest(pack, reference.golden, Use.HEADS, [figures[-1].variant], progress)
    return Measured("", (), chosen).with_figures(figures)


def figure(
    pack: Pack, reference: Reference, judge: Judge, use: Use, variant: str, threads: int | None = None
) -> Figures:
    """Compare one variant with the reference over all golden texts; "" stands for the variant by default."""
    readings = _alone(pack, reference.golden, use, variant, threads)
    return Figures(
        use=use,
        variant=readings.variant,
        threads=readings.threads,
        parity=judge(reference, readings),
        texts_per_second=readings.texts_per_second,
        peak_mb=readings.peak_mb,
    )


def questioned(pack: Pack) -> list[str]:
    """Return the variants that a pack's questions could run on, the exact one first."""
    exact = exact_variant(pack)
    others = [name for name in pack.graphs if "/" not in name and name not in (exact, AS_EXPORTED, LAST_POSITION)]
    return [exact, *others]


def _allowed(pack: Pack, figures: Sequence[Figures]) -> list[str]:
    """Return the variants that questions may run on: those inside the bounds, and the exact one always."""
    found = [one.variant for one in figures if one.use is Use.QUESTIONS and one.inside]
    return list(dict.fromkeys([exact_variant(pack), *found]))


def _fastest(pack: Pack, inputs: Golden, use: Use, variants: Sequence[str], progress: Progress) -> Choice:
    """Time variants and numbers of threads against each other, on one question."""
    one = replace(inputs, questions=inputs.questions[:1], texts=_of_one_language(inputs))
    candidates = [Choice(variant, threads) for variant in variants for threads in thread_counts()]
    rates: dict[Choice, list[float]] = {candidate: [] for candidate in candidates}
    for turn in range(ROUNDS):
        for place, candidate in enumerate(candidates):
            done = (turn * len(candidates) + place) / (ROUNDS * len(candidates))
            progress(f"Timing {use}: {candidate.variant}, threads: {candidate.threads}", (1 + done) / 2)
            variant = candidate.variant if use is Use.QUESTIONS else ""
            rates[candidate].append(_alone(pack, one, use, variant, candidate.threads).texts_per_second)
    return max(candidates, key=lambda candidate: statistics.median(rates[candidate]))


def thread_counts() -> list[int]:
    """Return the numbers of threads worth trying: all that this process may use, one per core, and half of that."""
    machine = describe()
    threads, cores = int(machine["threads"]), int(machine["cores"])
    return sorted({threads, min(cores, threads), max(min(cores, threads) // 2, 1)})


def _of_one_language(inputs: Golden) -> dict[str, Sequence[str]]:
    language = inputs.questions[0].language
    return {language: inputs.texts[language]}


def _alone(pack: Pack, inputs: Golden, use: Use, variant: str, threads: int | None) -> Readings:
    """Measure in a process of its own. Raises ModelError when that ends without an answer."""
    failing = f"{pack.id} could not be measured as {variant or use}"
    return alone(failing, _measure, pack, inputs, use, variant, threads)


def _measure(pack: Pack, inputs: Golden, use: Use, variant: str, threads: int | None) -> Readings:
    """Read the golden texts. Rates count the reading alone: opening an engine happens once per run."""
    if use is Use.HEADS:
        engine = open_variant(pack, inputs.neutral, variant or None, threads)
        start = time.perf_counter()
        states = states_of(engine, inputs)
        rate = sum(map(len, inputs.texts.values())) / (time.perf_counter() - start)
        return Readings(engine.variant, engine.threads, rate, peak_mb(), states=states)
    logits, seconds, ran = [], 0.0, ("", 0)
    for question in inputs.questions:
        engine = open_variant(pack, question.prompt, variant or None, threads)
        start = time.perf_counter()
        logits.append(ask(inputs, question, engine))
        seconds += time.perf_counter() - start
        ran = engine.variant, engine.threads
        del engine  # two at a time would be a peak that no run has
    return Readings(*ran, sum(map(len, logits)) / seconds, peak_mb(), logits)
