"""Measures how the states of real texts differ, for the prior of learned heads.

A maintainer runs it when the default pack changes, with a file for each collection of real texts, one text per line:
`python -m learning.survey MODEL LANGUAGE FILE...`. The shipped examples are one more collection, so that what those are about
is not missing. Of the texts only a covariance is kept; docs/decisions/036-a-prior-from-real-texts.md names the collections.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from access.paths import packs_folder
from learning import examples, features, makers, prior, starters
from learning.features import Matrix
from learning.prior import Prior
from models.registry import load
from screening.protocols import shipped

RANK = 64
"""Directions that are kept; 16 to 256 did alike."""


def measure(collections: Sequence[Matrix], depth: int, rank: int = RANK) -> Prior:
    """Return the prior from the states of each collection, [texts, width]: what sets collections apart is left out.

    Weights are expected to vary as the states' standard deviation: half way, in powers, from all alike to the covariance.
    """
    rows = np.concatenate([states - states.mean(0) for states in collections]).astype(np.float64)
    spread = rows.std(0)
    spread[spread == 0] = 1
    rows /= spread
    variances, directions = np.linalg.eigh(rows.T @ rows / len(rows))  # the largest last
    variances = np.maximum(variances, 0)
    variances[:-rank] = variances[:-rank].mean()
    stretch = variances**0.25
    stretch /= np.sqrt(np.mean(variances * stretch**2))
    return Prior(
        depth,
        spread.astype(np.float32),
        directions.T[-rank:].astype(np.float32),
        stretch[-rank:].astype(np.float32),
        float(stretch[0]),
    )


def _survey(model: str, language: str, files: Sequence[Path]) -> None:
    """Measure a built pack at the depth that heads read, and put the prior among the shipped ones."""
    pack = load(packs_folder(), model)
    scorer, (depth, *_) = makers.engine(pack)
    collections = [file.read_text(encoding="utf-8").splitlines() for file in files]
    known = [examples.shipped(one, language) for one in shipped() if language in starters.taught(one)]
    collections.append([text for one in known for text in one.texts])
    states = [features.read(scorer, texts, (depth,)).by_exit[depth] for texts in collections]
    file = prior.path(pack, language)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(prior.content(measure(states, depth)))


if __name__ == "__main__":
    _survey(sys.argv[1], sys.argv[2], [Path(name) for name in sys.argv[3:]])
