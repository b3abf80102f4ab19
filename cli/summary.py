"""What a run came to, for a person and for a script."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rich.table import Table

from cli.terminal import PROGRESS, RESULTS, printable, say, uncut
from domain.actor import Actor
from domain.audit import Head as AuditHead
from domain.head import Head
from domain.mandate import Mandate
from domain.outcome import OUTCOMES, Code, Outcome
from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from intake.read import Preview, find_sources, preview
from models.catalogue import reader
from reports.language import ENGLISH
from screening import leaving, results
from screening.events import Finished, Started
from screening.job import Order
from screening.unread import FIRST, unread
from store.database import Database
from store.result_rows import ResultRow

IDS_SHOWN = 100

Codes = Mapping[tuple[Outcome, Code], int]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one call of the command did: how it began and how it ended."""

    started: Started
    finished: Finished

    @property
    def texts_per_second(self) -> float:
        """Texts of this sitting per second of it; 0 where there was nothing left to do."""
        done = self.finished.counts.done - self.started.counts.done
        return done / self.finished.seconds if done else 0.0


def as_json(sittings: Sequence[Sitting], store: Path, *, several: bool) -> str:
    """Return the object that scripts read: what a run came to, or `runs`, a list of such, where several were asked for."""
    found = [_run(sitting, store) for sitting in sittings]
    return json.dumps({"runs": found} if several else found[0])


def _run(sitting: Sitting, store: Path) -> dict[str, object]:
    """Return what a run came to. Rows that a stop has left count as not screened, as in the export."""
    counts, passport = sitting.finished.counts, sitting.started.passport
    return {
        "run": sitting.finished.run,
        "rows": counts.rows,
        "flagged": counts.flagged,
        "clear": counts.clear,
        "unsure": counts.unsure,
        "not_screened": counts.rows - counts.flagged - counts.clear - counts.unsure,
        "seconds": round(sitting.finished.seconds, 3),
        "texts_per_second": round(sitting.texts_per_second, 3),
        "model": passport.pack,
        "protocol": passport.protocol,
        "way": passport.way,
        "providers": passport.providers,
        "store": str(store),
    }


def show_unread(orders: Sequence[Order]) -> None:
    """Say, before the runs, in which language the model leaves texts unread that another one reads, and the step to take.

    The orders are of the same files, whose first texts are read once.
    """
    sources = find_sources(orders[0].paths, orders[0].reading)
    texts = list(islice((draft.untrusted_body for source in sources for draft in source.drafts()), FIRST))
    for sentence in dict.fromkeys(filter(None, (not_read(texts, order.protocol, order.pack) for order in orders))):
        PROGRESS.print(sentence, soft_wrap=True)


def not_read(untrusted_texts: Iterable[str], protocol: Protocol, pack: Pack) -> str:
    """Return in which language a model leaves the first of some texts unread that another reads, and the step; else ""."""
    if not (found := unread(untrusted_texts, protocol, pack)):
        return ""
    language = ENGLISH.named(found.language)
    other = reader(found.language)
    step = f" A model that reads it: {command(f'models build {other}')}" if other else ""
    return (
        f"{pack.id} does not read {language} and leaves such texts unscreened: {found.texts} of the first "
        f"{found.looked_at}.{step}"
    )


def how_read(order: Order) -> list[str]:
    """Return, a sentence each, how the paths are read and what is wrong with them."""
    looks = [(path.name or path, preview(path, order.reading)) for path in order.paths]
    return [f"{name}: {sentence}" for name, look in looks for sentence in (_read_as(look), *map(str, look.notes))]


def show(db: Database, actor: Actor, order: Order, sitting: Sitting) -> None:
    """Print the outcomes, the rows that were not screened with the reason, and what that means."""
    run = sitting.finished.run
    codes = results.codes(db, actor, run)
    RESULTS.print(_outcomes(sitting, codes))
    if stated := _stated(results.mandate(db, actor, run)):
        say(stated)
    if sitting.finished.counts.not_screened:
        rows = results.page(db, actor, run, outcomes=frozenset({Outcome.NOT_SCREENED}), limit=IDS_SHOWN)
        RESULTS.print(_not_screened(rows, codes, order))
    for head in order.equipment.heads.values():
        say(_record(head))
    if (Outcome.UNSURE, Code.UNVALIDATED) in codes:
        say(
            f"Unvalidated: no record shows yet how well {order.pack.id} does on {order.protocol.id}, "
            "so what it would not flag is unsure, and a person looks."
        )


def show_kept(removed: int) -> None:
    """Tell, on standard error, that words of texts went because their time was over."""
    if removed:
        PROGRESS.print(
            f"Removed the words of {removed} texts that nobody had to look at: the time was over that their batch says."
        )


def show_removed(outdated: Sequence[Path]) -> None:
    """Tell, on standard error, which backups and copies of the store went because they were too old."""
    for file in outdated:
        PROGRESS.print(printable(f"Removed {file.name}: backups of the store are kept no longer."), soft_wrap=True)


def show_export(out: Path, head: AuditHead) -> None:
    """Tell, on standard error, where an export and its note are, and the end of the audit chain that the note holds."""
    sentence = f"Wrote {out}, which is confidential, and {leaving.note_of(out).name} beside it. Audit chain: {head}"
    PROGRESS.print(printable(sentence), soft_wrap=True)


def _stated(mandate: Mandate) -> str:
    """Return what was stated of a batch, for whoever reads its results."""
    parts = {"Purpose": mandate.purpose, "Whose texts": mandate.whose_texts, "Legal basis": mandate.legal_basis}
    said = [f"{name}: {printable(words)}." for name, words in parts.items() if words]
    return " ".join([*said, f"Words of not-flagged texts stay {mandate.days} days."] if said else [])


def _record(head: Head) -> str:
    """Say who measured a head on what, so that nobody takes the makers' word for the site's own."""
    record, right = head.record, head.record.metrics["balanced_accuracy"]
    shipped = "examples written and read by developers, not by clinicians"
    examples = shipped if record.by == "makers" else "written examples"
    return (
        f"The learned head ({head.tie.language}) was measured by its {record.by} on {record.texts} {examples}: balanced "
        f"accuracy {right.value:.2f} ({right.low:.2f} to {right.high:.2f}). It is not yet validated on your texts."
    )


def _read_as(look: Preview) -> str:
    texts, ids = look.reading.text_column, look.reading.id_column
    parts = (
        f"{look.rows} text{'' if look.rows == 1 else 's'}" + (f" from the column {texts}" if texts else ""),
        f"ids from the column {ids}" if ids else "",
        look.encoding,
    )
    return ", ".join(filter(None, parts))


def _outcomes(sitting: Sitting, codes: Codes) -> Table:
    counts = sitting.finished.counts
    table = uncut("outcome", "rows", "why", title=f"Run {sitting.finished.run}, {sitting.started.passport.protocol}")
    for outcome, name in OUTCOMES.items():
        why = [f"{code or 'model'} {rows}" for (found, code), rows in codes.items() if found is outcome]
        table.add_row(name, str(getattr(counts, outcome)), ", ".join(why))
    if sitting.finished.stopped:
        table.add_row("not reached yet", str(counts.rows - counts.done), Code.STOPPED)
    table.add_section()
    table.add_row("rows", str(counts.rows), "")
    return table


def _not_screened(rows: Sequence[ResultRow], codes: Codes, order: Order) -> Table:
    table = uncut("not screened", "ids", "what this means")
    for code in dict.fromkeys(row.code for row in rows):
        ids = _ids(row for row in rows if row.code is code)
        more = codes[Outcome.NOT_SCREENED, code] - len(ids)
        table.add_row(code, ", ".join([*ids, f"and {more} more"] if more else ids), _meaning(code, order))
    if with_phrase := _ids(row for row in rows if row.phrase):
        table.add_row("with a phrase", ", ".join(with_phrase), "an always-review phrase was found: look at these first")
    return table


def _ids(rows: Iterable[ResultRow]) -> list[str]:
    return [printable(row.text_id) or "(erased)" for row in rows]


def _meaning(code: Code, order: Order) -> str:
    match code:
        case Code.LANGUAGE:
            served = [ENGLISH.named(code) for code in order.pack.languages if code in order.protocol.wordings]
            return f"{order.pack.id} reads {' and '.join(served)}; these rows wait for a person"
        case Code.ERASED:
            return "their words were erased on request; nothing is left to read"
        case Code.EMPTY:
            return "there is no text in these rows"
        case Code.TOO_LONG:
            return f"longer than {order.protocol.long_text.max_windows} windows; a person reads them"
        case Code.UNDECODABLE:
            return "too many characters can't be read; name the file's --encoding, or a person reads them"
        case _:
            return "the model gave no number; a person reads them"
