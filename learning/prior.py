"""What a head expects before it has seen an example: that it reads what real texts differ in, rather than what they hardly do.

Examples that were written for a purpose differ in ways in which the texts that people send do not. So where it helps
(docs/decisions/036-a-prior-from-real-texts.md) the weights are not shrunk alike in every direction, but least where the
states of real texts lie furthest apart: a normal prior with the root of their covariance in place of the identity, which is
ridge regression in Tikhonov's general form. A file per pack and language holds what `learning.survey` measured.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.pack import Pack
from domain.protocol import Protocol
from learning import examples

FOLDER = Path(__file__).parent / "shipped" / "priors"
NAMED = 12
"""Characters of a pack's hash in a file's name."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prior:
    """How far the states of real texts lie apart at the depth `exit`.

    `spread` [width] is each dimension's standard deviation. Of states divided by it, `directions` [rank, width] are those
    in which they differ most; `stretch` [rank] is the standard deviation of a weight along each, `rest` along any other, in
    a unit with which stretched states vary as much in all as standardised ones do.
    """

    exit: int
    spread: Numbers
    directions: Numbers
    stretch: Numbers
    rest: float

    def stretched(self, rows: Numbers) -> Numbers:
        """Return rows [..., width], in units of `spread`, made longer where real texts differ and shorter where they don't."""
        along = (rows @ self.directions.T) * (self.stretch - self.rest)
        return np.asarray(self.rest * rows + along @ self.directions, np.float32)


def of(pack: Pack, protocol: Protocol, language: str) -> Prior | None:
    """Return the prior of a pack's heads for a protocol; None where heads do without, and where nobody has measured it."""
    file = path(pack, language)
    return read(file.read_bytes()) if (protocol.id, language) in examples.PRIOR and file.is_file() else None


def path(pack: Pack, language: str) -> Path:
    """Return where the prior of a pack lies; there may be none."""
    return FOLDER / f"{pack.id}-{pack.sha256[:NAMED]}.{language}.npz"


def content(prior: Prior) -> bytes:
    """Return what `read` reads; directions are kept in 16 bits."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        exit=prior.exit,
        spread=prior.spread,
        directions=prior.directions.astype(np.float16),
        stretch=prior.stretch,
        rest=prior.rest,
    )
    return file.getvalue()


def read(content: bytes) -> Prior:
    """Return the prior that `content` gave."""
    with np.load(io.BytesIO(content)) as known:
        return Prior(
            int(known["exit"]),
            known["spread"],
            known["directions"].astype(np.float32),
            known["stretch"],
            float(known["rest"]),
        )
