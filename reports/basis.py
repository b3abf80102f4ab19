"""What an evaluation hangs on, so that somebody can repeat it: file, protocol, models, thresholds, and the record."""

from collections.abc import Iterator

from domain.protocol import Thresholds
from learning.findings import Evaluation, WayMeasured
from reports.language import Language

NO_STORE = "none: no store was opened for this evaluation, so it is on nobody's record"


def thresholds(way: WayMeasured) -> dict[str, Thresholds]:
    """Return a way's thresholds by the language of the texts that it read; "" where the language of none could be told."""
    told = {screening.language for screening in way.screenings if screening.windows} - {""}
    return {code: way.contender.thresholds(code) for code in sorted(told) or [""]}


def facts(found: Evaluation, head: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield names and what stands for them; `head` is the end of the audit chain, "" where there is none."""
    file, protocol, say = found.file, found.file.labels.protocol, language.say
    reading = file.source.reading
    yield say("file"), f"{file.source.name}, SHA-256 {file.source.sha256}"
    columns = say("texts from {0}, labels from {1}").format(reading.text_column, reading.other_columns[0])
    yield say("columns"), columns
    yield say("labels"), ", ".join(_label(name, language) for name in file.labels.classes)
    yield say("protocol"), f"{protocol.id} {protocol.version}, SHA-256 {protocol.sha256}"
    for way in found.ways:
        yield from _way(way, language)
    packs = {way.contender.model: way.contender.basis("").pack_sha256 for way in found.ways}
    for model, sha256 in packs.items():
        yield say("model"), f"{model}, SHA-256 {sha256}"
    yield say("audit chain"), head or say(NO_STORE)


def _label(name: str, language: Language) -> str:
    """Return a label as the file holds it, and what it is called in this report where that is another word."""
    called = language.label(name)
    return name if called == name else language.say("{0}: {1}").format(name, called)


def _way(way: WayMeasured, language: Language) -> Iterator[tuple[str, str]]:
    say, contender = language.say, way.contender
    for code, limits in thresholds(way).items():
        name = f"{contender.name} ({language.named(code)})" if code else contender.name
        flagged = say("{0}: flagged from {1}, the band down to {2}")
        yield say("way"), flagged.format(name, f"{limits.flag:.3g}", f"{limits.clear:.3g}")
        if learned := contender.basis(code).learned_sha256:
            yield say("learned head or shown examples"), f"{name}, SHA-256 {learned}"
