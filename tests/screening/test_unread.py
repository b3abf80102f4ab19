"""Else a whole Japanese file would come back unscreened, and nobody would know which model to take."""

from dataclasses import replace

from domain.pack import Pack
from screening.protocols import find
from screening.unread import FIRST, Unread, unread

JAPANESE, ENGLISH = (
    "テストが近くて眠れない日が続いています。",
    "We talked about the plans for the summer and had some tea.",
)
FRENCH = "Je ne sais pas encore ce que nous allons faire cet été avec les enfants."


def test_texts_that_another_model_would_read_are_counted(words: Pack) -> None:
    english = replace(words, languages=("en",))
    assert unread([ENGLISH, JAPANESE, "", JAPANESE], find("stress"), english) == Unread("ja", 2, 4)


def test_nothing_is_said_of_what_the_model_reads_or_no_wording_serves(words: Pack) -> None:
    both = replace(words, languages=("en", "ja"))
    assert unread([ENGLISH, JAPANESE], find("stress"), both) is None
    assert unread([ENGLISH, FRENCH], find("stress"), replace(words, languages=("en",))) is None


def test_only_the_first_texts_are_looked_at(words: Pack) -> None:
    """A file of a million rows must not be read twice to its end."""
    english = replace(words, languages=("en",))
    assert unread([ENGLISH] * FIRST + [JAPANESE], find("stress"), english) is None
