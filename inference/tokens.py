"""Token ids for prompts, where special tokens count, and for users' texts, where they are plain characters."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from domain.errors import ModelError


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's token ids and, for each, its character range in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Tokens:
    """One tokenizer, read in two ways.

    `prompt` knows special tokens, `text` does not, so that a text can't close its own turn. Several threads may read texts
    at once, as long as none asks for a prompt.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:
            raise ModelError(f"{path.name} is not a tokenizer: {error}") from error

    @property
    def largest(self) -> int:
        """The largest id that a text's characters can have: added tokens are never read from one, and a model may lack them."""
        added = self._tokenizer.get_added_tokens_decoder()
        ids = self._tokenizer.get_vocab(with_added_tokens=False).values()
        return max((token for token in ids if token not in added), default=0)

    def prompt(self, text: str) -> list[int]:
        """Return the ids of a piece of our own prompt. Nothing is added: a beginning-of-text token is the caller's."""
        self._tokenizer.encode_special_tokens = False
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def text(self, untrusted_text: str) -> Encoded:
        """Return the ids and offsets of a user's text, its special tokens spelled out as ordinary characters."""
        if not self._tokenizer.encode_special_tokens:  # setting it while another thread reads is an error
            self._tokenizer.encode_special_tokens = True
        encoding = self._tokenizer.encode(untrusted_text, add_special_tokens=False)
        return Encoded(encoding.ids, encoding.offsets)

    def first(self, answer: str) -> int:
        """Return the first token of an answer: the one that tells the answers apart."""
        return self.prompt(answer)[0]

    def frame(self) -> tuple[list[int], list[int]]:
        """Return the ids that the model expects in front of and behind whatever it reads: `[CLS]` and `[SEP]`."""
        bare = self.prompt("a")
        framed: list[int] = self._tokenizer.encode("a").ids
        place = next(at for at in range(len(framed)) if framed[at : at + len(bare)] == bare)
        return framed[:place], framed[place + len(bare) :]
