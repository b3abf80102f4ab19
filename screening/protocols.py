"""Read protocol files, the shipped ones and a site's own, and say exactly what is wrong with one.

The folder beside this module, `protocols/`, holds the shipped files; it is data and no package.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from domain.errors import ProtocolError
from domain.protocol import Level, LongText, Protocol, Question, Thresholds, Wording
from screening.folding import fold
from screening.tables import Table

SHIPPED = Path(__file__).parent / "protocols"
UNSET = "to be set by the site"
MOST_WINDOWS = 200
SHORTEST_PHRASE = 3

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def shipped() -> list[Protocol]:
    """Return the protocols that come with Kizashi, by id."""
    return [read(path) for path in sorted(SHIPPED.glob("*.toml"))]


def find(id_or_path: str, others: Iterable[str] = ()) -> Protocol:
    """Return the shipped protocol of that id, or the one in that file. Raises ProtocolError.

    `others`: ids that could have been chosen too, for the message.
    """
    ids = [path.stem for path in sorted(SHIPPED.glob("*.toml"))]
    if id_or_path in ids:
        return read(SHIPPED / f"{id_or_path}.toml")
    if not Path(id_or_path).is_file():
        raise ProtocolError(
            f"There is no protocol '{id_or_path}'. Choose one of {', '.join([*ids, *others])}, or give the path of a protocol file."
        )
    return read(Path(id_or_path))


def read(path: Path) -> Protocol:
    """Return the protocol in a TOML file. Raises ProtocolError, which names the file, the key and what it may hold."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ProtocolError(f"{path}: can't be read: {error.strerror}.") from error
    return parse(str(path), content)


def parse(name: str, content: bytes) -> Protocol:
    """Return the protocol in a file's bytes; `name` is what errors call the file. Raises ProtocolError with its `key`."""
    return _protocol(Table.parse(name, content, ProtocolError), hashlib.sha256(content).hexdigest())


def _protocol(file: Table, sha256: str) -> Protocol:
    levels = _levels(file)
    languages = _languages(file)
    protocol = Protocol(
        id=_matching(file, "id", _ID, "small letters, digits and single hyphens, such as 'stress'"),
        version=_matching(file, "version", _VERSION, "numbers with points, such as '1.0'"),
        sha256=sha256,
        positive=file.text("positive"),
        negative=file.text("negative"),
        levels=levels,
        thresholds=_thresholds(file.table("thresholds"), with_levels=bool(levels)),
        long_text=_long_text(file.table("long_text")),
        wordings=_wordings(file.table("wordings"), languages, len(levels)),
    )
    file.done()
    if protocol.positive == protocol.negative:
        file.refuse("negative", "must differ from 'positive'.")
    return protocol


def _matching(table: Table, key: str, pattern: re.Pattern[str], allowed: str) -> str:
    value = table.text(key)
    if not pattern.fullmatch(value):
        table.refuse(key, f"must be {allowed}.")
    return value


def _languages(file: Table) -> tuple[str, ...]:
    languages = file.texts("languages")
    if not languages or not all(map(_LANGUAGE.fullmatch, languages)):
        file.refuse("languages", "must hold one language code or more, such as 'en', 'ja'.")
    return languages


def _levels(file: Table) -> tuple[Level, ...]:
    levels = tuple(map(_level, file.tables("levels")))
    ids = [level.id for level in levels]
    if len(levels) == 1 or len(set(ids)) < len(ids):
        file.refuse("levels", "must hold two levels or more, each with its own id, or be left out.")
    positives = [level.positive for level in levels]
    if positives != sorted(positives) or not any(positives[-1:] or [True]):
        file.refuse("levels", "must stand mildest first: 'positive' is false up to one level and true from there on.")
    return levels


def _level(table: Table) -> Level:
    level = Level(
        id=_matching(table, "id", _ID, "small letters, digits and single hyphens"),
        positive=table.flag("positive"),
        colour=_matching(table, "colour", _COLOUR, "a colour as #rrggbb, digits and letters a to f"),
        respond_within_hours=_respond_within(table),
    )
    table.done()
    return level


def _respond_within(table: Table) -> float | None:
    value = table.take("respond_within_hours")
    if value == UNSET:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        table.refuse("respond_within_hours", f"must be a number of hours above 0, or '{UNSET}'.")
    return float(value)


def _thresholds(table: Table, *, with_levels: bool) -> Thresholds:
    thresholds = Thresholds(
        flag=table.number("flag"),
        clear=table.number("clear"),
        top_severity=table.number("top_severity") if with_levels else 0.0,
    )
    table.done()
    if thresholds.clear > thresholds.flag:
        table.refuse("clear", f"must be at most 'flag' ({thresholds.flag}).")
    return thresholds


def _long_text(table: Table) -> LongText:
    window = table.integer("window_tokens", 32, 100_000)
    long_text = LongText(
        window_tokens=window,
        overlap_tokens=table.integer("overlap_tokens", 0, window - 1),
        max_windows=table.integer("max_windows", 1, MOST_WINDOWS),
    )
    table.done()
    return long_text


def _wordings(table: Table, languages: tuple[str, ...], levels: int) -> dict[str, Wording]:
    wordings = {language: _wording(table.table(language), language, levels) for language in languages}
    table.done()
    return wordings


def _wording(table: Table, language: str, levels: int) -> Wording:
    wording = Wording(
        language=language,
        title=table.text("title"),
        instructions=table.text("instructions"),
        screen=_question(table.table("screen"), 2),
        severity=_question(table.table("severity"), levels) if levels else None,
        level_names=table.texts("level_names", count=levels) if levels else (),
        phrases=_phrases(table),
        guidance=table.text("guidance"),
        crisis=table.text("crisis", empty=True),
    )
    table.done()
    return wording


def _phrases(table: Table) -> tuple[str, ...]:
    phrases = table.texts("phrases")
    if any(len(fold(phrase)) < SHORTEST_PHRASE for phrase in phrases):
        table.refuse("phrases", f"must hold phrases of {SHORTEST_PHRASE} letters or more.")
    return phrases


def _question(table: Table, answers: int) -> Question:
    question = Question(ask=table.text("ask"), answers=table.texts("answers", count=answers))
    table.done()
    return question
