"""Showing examples in the prompt, and weighing a prompt against a head: measured once, kept as small files beside the heads.

The files hold places in an example set and numbers, no text.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from domain.combination import Combination
from domain.errors import BudgetError, ModelError
from domain.files import whole_file
from domain.head import Head
from domain.head import fingerprint as head_fingerprint
from domain.pack import Kind, Pack
from domain.shots import Shot, Shots
from domain.shots import fingerprint as shots_fingerprint
from inference.scorer import Scorer, open_scorer
from learning import features, makers, starters
from learning.errors import ExamplesError
from learning.examples import Example, ExampleSet
from learning.metrics import Bools, Floats
from learning.own import Progress
from models import chat
from screening.answers import read
from screening.ways import OpenScorer, Prompted

MOST = 8
LONGEST = 800
"""Characters of an example that is shown; a prompt of eight longer ones would cost each text its speed."""

REFERENCES = {
    "en": ("N/A", "...", "The weather was about as usual for the season.", "The shop opens at nine and closes at six."),
    "ja": ("なし", "……", "天気はいつもの季節どおりでした。", "その店は九時に開いて六時に閉まります。"),
}
"""Texts without content: what a prompt says of them is its bias. Fixed, so that no live text ever moves it."""

HELPS = "By cross-validation on the examples ({0}), the prompt helps the head of {1}: log loss {2} alone, {3} with it."
HELPS_NOT = (
    "By cross-validation on the examples ({0}), the prompt does not help the head of {1}, so the head is asked alone: "
    "log loss {2} alone, {3} with it."
)

FORMAT = 1
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Weighed:
    """What cross-validation found on a model's examples in a language.

    It is the mean log loss of the head alone and with the prompt, and the weights if it helps.
    """

    model: str
    language: str
    alone: float
    together: float
    combination: Combination | None

    @property
    def said(self) -> str:
        """The sentence that says so, for the language, the model and the two losses."""
        return HELPS if self.combination else HELPS_NOT

    def __str__(self) -> str:
        return self.said.format(self.language, self.model, *self.losses)

    @property
    def losses(self) -> tuple[str, str]:
        """Both losses, as they are written."""
        return f"{self.alone:.3f}", f"{self.together:.3f}"


def shots(
    known: ExampleSet, pack: Pack, data: Path, progress: Progress, open_engine: OpenScorer = open_scorer
) -> Shots:
    """Return what a pack's prompt shows of an example set, measured now where it was not before.

    As many as fit the pack's context, both labels alike, in an order that the set alone decides. Raises ExamplesError
    and ModelError.
    """
    if pack.kind is not Kind.DECODER:
        raise ModelError(f"{pack.id} is of the kind {pack.kind}: examples can be shown to decoders only.")
    if known.language not in REFERENCES:
        raise ExamplesError(f"Examples in '{known.language}' can't be shown: there are no reference texts for it.")
    path = _path(data, pack, known, "shots")
    if found := _load(path, known, pack):
        return Shots(_shown([known.examples[at] for at in found["shown"]]), found["bias"], known.sha256)
    progress("Measuring what the prompt says of nothing", 0.0)
    places = _places(known)
    for count in range(min(MOST, len(places)), 1, -2):
        shown = _shown([known.examples[at] for at in places[:count]])
        prompt = chat.prompt(pack, known.protocol, known.language, shown)
        try:
            engine = open_engine(pack, prompt, known.protocol.long_text)
        except BudgetError:
            continue
        made = Shots(shown, _bias(engine, known.language), known.sha256)
        _save(path, known, pack, {"shown": places[:count], "bias": made.bias})
        return made
    raise ExamplesError(f"Not even two examples of {known.protocol.id} fit into what {pack.id} can read.")


def weighed(
    known: ExampleSet,
    head: Head,
    shown: Shots,
    pack: Pack,
    data: Path,
    progress: Progress,
    open_engine: OpenScorer = open_scorer,
) -> Weighed:
    """Return whether a head does better with the prompt beside it, measured now where it was not before.

    Both are asked about each example that is not shown; the head without that example's fold. The prompt is taken where
    the log loss out of fold is lower by more than its standard error.
    """
    path = _path(data, pack, known, "both")
    tied = {"head_sha256": head_fingerprint(head), "shots_sha256": shots_fingerprint(shown)}
    found = _load(path, known, pack)
    if found and {name: found[name] for name in tied} == tied:
        weights = found["weights"]
        combination = Combination(**{**weights, **tied}) if weights else None
        return Weighed(pack.id, known.language, found["alone"], found["together"], combination)
    made = _weigh(known, head, shown, pack, progress, open_engine, tied)
    weights = asdict(made.combination) if made.combination else {}
    kept = {name: value for name, value in weights.items() if name not in tied}
    _save(path, known, pack, {**tied, "alone": made.alone, "together": made.together, "weights": kept})
    return made


def _places(known: ExampleSet) -> list[int]:
    """Return the places of the examples to show, the two labels in turn, in the order of the hashes of their texts."""
    short = [at for at, one in enumerate(known.examples) if len(one.text) <= LONGEST]
    ranked = sorted(short, key=lambda at: hashlib.sha256(known.examples[at].text.encode()).hexdigest())
    positive = [at for at in ranked if known.examples[at].positive]
    others = [at for at in ranked if not known.examples[at].positive]
    return list(chain.from_iterable(zip(others, positive, strict=False)))


def _shown(some: Sequence[Example]) -> tuple[Shot, ...]:
    return tuple(Shot(one.text, one.positive) for one in some)


def _bias(engine: Scorer, language: str) -> float:
    """Return the mean log-odds of the reference texts. Raises ModelError where one is not finite."""
    said = [read(engine.score(text)).windows for text in REFERENCES[language]]
    if not all(said):
        raise ModelError("The model's answer to a reference text is not a number. Build or import it again.")
    return float(np.mean([windows[0].log_odds for windows in said]))


def _weigh(
    known: ExampleSet,
    head: Head,
    shown: Shots,
    pack: Pack,
    progress: Progress,
    open_engine: OpenScorer,
    tied: dict[str, str],
) -> Weighed:
    seen = {shot.text for shot in shown.shown}
    rest = replace(known, examples=tuple(one for one in known.examples if one.text not in seen))
    of_head = _of_head(rest, head, pack, progress, open_engine)
    of_prompt = _of_prompt(rest, shown, pack, progress, open_engine)
    alone = _losses(of_head[:, None], rest.positive)
    both = np.column_stack([of_head, of_prompt])
    gain = alone - _losses(both, rest.positive)
    together = float(alone.mean() - gain.mean())
    if gain.mean() <= gain.std() / np.sqrt(len(gain)):
        return Weighed(pack.id, known.language, float(alone.mean()), together, None)
    (for_head, for_prompt), intercept = _fit(both, rest.positive)
    combination = Combination(for_head, for_prompt, intercept, **tied)
    return Weighed(pack.id, known.language, float(alone.mean()), together, combination)


def _of_head(rest: ExampleSet, head: Head, pack: Pack, progress: Progress, open_engine: OpenScorer) -> Floats:
    """Return the calibrated log-odds of each text from a fit without its fold."""
    from learning.folds import folds  # noqa: PLC0415 - scikit-learn takes seconds, and a screening needs none
    from learning.heads import Neighbours, out_of_fold  # noqa: PLC0415

    scorer, exits = makers.engine(pack, open_engine)
    states = features.read(scorer, rest.all_texts, exits, lambda share: progress("Asking the head", share))
    own = states.only(np.arange(len(rest.texts)))
    others = rest.beside
    beside = (
        Neighbours(states.only(np.arange(len(rest.texts), len(rest.all_texts))), others.positive) if others else None
    )
    parts = folds(rest.positive)
    [said] = out_of_fold(own, head.tie.exit, (head.strength,), rest.positive, parts, beside)
    return np.array([head.screen.calibration.apply(value) for value in said.tolist()])


def _of_prompt(rest: ExampleSet, shown: Shots, pack: Pack, progress: Progress, open_engine: OpenScorer) -> Floats:
    way = Prompted(rest.protocol, pack, open_engine, lambda _language: True, Event(), {rest.language: shown})
    found = []
    for at, text in enumerate(rest.texts):
        progress("Asking the prompt", at / len(rest.texts))
        found.append(way.ask(text, rest.language).log_odds)
    return np.array(found)


def _losses(log_odds: Floats, positive: Bools) -> Floats:
    """Return each text's log loss [texts] under weights fitted without its fold."""
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    losses = np.zeros(len(positive))
    count = min(FOLDS, int(positive.sum()), int((~positive).sum()))
    for train, test in StratifiedKFold(count, shuffle=True, random_state=0).split(log_odds, positive):
        weights, intercept = _fit(log_odds[train], positive[train])
        said = log_odds[test] @ weights + intercept
        losses[test] = np.logaddexp(0, np.where(positive[test], -said, said))
    return losses


def _fit(log_odds: Floats, positive: Bools) -> tuple[list[float], float]:
    """Return weights and intercept of a logistic regression for even odds, shrunk alike whatever each way's spread."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    spread = log_odds.std(0)
    spread[spread == 0] = 1
    model = LogisticRegression(class_weight="balanced").fit(log_odds / spread, positive)
    return (model.coef_[0] / spread).tolist(), float(model.intercept_[0])


def _path(data: Path, pack: Pack, known: ExampleSet, what: str) -> Path:
    return starters.folder(data, pack) / f"{known.protocol.id}.{known.language}.{known.sha256[:12]}.{what}.json"


def _tie(known: ExampleSet, pack: Pack) -> dict[str, str | int]:
    return {
        "format": FORMAT,
        "protocol_sha256": known.protocol.sha256,
        "pack_sha256": pack.sha256,
        "examples_sha256": known.sha256,
        "examples": len(known.examples),
    }


def _load(path: Path, known: ExampleSet, pack: Pack) -> dict[str, Any] | None:
    """Return what was measured with this protocol, pack and set, or None; a damaged file is measured again."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    tie = _tie(known, pack)
    same = isinstance(found, dict) and {name: found.get(name) for name in tie} == tie
    return found if same else None


def _save(path: Path, known: ExampleSet, pack: Pack, values: dict[str, object]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as file:
        json.dump({**_tie(known, pack), **values}, file)
