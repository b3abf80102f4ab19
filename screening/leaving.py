"""Files that leave: each is on record with its SHA-256, and has a note beside it that says what it is and where it came from."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from domain.actor import Actor
from domain.audit import AuditEntry, Head
from domain.clock import now
from domain.errors import KizashiError
from domain.files import whole_binary, whole_file
from intake.read import identity
from intake.table import clean
from store import audit, batches, custody, reasons, texts
from store.database import Database

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, a Japanese one in full width too (OWASP, CSV Injection)."""


def harmless(cell: str) -> str:
    """Return a cell of a CSV file that no spreadsheet runs as a formula: such a one gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def figure(probability: float | None) -> str:
    """Return a probability as a cell holds it, "" where there is none."""
    return "" if probability is None else f"{probability:.6f}"


def note_of(out: Path) -> Path:
    """Return the path of the note beside a file that left."""
    return out.with_name(f"{out.name}.audit")


def write(db: Database, actor: Actor, content: bytes, out: Path, subject: str, batch: int | None) -> Head:
    """Write a file and the note beside it, whole or not at all, and put it on record as `subject`; return the chain's head.

    Raises KizashiError when it can't be written.
    """
    try:
        with whole_binary(out.resolve()) as file, whole_file(note_of(out.resolve())) as note:
            file.write(content)
            head, words = record(db, actor, out, hashlib.sha256(content).hexdigest(), subject, batch)
            note.write(words)
    except OSError as error:
        raise KizashiError(
            "The file {out} can't be written: {reason}. Nothing was exported.", out=out, reason=error.strerror
        ) from error
    return head


def record(db: Database, actor: Actor, out: Path, sha256: str, subject: str, batch: int | None) -> tuple[Head, str]:
    """Put a file that leaves on record; return the head of the audit chain and the words of the note.

    Raises KizashiError where it would take the place of a file that was screened, which may be its texts' only copy.
    """
    if out.is_file() and texts.is_source(db, identity(out)):
        raise KizashiError(
            "{out} is a file that was screened, and stays as it is. Give what you write another name.", out=out
        )
    name, _ = clean(out.name)
    with db.atomic(durable=True):
        at = now()
        head = audit.append(db, AuditEntry(at, actor.name, "export", subject, new=sha256))
        custody.add(db, custody.Passage(batch, "export", actor.name, name, sha256, at))
        facts = {"file": name, "sha256": sha256, "of": subject, "exported": at}
        of_batch = {} if batch is None else _of_batch(db, batch)
        return head, _said(facts | of_batch | {"audit head": str(head)})


def _of_batch(db: Database, batch: int) -> dict[str, str]:
    stated = batches.mandate(db, batch)
    return {
        "purpose": stated.purpose,
        "whose texts": stated.whose_texts,
        "legal basis": stated.legal_basis,
        "texts opened in an emergency": str(reasons.count(db, batch)),
    }


def _said(facts: Mapping[str, str]) -> str:
    """Return the note, a line for each fact whatever somebody has typed into it."""
    return "CONFIDENTIAL\n" + "".join(f"{name}: {' '.join(fact.split())}\n" for name, fact in facts.items())
