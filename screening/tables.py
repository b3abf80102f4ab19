"""Typed reading of a TOML file: what is wrong is said with the file, the key and what it may hold."""

import tomllib
from collections.abc import Mapping
from typing import NoReturn, Self

from domain.errors import KizashiError, ProtocolError


class Table:
    """One table of a TOML file. Every `take` removes a key; `done` refuses what is left.

    `where` is the table's own dotted key, "" for the file itself. Errors are of the type `error`, one sentence or two.
    """

    def __init__(self, name: str, where: str, values: Mapping[str, object], error: type[KizashiError]) -> None:
        self._name = name
        self._where = where
        self._left = dict(values)
        self._known: list[str] = []
        self._missing: set[str] = set()
        self._error = error

    @classmethod
    def parse(cls, name: str, content: bytes, error: type[KizashiError]) -> Self:
        """Return the whole file as a table."""
        try:
            return cls(name, "", tomllib.loads(content.decode("utf-8-sig")), error)
        except UnicodeDecodeError:
            raise error(f"{name}: not a text in UTF-8. Save it again as UTF-8.") from None
        except tomllib.TOMLDecodeError as problem:
            raise error(f"{name}: not valid TOML: {problem}.") from None

    def refuse(self, key: str, allowed: str) -> NoReturn:
        """Raise the error for one key; `allowed` goes on after "key 'x' "."""
        missing = "is missing; it " if key in self._missing else ""
        error = self._error(f"{self._name}: key '{self._full(key)}' {missing}{allowed}")
        if isinstance(error, ProtocolError):
            error.key = self._full(key)
        raise error

    def text(self, key: str, *, empty: bool = False) -> str:
        """Take a text without the white space around it."""
        value = self.take(key)
        if not isinstance(value, str) or not (empty or value.strip()):
            self.refuse(key, f"must be a text in quotes{'' if empty else ', not empty'}.")
        return value.strip()

    def texts(self, key: str, *, count: int | None = None) -> tuple[str, ...]:
        """Take a list of texts, all different, `count` of them where it is given."""
        value = self.take(key)
        texts = [item.strip() for item in value if isinstance(item, str)] if isinstance(value, list) else None
        if texts is None or not isinstance(value, list) or len(texts) < len(value) or not all(texts):
            self.refuse(key, "must be a list of texts in quotes, none empty.")
        if count is not None and len(texts) != count:
            self.refuse(key, f"must hold {count} texts, and holds {len(texts)}.")
        seen = [text.casefold() for text in texts]
        if twice := next((text for text in seen if seen.count(text) > 1), ""):
            self.refuse(key, f"must hold different texts, and holds '{twice}' twice.")
        return tuple(texts)

    def flag(self, key: str) -> bool:
        """Take a truth value."""
        value = self.take(key)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false.")
        return value

    def number(self, key: str) -> float:
        """Take a number above 0 and below 1."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            self.refuse(key, "must be a number above 0 and below 1.")
        return float(value)

    def integer(self, key: str, low: int, high: int) -> int:
        """Take a whole number from `low` to `high`."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(key, f"must be a whole number from {low} to {high}.")
        return value

    def table(self, key: str) -> "Table":
        """Take a table."""
        value = self.take(key)
        if not isinstance(value, dict):
            self.refuse(key, f"must be a table: [{self._full(key)}].")
        return Table(self._name, self._full(key), value, self._error)

    def tables(self, key: str) -> list["Table"]:
        """Take a list of tables, which may be missing."""
        value = self.take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"must be a list of tables: [[{self._full(key)}]].")
        places = (f"{self._full(key)}[{place}]" for place in range(1, len(value) + 1))
        return [Table(self._name, place, item, self._error) for place, item in zip(places, value, strict=True)]

    def take(self, key: str, default: object = None) -> object:
        """Take whatever stands under `key`; None or `default` where nothing does."""
        self._known.append(key)
        if key not in self._left:
            self._missing.add(key)
        return self._left.pop(key, default)

    def done(self) -> None:
        """Refuse the keys that nobody took."""
        for key in self._left:
            self.refuse(key, f"is not known. Allowed here: {', '.join(self._known)}.")

    def _full(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key
