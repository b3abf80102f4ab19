"""What of a file a model does not read, told before the run: else a whole batch would come back unread."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from domain.pack import Pack
from domain.protocol import Protocol
from screening.language import detect

FIRST = 50
"""Texts that are looked at: enough to tell a file's language, and few enough to wait for."""


@dataclass(frozen=True, slots=True)
class Unread:
    """`texts` of the first `looked_at` are in `language`, which the protocol is worded in and the model does not read."""

    language: str
    texts: int
    looked_at: int


def unread(untrusted_texts: Iterable[str], protocol: Protocol, pack: Pack) -> Unread | None:
    """Return what another model would read of the first texts, in the most frequent such language; None where nothing."""
    languages = [detect(text) for text in islice(untrusted_texts, FIRST)]
    others = Counter(code for code in languages if code in protocol.wordings and code not in pack.languages)
    if not others:
        return None
    language, texts = others.most_common(1)[0]
    return Unread(language, texts, len(languages))
