"""Which severity level is suggested for a text, once the screen is positive. A pure function."""

from collections.abc import Sequence


def suggested(levels: Sequence[float]) -> int:
    """Return the place of the level to suggest; `levels` holds a probability per level, given a positive screen.

    The top level where it is the likeliest, so that nothing below can hide it; else the worst of the others that at least
    half of the chance lies at or above. A head's cuts between levels are calibrated at even odds, and so decided; the
    likeliest level would hardly ever be one in the middle, which has little left between two such cuts
    (docs/decisions/009-learned-heads.md).
    """
    top = len(levels) - 1
    if levels.index(max(levels)) == top:
        return top
    return sum(sum(levels[place:]) >= 0.5 for place in range(1, top))
