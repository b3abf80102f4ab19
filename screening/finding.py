"""Results found again by what they are and by their words, and one text opened to be read."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from access.rights import authorise
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import AnothersTextError
from domain.screening import Window
from screening import reach
from screening.results import shown_to
from store import audit, filters, result_rows, search, texts, windows
from store import runs as run_table
from store.database import Database
from store.result_rows import Kind, Order, ResultRow
from store.search import Filter


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text with what a run said of its windows. `gone`: its words are not in the store any more."""

    row: ResultRow
    untrusted_body: str = field(repr=False)
    windows: tuple[Window, ...]
    gone: bool = False


def first(
    db: Database, actor: Actor, run: int, wanted: Filter, order: Order, *, descending: bool = False, limit: int
) -> list[ResultRow]:
    """Return the first results that pass a filter, sooner than all of them are found; see `results.page`.

    Raises AnothersTextError when words are looked for in texts that the actor may not read.
    """
    _check(db, actor, run, wanted)
    return shown_to(db, actor, run, search.first(db, run, wanted, order, limit, descending=descending))


def found(
    db: Database, actor: Actor, run: int, wanted: Filter, order: Order, *, descending: bool = False
) -> "array[int]":
    """Return the ids of all results that pass a filter, in order: `rows` reads a page of them. Raises as `first`."""
    _check(db, actor, run, wanted)
    return search.found(db, run, wanted, order, descending=descending)


def rows(db: Database, actor: Actor, run: int, ids: Sequence[int]) -> list[ResultRow]:
    """Return a page of a run's results by their ids; see `results.page`."""
    authorise(actor, Right.READ_RESULTS)
    return shown_to(db, actor, run, search.rows(db, run, ids))


def kinds(db: Database, actor: Actor, run: int) -> frozenset[Kind]:
    """Return which outcomes, codes and languages the results of a run have together."""
    authorise(actor, Right.READ_RESULTS)
    return result_rows.kinds(db, run)


def open_text(db: Database, actor: Actor, run: int, text: int) -> OpenText:
    """Return a text with what a run said of it; the record notes who read it.

    Raises AnothersTextError when the text is not the actor's to read, and StoreError when the run has no result for it.
    """
    authorise(actor, Right.READ_TEXTS)
    reach.check_text(db, actor, text)
    with db.atomic(durable=True):
        row = search.of_text(db, run, text)
        body = texts.find_body(db, text)
        audit.append(db, AuditEntry(now(), actor.name, "read", f"text {text}"))
    return OpenText(replace(row, excerpt=""), body or "", tuple(windows.of_screening(db, row.screening)), body is None)


def saved(db: Database, actor: Actor) -> dict[str, Filter]:
    """Return the filters that a person has given a name."""
    authorise(actor, Right.READ_RESULTS)
    return filters.saved(db, actor.name)


def save(db: Database, actor: Actor, name: str, wanted: Filter) -> dict[str, Filter]:
    """Keep a filter under a name, in place of one of that name, and return all of the person's."""
    authorise(actor, Right.READ_RESULTS)
    with db.atomic(durable=True):
        kept = filters.saved(db, actor.name) | {name: wanted}
        filters.save(db, actor.name, kept)
    return kept


def forget(db: Database, actor: Actor, name: str) -> dict[str, Filter]:
    """Forget a person's filter of this name, and return those that are left."""
    authorise(actor, Right.READ_RESULTS)
    with db.atomic(durable=True):
        kept = {other: wanted for other, wanted in filters.saved(db, actor.name).items() if other != name}
        filters.save(db, actor.name, kept)
    return kept


def _check(db: Database, actor: Actor, run: int, wanted: Filter) -> None:
    """Return if the actor may filter so: whoever looks for words learns what stands in the texts."""
    authorise(actor, Right.READ_RESULTS)
    if wanted.words and not reach.reads_batch(db, actor, run_table.batch(db, run)):
        raise AnothersTextError
