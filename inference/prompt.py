"""What surrounds a text on its way into the model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """One question after the text.

    `text` is appended, and at its last token the model is asked which answer comes next.
    """

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`before` is the same for all texts and runs once; each ask follows the text and the asks before it.

    `exits` are the depths at which the mean states of the text's own tokens are read, for learned heads.
    """

    before: str
    asks: tuple[Ask, ...] = ()
    exits: tuple[int, ...] = ()
