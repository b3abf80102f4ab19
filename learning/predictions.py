"""What another system said of the same rows, from a CSV: a large model, an older tool, a second reader."""

from pathlib import Path

import numpy as np

from domain.text import Draft, Reading
from intake.names import normal
from intake.read import find_sources
from learning.labels import LEFT_OUT, LabelError, Labelled, Task
from learning.metrics import Ints
from learning.systems import NOTHING, System

PROBABILITY = "probability"


def read(path: Path, file: Labelled) -> System:
    """Read a table with the columns `id`, `label` and perhaps `probability`, and pair it with `file` by id.

    A label that means nothing, such as a refusal, and a missing row are rows of which nothing was said. Raises
    IntakeError, and LabelError where rows can't be paired.
    """
    name = file.source.name
    rows = _by_id(name, file.texts)
    said = _by_id(path.name, _drafts(path))
    if not rows.keys() & said.keys():
        raise LabelError(f"{path.name} and {name} share no id. Name the id column of {name}: --id-column.")
    paired = [said.get(text.id) for text in file.texts]
    meant = np.array([_meant(file, draft) for draft in paired], dtype=np.int64)
    if (meant == NOTHING).all():
        raise LabelError(f"No label in {path.name} means anything here. Map its values: --label-map VALUE=LABEL.")
    tells = any(draft and any(draft.others) for draft in paired)
    probability = np.array([_probability(path, draft) for draft in paired]) if tells else None
    if file.labels.task is Task.SCREEN:
        return System(path.stem, meant, probability=probability)
    return System(path.stem, _flagged(file, meant), meant, probability)


def _drafts(path: Path) -> tuple[Draft, ...]:
    reading = Reading(text_column="label", id_column="id")
    (source,) = find_sources([path], reading)
    if any(normal(column) == PROBABILITY for column in source.columns):
        (source,) = find_sources([path], Reading("label", "id", other_columns=(PROBABILITY,)))
    return tuple(source.drafts())


def _by_id(name: str, texts: tuple[Draft, ...]) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for text in texts:
        if text.id in found:
            raise LabelError(
                f"Rows {found[text.id].row} and {text.row} of {name} have the same id, so predictions can't be paired. "
                "Give each row an id of its own; which column holds them in the labelled file: --id-column."
            )
        found[text.id] = text
    return found


def _meant(file: Labelled, draft: Draft | None) -> int:
    meaning = file.labels.meaning(draft.untrusted_body) if draft else None
    return NOTHING if meaning in {None, LEFT_OUT} else int(meaning or 0)


def _flagged(file: Labelled, levels: Ints) -> Ints:
    positive = np.array([*file.labels.positive, False])
    return np.where(levels == NOTHING, NOTHING, positive[levels])


def _probability(path: Path, draft: Draft | None) -> float:
    if draft is None or not draft.others[0]:
        return np.nan
    try:
        probability = float(draft.others[0])
    except ValueError:
        probability = np.nan
    if not 0 <= probability <= 1:
        raise LabelError(f"Row {draft.row} of {path.name}: a probability must be a number from 0 to 1.")
    return probability
