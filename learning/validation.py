"""The use case: a site's labelled texts vouch for a way of asking, so that it may call texts clear.

The record also holds what the labelled texts looked like: later runs are held against it (`review.drift`).
"""

from collections import Counter
from collections.abc import Sequence

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.outcome import Code
from domain.pack import Pack
from learning.findings import Evaluation
from learning.planning import Planned
from store import audit, validations
from store.database import Database
from store.pictures import Picture

ACT = "validate"


def validate(db: Database, actor: Actor, found: Evaluation, pack: Pack) -> list[str]:
    """Record what an evaluation vouches for, and return the languages; its first way was of `pack`.

    A plan whose texts can't vouch for the recall that was wanted is left out, and so is one of which no recall was wanted.
    Raises NotAllowedError.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    vouched = [planned for planned in found.plans if planned.vouched and planned.wanted.recall]
    if not vouched:
        return []
    protocol, picture = found.file.labels.protocol, _picture(found)
    with db.atomic(durable=True):
        for planned in vouched:
            own = planned.adjustment
            validations.add(db, own, protocol, pack, picture, actor.name)
            subject = f"protocol {protocol.id} {pack.id} {own.basis.language} {own.basis.way}"
            audit.append(db, AuditEntry(now(), actor.name, ACT, subject, "", _said(planned)))
    return [planned.adjustment.basis.language for planned in vouched]


def _said(planned: Planned) -> str:
    own = planned.adjustment
    return (
        f"{own.texts} texts, {own.positives} positive, recall {planned.wanted.recall:g}, clear {own.thresholds.clear:g}"
    )


def _picture(found: Evaluation) -> Picture:
    """Return what the texts look like that were screened, under the thresholds that were planned."""
    plans = {planned.adjustment.basis.language: planned.adjustment for planned in found.plans}
    flagged, languages, lengths, reviewed = (Counter[str]() for _ in range(4))
    for screening, positive in zip(found.ways[0].screenings, found.file.positive.tolist(), strict=True):
        own = plans.get(screening.language)
        if own is None or not screening.windows:
            continue
        said = max(own.window(window).positive for window in screening.windows)
        flagged["yes" if screening.code is Code.PHRASE or said >= own.thresholds.flag else "no"] += 1
        languages[screening.language] += 1
        lengths[str(max(window.end for window in screening.windows).bit_length())] += 1
        if said < own.thresholds.clear:
            reviewed["missed" if positive else "right"] += 1
    return Picture(dict(flagged), dict(languages), dict(lengths), dict(reviewed))


def sentences(languages: Sequence[str]) -> str:
    """Return what the record means for people."""
    if not languages:
        return (
            "There is no validation record: the labelled texts don't vouch for a recall. State one (--recall), and label more "
            "texts that are to be found. Until then, no text is not flagged that was not before."
        )
    return (
        f"Recorded as validated ({', '.join(languages)}): texts below the lower threshold are not flagged from now on."
    )
