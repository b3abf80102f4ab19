"""The parity gate: what a variant says of golden texts, beside what the exact graph said of them when the pack was made.

The reference lies in the pack as `parity.json`, with its inputs: the texts, and the prompts as the pack's template put them. So
it can be measured against on any machine, and without the exact weights. What is measured there belongs to that machine and is
kept apart: see `models.measured`. Which outcome an answer leads to is for those to say who know protocols and heads.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from domain.outcome import Outcome
from domain.pack import Pack
from domain.protocol import LongText, Protocol
from inference.lanes import in_order
from inference.prompt import Ask, Prompt
from inference.scorer import Scorer, open_scorer
from models import chat
from models.errors import MALFORMED, PackDamagedError

PARITY = "parity.json"
FORMAT = 1
GOLDEN = Path(__file__).parent / "golden"
"""One file per language, one text per line: invented, in many registers, none of them an example that heads learn from."""

WINDOW = LongText(window_tokens=160, overlap_tokens=0, max_windows=4)
"""Every golden text is shorter than one window, whatever the tokenizer."""

AGREEING, NATS = 0.99, 0.1
"""The bounds: the least share of equal outcomes, and the largest mean difference of log-odds."""

Logits = tuple[tuple[float, ...], ...]
"""What one window was answered: per question, per answer."""

Matrix = NDArray[np.float32]
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Question:
    """A protocol's questions in one language, as the pack is asked them."""

    protocol: str
    language: str
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Golden:
    """The inputs: texts by language, questions, and the neutral prompt of learned heads with the exits to read."""

    texts: Mapping[str, Sequence[str]]
    questions: Sequence[Question]
    neutral: Prompt


@dataclass(frozen=True, slots=True)
class Reference:
    """What the exact graph said: logits per question and text, and the texts' mean states by language and exit."""

    golden: Golden
    variant: str
    logits: Sequence[Sequence[Logits]]
    states: Mapping[str, Mapping[int, Matrix]]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the golden texts under one protocol: log-odds [texts, answers but one], and what they lead to."""

    log_odds: NDArray[np.float64]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True, slots=True)
class Parity:
    """How far a variant is from the reference: nats, share of equal outcomes, and answers that are not a number."""

    mean: float
    largest: float
    agree: float
    not_a_number: int


def compare(reference: Said, said: Said) -> Parity:
    """Measure one variant under one protocol. An answer that is not a number counts in neither mean nor largest."""
    gaps = np.abs(said.log_odds - reference.log_odds)
    numbers = gaps[np.isfinite(gaps)]
    return Parity(
        mean=float(numbers.mean()) if numbers.size else 0.0,
        largest=float(numbers.max(initial=0.0)),
        agree=float(np.mean([ours is theirs for ours, theirs in zip(said.outcomes, reference.outcomes, strict=True)])),
        not_a_number=int((~np.isfinite(gaps)).any(axis=1).sum()),
    )


def inside(found: Mapping[str, Parity]) -> bool:
    """Tell whether a variant may be chosen: outcomes over all protocols together, the mean under each of them."""
    if not found:
        return True
    agree = float(np.mean([parity.agree for parity in found.values()]))
    return agree >= AGREEING and all(not one.not_a_number and one.mean <= NATS for one in found.values())


def golden(pack: Pack, protocols: Sequence[Protocol]) -> Golden:
    """Return the golden inputs of a pack: the texts of its languages, and the protocols in its template."""
    languages = [code for code in pack.languages if (GOLDEN / f"{code}.txt").is_file()]
    questions = [
        Question(protocol.id, code, chat.prompt(pack, protocol, code))
        for protocol in protocols
        for code in languages
        if code in protocol.wordings
    ]
    texts = {code: (GOLDEN / f"{code}.txt").read_text(encoding="utf-8").splitlines() for code in languages}
    return Golden(texts, questions, chat.neutral(pack, pack.exits))


def refer(pack: Pack, variant: str, protocols: Sequence[Protocol], progress: Progress) -> Reference:
    """Return what a decoder says of the golden inputs in its exact `variant`; questions that it can't be asked are left out."""
    inputs, asked, logits = golden(pack, protocols), [], []
    for done, question in enumerate(inputs.questions):
        progress(f"Reading golden texts: {question.protocol} ({question.language})", done / len(inputs.questions))
        with suppress(ModelError):  # a prompt too long for it, or answers that begin with the same token
            logits.append(ask(inputs, question, open_variant(pack, question.prompt, variant)))
            asked.append(question)
    states = states_of(open_variant(pack, inputs.neutral, variant), inputs) if pack.exits else {}
    return Reference(replace(inputs, questions=asked), variant, logits, states)


def is_finite(reference: Reference) -> bool:
    """Tell whether all that the exact graph said are numbers: nothing can be compared with what is none."""
    logits = [value for texts in reference.logits for asked in texts for answers in asked for value in answers]
    states = [matrix for by_exit in reference.states.values() for matrix in by_exit.values()]
    return bool(np.isfinite(logits).all()) and all(bool(np.isfinite(matrix).all()) for matrix in states)


def open_variant(pack: Pack, prompt: Prompt, variant: str | None, threads: int | None = None) -> Scorer:
    """Return the engine that reads golden texts; None stands for the variant by default."""
    return open_scorer(pack, prompt, WINDOW, variant=variant, threads=threads)


def ask(inputs: Golden, question: Question, engine: Scorer) -> list[Logits]:
    """Return the logits of the golden texts in a question's language, in order."""
    scores = in_order(engine.score, inputs.texts[question.language], engine.threads)
    return [score[0].logits for score in scores]


def states_of(engine: Scorer, inputs: Golden) -> dict[str, dict[int, Matrix]]:
    """Return the mean states of the golden texts at the exits that an engine gives, by language and exit."""
    found = {}
    for language, texts in inputs.texts.items():
        pooled = [score[0].pooled for score in in_order(engine.score, texts, engine.threads)]
        found[language] = {depth: np.array([states[depth] for states in pooled]) for depth in pooled[0]}
    return found


def read(pack: Pack) -> Reference | None:
    """Return a pack's reference, or None where it has none. Raises PackDamagedError."""
    if PARITY not in pack.files:
        return None
    try:
        content = json.loads(pack.file(PARITY).read_bytes())
        if content["format"] != FORMAT:
            raise PackDamagedError(
                f"The reference of {pack.id} was written by another version of Kizashi. Make it again."
            )
        questions = [_question(entry) for entry in content["questions"]]
        exits = tuple(content["exits"])
        inputs = Golden(content["texts"], questions, Prompt(content["neutral"], exits=exits))
        logits = [_tuples(entry["logits"]) for entry in content["questions"]]
        states = {
            language: {int(depth): _matrix(packed, len(inputs.texts[language])) for depth, packed in by_exit.items()}
            for language, by_exit in content["states"].items()
        }
        return Reference(inputs, content["variant"], logits, states)
    except (OSError, *MALFORMED) as error:
        raise PackDamagedError(f"The reference of {pack.id} can't be read: {PARITY} is damaged.") from error


def write(reference: Reference, path: Path) -> None:
    """Write a reference: logits to a millionth of a nat, states as float32 in base64."""
    inputs = reference.golden
    questions = [
        {"protocol": one.protocol, "language": one.language, "before": one.prompt.before}
        | {"asks": [asdict(ask) for ask in one.prompt.asks]}
        | {"logits": [[[round(value, 6) for value in answers] for answers in logits] for logits in texts]}
        for one, texts in zip(inputs.questions, reference.logits, strict=True)
    ]
    states = {
        language: {
            str(depth): base64.b64encode(matrix.astype("<f4").tobytes()).decode() for depth, matrix in by.items()
        }
        for language, by in reference.states.items()
    }
    content = {"format": FORMAT, "variant": reference.variant, "texts": inputs.texts, "questions": questions}
    content |= {"neutral": inputs.neutral.before, "exits": inputs.neutral.exits, "states": states}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _question(entry: Mapping[str, Any]) -> Question:
    asks = tuple(Ask(one["text"], tuple(one["answers"])) for one in entry["asks"])
    return Question(entry["protocol"], entry["language"], Prompt(entry["before"], asks))


def _tuples(texts: Sequence[Sequence[Sequence[float]]]) -> list[Logits]:
    return [tuple(map(tuple, logits)) for logits in texts]


def _matrix(packed: str, rows: int) -> Matrix:
    return np.frombuffer(base64.b64decode(packed), "<f4").reshape(rows, -1)
