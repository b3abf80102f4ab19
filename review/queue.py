"""What waits for a person, most urgent first, and one case as it is opened."""

from dataclasses import dataclass, field, replace

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.case import Case, Step
from domain.clock import now
from domain.screening import Window
from review import turns
from screening import reach
from store import audit, cases, decisions, queues, steps, texts, windows
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
    db: Database,
    actor: Actor,
    run: int | None = None,
    *,
    undecided: bool = True,
    skipped: frozenset[int] = frozenset(),
    limit: int = 500,
    offset: int = 0,
) -> list[Case]:
    """Return a page of cases, most urgent first: what waits for this person, or all with the decided ones last.

    The order is that of `store.queues.page`. A case that is to be decided before the suggestion is revealed is `blind`.
    `run`: only cases of texts in that run. `skipped`: what the person has put off for this sitting.
    """
    authorise(actor, Right.READ_RESULTS)
    found = queues.page(
        db, undecided=undecided, run=run, limit=limit, offset=offset, reader=turns.reader(actor, skipped), at=now()
    )
    return turns.as_seen(db, actor, found)


def counts(db: Database, actor: Actor, skipped: frozenset[int] = frozenset()) -> tuple[int, int]:
    """Return how many cases wait for this person, and how many are decided."""
    authorise(actor, Right.READ_RESULTS)
    return queues.counts(db, turns.reader(actor, skipped))


def on_screen(db: Database, actor: Actor, *, limit: int = 50) -> list[Case]:
    """Return the cases of the top severity that nobody has acknowledged yet, what is due first: they stay on the screen.

    `Case.overdue` tells which of them open first; whoever is at the machine is shown them, whatever their role.
    """
    authorise(actor, Right.READ_RESULTS)
    return queues.on_screen(db, limit)


def overdue(db: Database, actor: Actor, *, limit: int = 500) -> list[Case]:
    """Return the cases of any severity that should have been answered by now, the longest first; `due_at` is shown."""
    authorise(actor, Right.READ_RESULTS)
    found = queues.overdue(db, now(), limit)
    seen = turns.as_seen(db, actor, found)
    return [replace(case, due_at=one.due_at) for case, one in zip(seen, found, strict=True)]


def not_screened(db: Database, actor: Actor, skipped: frozenset[int] = frozenset(), *, limit: int = 500) -> list[Case]:
    """Return the cases that no machine could read and that wait for this person: a lane of their own."""
    authorise(actor, Right.READ_RESULTS)
    return turns.as_seen(db, actor, queues.not_screened(db, turns.reader(actor, skipped), limit))


def open_case(db: Database, actor: Actor, case: int) -> OpenCase:
    """Return a case with its text; the record notes who read it, and its life who has seen it.

    A blind case comes without what the model said and without other readers' decisions. Raises StoreError when there is
    no such case, and AnothersTextError when the text is not the actor's to read: review/glass.py is for emergencies.
    """
    authorise(actor, Right.READ_TEXTS)
    reach.check_text(db, actor, cases.get(db, case).text)
    with db.atomic(durable=True):
        found = cases.get(db, case)
        body = texts.find_body(db, found.text)
        [seen] = turns.as_seen(db, actor, [found])
        opened = OpenCase(
            case=seen,
            untrusted_body=body or "",
            windows=() if seen.blind else tuple(windows.of_case(db, case)),
            history=() if seen.verdict is not found.verdict else tuple(decisions.history(db, case)),
            gone=body is None,
        )
        at = now()
        audit.append(db, AuditEntry(at, actor.name, "read", f"case {case}"))
        if not steps.taken(db, case, Step.SEEN, actor.name):
            steps.add(db, case, Step.SEEN, actor, at)
    return opened
