"""A site's own adjustments as small JSON files beside the heads: adopted, found again, taken back."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from access.rights import authorise
from domain.actor import Actor, Right
from domain.adjustment import Adjustment, Basis
from domain.files import whole_file
from domain.head import Calibration
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from learning import starters
from learning.errors import AdjustmentDamagedError
from screening.asking import Equipment, basis

FORMAT = 1
ENDING = "site.json"


def adopt(chosen: Sequence[Adjustment], actor: Actor, protocol: Protocol, pack: Pack, data: Path) -> None:
    """Let every later run of this protocol and pack take adjustments of its ways. `data` is the data folder.

    The first run that does puts the change of thresholds on record. Raises NotAllowedError.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    for one in chosen:
        path = starters.folder(data, pack) / f"{protocol.id}.{one.basis.language}.{one.basis.way}.{ENDING}"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path) as file:
            json.dump({"format": FORMAT, **asdict(one)}, file, indent=0)


def adopted(protocol: Protocol, pack: Pack, data: Path) -> list[Adjustment]:
    """Return what was adopted for a protocol and pack, fitting or not. Raises AdjustmentDamagedError."""
    return [_read(path) for path in _paths(data, pack, protocol)]


def take_back(actor: Actor, protocol: Protocol, pack: Pack, data: Path) -> int:
    """Return to the thresholds and calibration as they were shipped; tell how many adjustments went."""
    authorise(actor, Right.CHANGE_PROTOCOLS)
    paths = list(_paths(data, pack, protocol))
    for path in paths:
        path.unlink()
    return len(paths)


def adjusted(equipment: Equipment, protocol: Protocol, pack: Pack, data: Path) -> Equipment:
    """Return the equipment with the adjustments that were measured with it. Raises AdjustmentDamagedError."""
    found = {one.basis.language: one for one in adopted(protocol, pack, data) if _fits(one, equipment, protocol, pack)}
    return replace(equipment, adjustments=found)


def passed_over(equipment: Equipment, protocol: Protocol, pack: Pack, data: Path) -> Iterator[str]:
    """Yield a sentence for each adjustment of this way that is not taken, because it was measured with something else."""
    for one in adopted(protocol, pack, data):
        if one.basis.way == equipment.way and not _fits(one, equipment, protocol, pack):
            yield (
                f"The site's own thresholds for {protocol.id} ({one.basis.language}) were measured with another model, "
                "protocol or example set, so they are not used. Measure again: evaluate --adopt."
            )


def _fits(adjustment: Adjustment, equipment: Equipment, protocol: Protocol, pack: Pack) -> bool:
    return adjustment.basis == basis(equipment, protocol, pack, adjustment.basis.language)


def _paths(data: Path, pack: Pack, protocol: Protocol) -> Iterator[Path]:
    yield from sorted(starters.folder(data, pack).glob(f"{protocol.id}.*.{ENDING}"))


def _read(path: Path) -> Adjustment:
    try:
        values = json.loads(path.read_bytes())
        if values.pop("format") != FORMAT:
            raise AdjustmentDamagedError(
                f"{path} was written by another version of Kizashi. Adopt the thresholds again."
            )
        made = {
            "basis": Basis(**values["basis"]),
            "calibration": Calibration(**values["calibration"]),
            "thresholds": Thresholds(**values["thresholds"]),
        }
        return Adjustment(**{**values, **made})
    except (AttributeError, KeyError, TypeError, ValueError, OSError) as error:
        raise AdjustmentDamagedError(
            f"{path} can't be read. Delete it to return to the shipped thresholds, or adopt again: evaluate --adopt."
        ) from error
