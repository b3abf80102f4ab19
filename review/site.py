"""What a site sets of its own: what to do in an emergency, response times, and how cases are decided. Each change is on record.

What IT has set of it for a machine holds over the site's own, in every store that is opened there.
"""

from access.rights import authorise, refused
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import KizashiError, NotAllowedError
from domain.policy import NO_POLICY, Policy
from domain.protocol import Protocol
from domain.site import Crisis, DeskRules
from store import audit, settings
from store.database import Database

IT = "policy"
"""Under which name the audit chain has what IT has set."""


def crisis_text(db: Database) -> Crisis:
    """Return what whoever is at the machine is told when a text may be of the top severity; empty until it is set."""
    return settings.crisis(db)


def needs_crisis_text(db: Database) -> bool:
    """Tell whether the site's words for an emergency are still missing: ask before the first real batch."""
    return not settings.crisis(db).complete


def set_crisis_text(db: Database, actor: Actor, crisis: Crisis) -> None:
    """Set the site's words for an emergency; the record holds that they changed, not the words."""
    authorise(actor, Right.SET_SITE)
    with db.atomic(durable=True):
        old, new = (db.content_hash(f"{one.text}\n{one.on_duty}") for one in (settings.crisis(db), crisis))
        settings.put_crisis(db, crisis)
        _record(db, actor.name, "crisis text", old, new)


def rules(db: Database) -> DeskRules:
    """Return how cases are decided."""
    return settings.rules(db)


def set_rules(db: Database, actor: Actor, rules: DeskRules, policy: Policy = NO_POLICY) -> None:
    """Set how cases are decided from now on. Samples that were drawn and readings that were asked for stay.

    Raises NotAllowedError for a rule that IT has set otherwise.
    """
    check_rules(actor, rules, policy)
    _put(db, actor.name, rules)


def check_rules(actor: Actor, rules: DeskRules, policy: Policy) -> None:
    """Return if a person may set these rules here. Raises NotAllowedError."""
    authorise(actor, Right.SET_SITE)
    if policy.bind(rules) != rules:
        said = "IT has set this rule for the machine. Ask whoever looks after it."
        raise refused(actor, "rules", NotAllowedError(said))


def keep_to(db: Database, policy: Policy) -> None:
    """Give a store that is opened on a machine the rules that IT has set there; where they were others, it is on record."""
    if policy.rules and policy.bind(settings.rules(db)) != settings.rules(db):
        _put(db, IT, policy.bind(settings.rules(db)))


def response_times(db: Database, protocol: Protocol) -> dict[str, float | None]:
    """Return hours by level, mildest first: the site's, else the protocol file's, None where neither says."""
    own = settings.response_times(db, protocol.id)
    return {level: own.get(level, hours) for level, hours in protocol.response_times.items()}


def set_response_time(db: Database, actor: Actor, protocol: Protocol, level: str, hours: float | None) -> None:
    """Set within how many hours of its import a text of a level is to be answered, None for no time.

    What waits is due by it from now on. Raises KizashiError for a level that the protocol does not know, and for a time
    that is none.
    """
    authorise(actor, Right.SET_SITE)
    if level not in protocol.response_times:
        allowed = ", ".join(protocol.response_times) or "none"
        raise KizashiError(f"{level} is not one of the levels of {protocol.id}: {allowed}.")
    if hours is not None and not 0 < hours < float("inf"):
        raise KizashiError("A response time is a number of hours above 0.")
    with db.atomic(durable=True):
        old = settings.response_times(db, protocol.id).get(level)
        settings.put_response_time(db, protocol.id, level, hours)
        _record(db, actor.name, f"response time {protocol.id} {level}", _hours(old), _hours(hours))


def _put(db: Database, who: str, rules: DeskRules) -> None:
    with db.atomic(durable=True):
        old = settings.rules(db)
        settings.put_rules(db, rules)
        _record(db, who, "rules", _said(old), _said(rules))


def _record(db: Database, who: str, what: str, old: str, new: str) -> None:
    audit.append(db, AuditEntry(now(), who, "set", what, old, new))


def _said(rules: DeskRules) -> str:
    shown = "hidden" if rules.hide_suggestion else "shown"
    reviewers = "shown" if rules.show_reviewers else "hidden"
    return f"suggestion {shown}, second readings {rules.second_share:g}, sample {rules.audit_sample}, reviewers {reviewers}"


def _hours(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g} h"
