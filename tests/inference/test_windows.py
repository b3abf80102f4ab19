"""If these fail, a part of a long text is never read, or a document is cut without saying so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.protocol import LongText
from inference.windows import TooLongError, windows


@st.composite
def policies(draw: st.DrawFn) -> LongText:
    size = draw(st.integers(2, 300))
    return LongText(size, draw(st.integers(0, size - 1)), 10_000)


@given(st.integers(0, 3_000), policies())
def test_every_token_is_in_a_window_and_windows_overlap(tokens: int, policy: LongText) -> None:
    ranges = windows(tokens, policy)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == tokens
    assert all(last - first == min(tokens, policy.window_tokens) for first, last in ranges)
    assert all(
        before[1] - after[0] >= policy.overlap_tokens and after[0] > before[0] for before, after in pairwise(ranges)
    )


def test_a_text_that_is_to_be_read_whole_is_one_window() -> None:
    policy = LongText(window_tokens=100, overlap_tokens=20, max_windows=5, whole_tokens=300)
    assert windows(300, policy) == [(0, 300)]
    assert [last - first for first, last in windows(301, policy)] == [100, 100, 100, 100]


def test_the_limit_is_exact() -> None:
    policy = LongText(window_tokens=100, overlap_tokens=20, max_windows=3)
    assert len(windows(260, policy)) == 3
    with pytest.raises(TooLongError):
        windows(261, policy)
