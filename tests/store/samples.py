"""What the store's tests are made of."""

from dataclasses import replace
from itertools import islice

from domain.actor import Actor, Role
from domain.case import Decision, Verdict
from domain.outcome import Code, Outcome
from domain.screening import Passport, Screening, Window
from domain.text import Draft, Reading, Source
from store import bench_store, queues, runs, screenings, texts
from store.database import Database

KEY = bytes(range(32))
AT = "2026-01-02T03:04:05Z"
MINA = Actor("Mina", Role.SPECIALIST)
PLANTED = "the heron waited by the frozen canal"

PASSPORT = replace(
    bench_store.PASSPORT, pack="small", way="zero-shot", variant="fp32", versions={"onnxruntime": "1.28"}
)


def passport(**changes: str) -> Passport:
    return replace(PASSPORT, **changes)  # type: ignore[arg-type]


def source(name: str, reading: Reading = Reading()) -> Source:  # noqa: B008 - frozen
    return Source(name, f"sha256 of {name}", reading)


def draft(row: int, body: str = "") -> Draft:
    return Draft(row, body or f"{PLANTED}, {row} times", id=f"p{row}")


def add_file(db: Database, name: str, rows: int) -> int:
    known = texts.add_source(db, source(name))
    texts.add_texts(db, known, [draft(row) for row in range(1, rows + 1)])
    return known


def screening(text: int, outcome: Outcome = Outcome.UNSURE, code: Code = Code.NONE, **fields: object) -> Screening:
    return Screening(text, outcome, code, **fields)  # type: ignore[arg-type]


def severe(text: int, log_odds: float, share: float = 0.9) -> Screening:
    """A flagged text whose suggested level is the top one; `share` is that level's, given a positive screen."""
    window = Window(0, 20, log_odds, (0.0, 1 - share, share))
    return screening(
        text,
        Outcome.FLAGGED,
        probability=window.positive,
        severity="severe",
        severity_probability=share,
        windows=(window,),
    )


def left(db: Database, run: int) -> list[int]:
    return [text.id for text in runs.pending(db, run)]


def screen_some(db: Database, run: int, outcome: Outcome, rows: int, code: Code = Code.NONE) -> list[int]:
    """Give the next texts of a run an outcome; return their ids."""
    some = [text.id for text in islice(runs.pending(db, run), rows)]
    for text in some:
        screenings.add(db, run, screening(text, outcome, code), AT)
    return some


def decision(case: int, note: str = "", verdict: Verdict = Verdict.CASE) -> Decision:
    return Decision(case, verdict, "mild", note)


def another_run(db: Database, protocol: str = "depression") -> int:
    """Begin another run over the first batch."""
    return runs.start(db, 1, passport(protocol=protocol, protocol_sha256=f"another {protocol}"), None, AT)


def queued(db: Database, *, undecided: bool = True, run: int | None = None) -> list[int]:
    """Return the texts of the cases in everybody's queue, in its order."""
    return [case.text for case in queues.page(db, undecided=undecided, run=run, limit=100)]
