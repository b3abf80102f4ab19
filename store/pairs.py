"""The pairs of neighbouring characters by which words too short for the trigram index are found.

A Japanese word is often one or two characters long. Only characters beyond ASCII are paired: an English word that short is
in nearly every text, which needs no index to be found.
"""

import re

_WRITTEN = re.compile(r"[^\W\x00-\x7f]+")


def pairs(body: str) -> str:
    """Return every pair of neighbours once, and the last character of each stretch alone, with spaces between."""
    stretches = _WRITTEN.findall(body)
    return " ".join({stretch[place : place + 2]: None for stretch in stretches for place in range(len(stretch))})


def sought(word: str) -> list[str]:
    """Return what a text's pairs hold where the text holds `word`, as FTS5 asks: `"*"` after what a pair begins with."""
    stretches = _WRITTEN.findall(word)
    alone = [f'"{stretch}"*' for stretch in stretches if len(stretch) == 1]
    return alone + [f'"{stretch[place : place + 2]}"' for stretch in stretches for place in range(len(stretch) - 1)]
