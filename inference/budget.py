"""What a model can read at once, shared between the question and the text."""

from dataclasses import replace

from domain.errors import BudgetError
from domain.pack import Pack
from domain.protocol import LongText

LEAST = 64
"""A window with fewer tokens than this holds too little of a text to be judged."""


def check_budget(pack: Pack, prefix: int, long_text: LongText, asks: int) -> None:
    """Raise BudgetError when a prefix, one window and the questions (in tokens) don't fit the pack's context."""
    needed = prefix + long_text.most_at_once + asks
    if needed > pack.sizes.context:
        raise BudgetError(
            f"The question ({prefix + asks} tokens) and one window of text ({long_text.most_at_once}) are longer than "
            f"what {pack.id} can read ({pack.sizes.context}). Shorten the protocol's instructions or its window."
        )


def narrowed(pack: Pack, long_text: LongText, around: int) -> LongText:
    """Return the policy with windows that fit a short context beside `around` tokens of prompt.

    Models of 512 tokens read a long text in more, smaller windows. Raises BudgetError when too little room is left.
    """
    room = pack.sizes.context - around
    if room < min(LEAST, long_text.window_tokens):
        check_budget(pack, around, replace(long_text, window_tokens=LEAST), 0)
    window = min(long_text.window_tokens, room)
    overlap = min(long_text.overlap_tokens, window // 4)
    return replace(
        long_text, window_tokens=window, overlap_tokens=overlap, whole_tokens=min(long_text.whole_tokens, room)
    )
