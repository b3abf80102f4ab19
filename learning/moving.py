"""The use case: a site moves the thresholds of a protocol by hand, after seeing what that would change of past screenings."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from access.rights import authorise
from domain import shots
from domain.actor import Actor, Right
from domain.adjustment import Adjustment, fingerprint
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError
from domain.head import EVEN, UNCALIBRATED, calibration_fingerprint
from domain.head import fingerprint as head_fingerprint
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from learning import adjustments
from learning.equipment import equipment
from screening.asking import Equipment, basis
from screening.ways import BOTH, joined
from store import audit, spread
from store.database import Database
from store.spread import STEPS, Asked, Spread

ACT = "move-thresholds"
WANTED = "moved by hand"
RAISED = frozenset({Code.SUICIDE_RISK, Code.STEERING, Code.SEVERITY, Code.LANGUAGE, Code.UNVALIDATED})
"""Codes of texts that another rule than the thresholds makes at least unsure."""


@dataclass(frozen=True, slots=True)
class Target:
    """Whose thresholds are moved: those of a protocol, asked of a pack, for texts in one language."""

    protocol: Protocol
    pack: Pack
    language: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a protocol and pack did so far in one language: the thresholds in use and how past probabilities are spread.

    `own`: these are the site's own thresholds, not the shipped ones. `runs` counts the runs that are comparable.
    """

    thresholds: Thresholds
    own: bool
    way: str
    runs: int
    spread: Spread

    @property
    def texts(self) -> int:
        """How many past screenings there are to try thresholds on."""
        return sum(map(sum, self.spread.values()))

    @property
    def histogram(self) -> list[int]:
        """How many texts have a probability in each of `STEPS` parts of 0 to 1."""
        return [sum(counts) for counts in zip(*self.spread.values(), strict=True)] or [0] * STEPS

    @property
    def before(self) -> Mapping[Outcome, int]:
        """How many texts ended how."""
        found: Counter[Outcome] = Counter()
        for (outcome, _code), counts in self.spread.items():
            found[outcome] += sum(counts)
        return found

    def after(self, flag: float, clear: float) -> Mapping[Outcome, int]:
        """Return how many would end how under other thresholds, which are whole hundredths.

        Nearly so: a text that falls below a threshold may still be raised by a rule that it did not need before.
        """
        found: Counter[Outcome] = Counter()
        validated = not any(code is Code.UNVALIDATED for _, code in self.spread)
        for (_outcome, code), counts in self.spread.items():
            for step, texts in enumerate(counts):
                found[_outcome_of(code, step, round(flag * STEPS), round(clear * STEPS), validated=validated)] += texts
        return found


def past(db: Database, actor: Actor, target: Target, data: Path) -> Past:
    """Return what is known of thresholds until now. `data` is the data folder. Raises AdjustmentDamagedError."""
    authorise(actor, Right.READ_RESULTS)
    taken = equipment(target.pack, target.protocol, data, db)
    asked = _asked(taken, target)
    runs = spread.runs(db, asked) if asked else []
    own = taken.adjustments.get(target.language) is not None
    counts = spread.of_runs(db, runs, target.language)
    return Past(_in_use(taken, target), own, taken.way, len(runs), counts)


def move(
    open_database: Callable[[], Database], actor: Actor, target: Target, data: Path, flag: float, clear: float
) -> None:
    """Let every later run take these thresholds, and put that on record. Raises KizashiError and NotAllowedError."""
    authorise(actor, Right.CHANGE_PROTOCOLS)
    if not 0 < clear <= flag < 1:
        raise KizashiError("Both thresholds lie above 0 and below 1, and the lower one is at most the upper one.")
    with open_database() as db, db.atomic(durable=True):
        taken = equipment(target.pack, target.protocol, data, db)
        old = _in_use(taken, target)
        new = replace(old, flag=flag, clear=clear)
        subject = f"protocol {target.protocol.id} {target.pack.id} {target.language} {taken.way}"
        _record(db, actor, subject, _said(old), _said(new))
        adjustments.adopt([_moved(taken, target, new)], actor, target.protocol, target.pack, data)


def take_back(open_database: Callable[[], Database], actor: Actor, target: Target, data: Path) -> None:
    """Return to the shipped thresholds of a protocol on a pack, in every language, and put that on record."""
    authorise(actor, Right.CHANGE_PROTOCOLS)
    with open_database() as db, db.atomic(durable=True):
        _record(db, actor, f"protocol {target.protocol.id} {target.pack.id}", "", "as shipped")
        adjustments.take_back(actor, target.protocol, target.pack, data)


def _moved(taken: Equipment, target: Target, thresholds: Thresholds) -> Adjustment:
    """Return the adjustment in use with other thresholds; where there is none, one that changes nothing else."""
    own = taken.adjustments.get(target.language)
    if own:
        return replace(own, thresholds=thresholds, wanted=WANTED, at=now())
    made_with = basis(taken, target.protocol, target.pack, target.language)
    return Adjustment(made_with, UNCALIBRATED, EVEN, thresholds, WANTED, texts=0, positives=0, at=now())


def _in_use(taken: Equipment, target: Target) -> Thresholds:
    own, head = taken.adjustments.get(target.language), taken.heads.get(target.language)
    if own:
        return own.thresholds
    return head.thresholds if head and taken.way != BOTH else target.protocol.thresholds


def _asked(taken: Equipment, target: Target) -> Asked | None:
    """Return what runs are comparable with what would run now; None of a way whose probabilities can't be told apart.

    What was moved by hand has changed no probability: runs from before it count too.
    """
    if taken.way == BOTH:
        return None
    both = [*taken.heads.values(), *taken.companions.values()]
    plain = joined(map(calibration_fingerprint, both)) or joined(map(shots.fingerprint, taken.shots.values()))
    own = taken.adjustments.values()
    same = all((one.calibration, one.base_rate) == (UNCALIBRATED, EVEN) for one in own)
    adjusted = joined([*filter(None, [plain]), *map(fingerprint, own)])
    return Asked(
        protocol_sha256=target.protocol.sha256,
        pack_sha256=target.pack.sha256,
        way=taken.way,
        head_sha256=joined(map(head_fingerprint, both)),
        calibrations=[adjusted, plain] if same else [adjusted],
    )


def _outcome_of(code: Code, step: int, flag: int, clear: int, *, validated: bool) -> Outcome:
    if code is Code.PHRASE or step >= flag:
        return Outcome.FLAGGED
    return Outcome.UNSURE if code in RAISED or step >= clear or not validated else Outcome.CLEAR


def _record(db: Database, actor: Actor, subject: str, old: str, new: str) -> None:
    audit.append(db, AuditEntry(now(), actor.name, ACT, subject, old, new))


def _said(thresholds: Thresholds) -> str:
    return f"flag {thresholds.flag:g} clear {thresholds.clear:g}"
