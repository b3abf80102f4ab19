"""Behaviour suites: pairs of texts that must be told apart, and variants of a text that must not change the answer.

In the manner of CheckList's directional expectation and invariance tests (Ribeiro, Wu, Guestrin and Singh 2020, "Beyond
Accuracy: Behavioral Testing of NLP Models with CheckList", section 2.2). The texts are written by hand and kept as files
beside the protocols; what the shipped heads reached on them is kept in `RECORD`. A maintainer who has changed a suite or
made heads anew records again: `python -m learning.behaviour MODEL`.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from access.paths import data_folder, packs_folder
from domain.estimate import Estimate
from domain.pack import Pack
from domain.protocol import Protocol
from inference.scorer import open_scorer as open_engine
from learning.equipment import usable
from learning.errors import BehaviourError
from learning.thresholds import clopper_pearson
from models.registry import load
from screening.asking import Equipment, open_way
from screening.protocols import SHIPPED
from screening.protocols import shipped as shipped_protocols
from screening.tables import Table
from screening.ways import OpenScorer, Way

PAIRS = ("negation", "person", "tense", "hyperbole")
"""What the two texts of a pair differ in. The first must be answered more positively than the second."""

VARIANTS = ("typos", "padding", "names", "greeting", "politeness", "script")
"""What a variant changes: the last two are Japanese matters. Both texts must be answered alike."""

TOLERANCE = 1.0
"""Nats of log-odds that a variant may move the answer by, provided that it stays on its side of even odds."""

RECORD = Path(__file__).parent / "behaviour.json"

MARGIN = 2
"""Checks of a capability by which a suite's result may fall behind its record before it counts as a drop."""


@dataclass(frozen=True, slots=True)
class Check:
    """Two texts and what must hold between their answers. `id` is the capability and the place in it, from 1 on."""

    id: str
    capability: str
    first: str
    second: str

    def holds(self, first: float, second: float) -> bool:
        """Return whether the log-odds of the two texts are as they must be; never where one is not a number."""
        if self.capability in PAIRS:
            return first > second
        return abs(first - second) < TOLERANCE and not parted(first, second)


@dataclass(frozen=True, slots=True)
class Suite:
    """The checks of one protocol in one language. `sha256` is of the file's bytes."""

    protocol: Protocol
    language: str
    sha256: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many checks of a capability held, and which did not.

    `parted` counts those whose answers lay on different sides of even odds: wanted of pairs, not of variants.
    """

    capability: str
    checks: int
    failed: tuple[str, ...]
    parted: int

    @property
    def held(self) -> int:
        """How many held."""
        return self.checks - len(self.failed)

    @property
    def share(self) -> Estimate:
        """The share that held, with its exact interval."""
        return clopper_pearson(self.held, self.checks)


def path(protocol: str, language: str) -> Path:
    """Return where the shipped suite of a protocol in a language lies; there may be none."""
    return SHIPPED / protocol / f"behaviour.{language}.toml"


def read(file: Path, protocol: Protocol, language: str) -> Suite:
    """Return the suite in a TOML file. Raises BehaviourError, which names the file, the key and what it may hold."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BehaviourError(f"{file}: can't be read: {error.strerror}.") from error
    table = Table.parse(str(file), content, BehaviourError)
    pairs, variants = table.table("pairs"), table.table("variants")
    checks = (*_checks(pairs, PAIRS), *_checks(variants, VARIANTS))
    for part in (pairs, variants, table):
        part.done()
    return Suite(protocol, language, hashlib.sha256(content).hexdigest(), checks)


def shipped(protocol: Protocol, languages: Sequence[str]) -> list[Suite]:
    """Return the shipped suites of a protocol in those of the languages that have one. Raises BehaviourError."""
    files = {language: path(protocol.id, language) for language in languages}
    return [read(file, protocol, language) for language, file in files.items() if file.is_file()]


def measure(
    protocol: Protocol, pack: Pack, equipped: Equipment, open_scorer: OpenScorer = open_engine
) -> list[tuple[Suite, list[Rate]]]:
    """Return how a way of asking does on each shipped suite that it serves, by capability. Raises ModelError."""
    way = open_way(protocol, pack, equipped, open_scorer, lambda _language: True, Event())
    return [(suite, _rates(suite, way)) for suite in shipped(protocol, way.languages)]


def parted(first: float, second: float) -> bool:
    """Return whether two log-odds lie on different sides of even odds."""
    return (first >= 0) != (second >= 0)


def recorded(model: str, suite: Suite) -> Mapping[str, Mapping[str, int]]:
    """Return by capability how many checks `held` and `parted` with the makers' heads of a model on this very suite.

    Empty where that was not recorded, or where the suite has changed since.
    """
    known = json.loads(RECORD.read_text(encoding="utf-8")).get(model, {}).get(_name(suite), {})
    same = known.get("suite_sha256") == suite.sha256
    found: Mapping[str, Mapping[str, int]] = known["rates"] if same else {}
    return found


def dropped(rates: Sequence[Rate], before: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the capabilities that fell behind what was recorded, if it was, by more than `MARGIN` checks."""
    known = [rate for rate in rates if rate.capability in before]
    return [rate.capability for rate in known if _behind(rate, before[rate.capability]) > MARGIN]


def _behind(rate: Rate, before: Mapping[str, int]) -> int:
    fewer = before["held"] - rate.held
    return fewer if rate.capability in PAIRS else max(fewer, rate.parted - before["parted"])


def _rates(suite: Suite, way: Way) -> list[Rate]:
    capabilities = dict.fromkeys(check.capability for check in suite.checks)
    checks = [[check for check in suite.checks if check.capability == one] for one in capabilities]
    return [_rate(some, [_answers(check, way, suite.language) for check in some]) for some in checks]


def _rate(checks: Sequence[Check], answers: Sequence[tuple[float, float]]) -> Rate:
    failed = tuple(check.id for check, said in zip(checks, answers, strict=True) if not check.holds(*said))
    return Rate(checks[0].capability, len(checks), failed, sum(parted(*said) for said in answers))


def _answers(check: Check, way: Way, language: str) -> tuple[float, float]:
    return way.ask(check.first, language).log_odds, way.ask(check.second, language).log_odds


def _checks(table: Table, capabilities: Sequence[str]) -> Iterator[Check]:
    for capability in capabilities:
        values = table.take(capability, [])
        if not isinstance(values, list) or not all(map(_two_texts, values)):
            table.refuse(capability, "must be a list of pairs, each two texts in quotes that differ.")
        for place, (first, second) in enumerate(values, 1):
            yield Check(f"{capability}-{place}", capability, first.strip(), second.strip())


def _two_texts(value: object) -> bool:
    texts = [text.strip() for text in value if isinstance(text, str)] if isinstance(value, list) else []
    return len(texts) == 2 == len(set(texts)) and all(texts)


def _name(suite: Suite) -> str:
    return f"{suite.protocol.id}.{suite.language}"


def _record(model: str) -> None:
    """Measure the starter heads of a built pack on the shipped suites, and keep the result."""
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    pack = load(packs_folder(), model)
    known[model] = {_name(suite): _kept(suite, rates) for suite, rates in _starters(pack)}
    RECORD.write_text(f"{json.dumps(known, indent=1)}\n", encoding="utf-8")


def _starters(pack: Pack) -> Iterator[tuple[Suite, list[Rate]]]:
    for protocol in shipped_protocols():
        yield from measure(protocol, pack, Equipment(usable(data_folder(), pack, protocol)))


def _kept(suite: Suite, rates: Sequence[Rate]) -> dict[str, object]:
    kept = {rate.capability: {"held": rate.held, "parted": rate.parted} for rate in rates}
    return {"suite_sha256": suite.sha256, "rates": kept}


if __name__ == "__main__":
    _record(sys.argv[1])
