"""What waits for a person, most urgent first, and one case as it is opened."""

from dataclasses import dataclass, field

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Case
from domain.clock import now
from domain.screening import Window
from screening import reach
from store import audit, cases, decisions, texts
from store.database import Database
from store.decisions import PastDecision


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case with what a person needs to decide it. `history` holds the decisions so far, the first one first.

    `gone`: the text's words are not in the store any more.
    """

    case: Case
    untrusted_body: str = field(repr=False)
    windows: tuple[Window, ...]
    history: tuple[PastDecision, ...]
    gone: bool = False


def queue(
    db: Database, actor: Actor, run: int | None = None, *, undecided: bool = True, limit: int = 500, offset: int = 0
) -> list[Case]:
    """Return a page of cases, most urgent first: the undecided ones, or all with the decided ones last.

    `run`: only cases of texts in that run.
    """
    authorise(actor, Right.READ_RESULTS)
    return cases.queue(db, undecided=undecided, run=run, limit=limit, offset=offset)


def counts(db: Database, actor: Actor) -> tuple[int, int]:
    """Return how many cases are open, and how many decided."""
    authorise(actor, Right.READ_RESULTS)
    return cases.counts(db)


def open_case(db: Database, actor: Actor, case: int) -> OpenCase:
    """Return a case with its text; the record notes who read it.

    Raises StoreError when there is no such case, and AnothersTextError when the text is not the
    actor's to read: review/glass.py is for emergencies.
    """
    authorise(actor, Right.READ_TEXTS)
    with db.atomic(durable=True):
        found = cases.get(db, case)
        reach.check_text(db, actor, found.text)
        body = texts.find_body(db, found.text)
        opened = OpenCase(
            case=found,
            untrusted_body=body or "",
            windows=tuple(cases.windows(db, case)),
            history=tuple(decisions.history(db, case)),
            gone=body is None,
        )
        audit.append(db, AuditEntry(now(), actor.name, "read", f"case {case}"))
    return opened
