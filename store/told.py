"""What the chain tells of, held against the tables: who has the key can write past their triggers, and leave the chain alone."""

from collections.abc import Iterator

from store.database import Database

ACTS = {"decisions": ("decide", "at"), "withdrawals": ("withdraw", "at"), "runs": ("screen", "started_at")}
"""The tables whose rows come with an act each: its name, and the column of its time."""


def unlike(db: Database) -> Iterator[str]:
    """Yield a sentence for each act whose row is gone or was changed, and for each row that nobody's act has written."""
    for table in ACTS:
        yield from _numbers_unlike(db, table)
    if not any(_numbers_unlike(db, "decisions")):
        yield from _changed(db)
    for case in db.rows("SELECT id FROM cases WHERE decided AND id NOT IN (SELECT case_id FROM live_decisions)"):
        yield f"Case {case[0]} stands as decided, and nobody has decided it."


def _numbers_unlike(db: Database, table: str) -> Iterator[str]:
    """Compare how many there are: the end that was cut off a chain leaves what it recorded behind."""
    act, time = ACTS[table]
    [(done, last)] = db.rows(f"SELECT count(*), max({time}) FROM {table}")
    [(told,)] = db.rows("SELECT count(*) FROM audit WHERE act = :act", act=act)
    if done > told:
        yield f"{done - told} of {done} {table} have no audit row; the last of them is of {last}."
    elif told > done:
        yield f"{told - done} of the {told} {table} that the audit chain tells of are gone."


def _changed(db: Database) -> Iterator[str]:
    """Compare each decision with its audit row: both are written in one transaction, so they stand in one order."""
    written = db.rows("SELECT id, case_id, at, actor, verdict, severity FROM decisions ORDER BY id")
    told = db.rows("SELECT subject, at, actor, new FROM audit WHERE act = 'decide' ORDER BY id")
    for (id_, case, at, actor, *verdict), (subject, told_at, writer, new) in zip(written, told, strict=True):
        said = " ".join(filter(None, verdict)) + ("" if writer == actor else f" by {actor}")
        same = new in ("", said) or new.startswith(f"{said} as case ")  # "" tells nothing else
        if not same or (subject, told_at) != (f"case {case}", at):
            yield f"Decision {id_} is not what the audit chain tells of it."
