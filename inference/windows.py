"""Cutting a long text into windows of tokens that overlap, so that no sentence is read only in halves."""

from domain.errors import KizashiError
from domain.protocol import LongText


class TooLongError(KizashiError):
    """The text has more windows than the protocol allows."""


def windows(tokens: int, policy: LongText) -> list[tuple[int, int]]:
    """Return half-open token ranges that cover a text of `tokens` tokens, each `policy.window_tokens` long or the whole text.

    Consecutive windows share at least `policy.overlap_tokens`; the last one is moved back so that it is full.
    Raises TooLongError when there would be more than `policy.max_windows`.
    """
    if tokens <= policy.most_at_once:
        return [(0, tokens)]
    stride = policy.window_tokens - policy.overlap_tokens
    count = 1 + -(-(tokens - policy.window_tokens) // stride)
    if count > policy.max_windows:
        raise TooLongError
    last = tokens - policy.window_tokens
    starts = [min(index * stride, last) for index in range(count)]
    return [(start, start + policy.window_tokens) for start in starts]
