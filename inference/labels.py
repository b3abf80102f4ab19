"""Which numbers of a model's output are a question's answers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelError
from domain.pack import Pack
from inference.prompt import Ask
from inference.tokens import Tokens


def answer_tokens(pack: Pack, tokens: Tokens, ask: Ask) -> list[int]:
    """Return the first token of each answer; ModelError when two answers begin with the same one."""
    ids = [tokens.first(answer) for answer in ask.answers]
    if len(set(ids)) < len(ids):
        raise ModelError(f"{pack.id} can't tell these answers apart by their first token: {', '.join(ask.answers)}.")
    return ids


def label_rows(pack: Pack, ids: Sequence[int]) -> NDArray[np.float32]:
    """Return the vocabulary head's rows of the tokens `ids`, [ids, width]; all other rows stay on disk."""
    if pack.labels is None:
        raise ModelError(f"{pack.id} has no table of label rows: its graph gives logits itself.")
    shape = pack.sizes.vocabulary, pack.sizes.width
    return np.array(np.memmap(pack.file(pack.labels.file), np.float32, "r", pack.labels.offset, shape)[list(ids)])
