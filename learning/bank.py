"""The use case: a site's own example sets. Their texts lie in the store, sealed and erasable as all texts are."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access.rights import authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.program import command
from domain.protocol import Protocol
from domain.text import Draft, Reading, Source
from intake.names import normal
from intake.read import SourceFile, find_sources
from learning import examples
from learning.errors import ExamplesError, TooFewExamplesError
from learning.examples import Example, ExampleSet
from learning.labels import Labels, Task
from screening.language import detect
from store import audit, example_sets, texts
from store.database import Database
from store.example_sets import Entry, SetRow

IMPORT = "import-examples"
"""The act on record."""
FEWEST = 10
FEWEST_OF_A_LABEL = 2
LABEL, SEVERITY = "label", "severity"
SHOWN = 12
"""Characters of a set's hash that stand for it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file's examples: where they come from, the texts, and each one's label as the protocol writes it."""

    source: Source
    drafts: Sequence[Draft]
    labels: Sequence[str]


def import_set(db: Database, actor: Actor, file: Path, protocol: Protocol, language: str = "") -> SetRow:
    """Keep the examples of a file as a set, not in use yet; without a `language` it is the one that they are written in.

    The file is a table with the columns text, label and perhaps severity, or TOML as the shipped examples are. Raises
    IntakeError, ExamplesError and NotAllowedError.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    with failures_witnessed(actor, IMPORT, "file"):
        return _imported(db, actor, file, protocol, language)


def _imported(db: Database, actor: Actor, file: Path, protocol: Protocol, language: str) -> SetRow:
    found = _from_toml(file, protocol) if file.suffix.lower() == ".toml" else _from_table(file, protocol)
    _check(file.name, found, protocol)
    language = language or _language(file.name, found.drafts)
    if language not in protocol.languages:
        raise ExamplesError(f"{protocol.id} is worded in {', '.join(protocol.languages)}, not in '{language}'.")
    at = now()
    with db.atomic(durable=True):
        source = texts.add_source(db, found.source)
        texts.add_texts(db, source, found.drafts)
        labels = [(draft.row, label) for draft, label in zip(found.drafts, found.labels, strict=True)]
        made = example_sets.add(db, protocol.id, language, _sha256(protocol, language, found), source, labels, at)
        audit.append(db, AuditEntry(at, actor.name, IMPORT, name(made), new=f"{made.texts} texts"))
    return made


def every(db: Database, actor: Actor) -> list[SetRow]:
    """Return all sets, the newest first."""
    authorise(actor, Right.READ_RESULTS)
    return example_sets.every(db)


def in_use(db: Database, like: SetRow) -> SetRow | None:
    """Return the set in use for the protocol and language of another one."""
    return example_sets.current(db, like.protocol, like.language)


def find(db: Database, wanted: str) -> SetRow:
    """Return the set whose hash begins so. Raises ExamplesError for none, and for several."""
    found = [one for one in example_sets.every(db) if wanted and one.sha256.startswith(wanted.lower())]
    if len(found) != 1:
        what = "Several example sets begin" if found else "No example set begins"
        raise ExamplesError(f"{what} with '{wanted}'. See: {command('examples list')}")
    return found[0]


def adopt(db: Database, actor: Actor, wanted: SetRow) -> None:
    """Let every later run of the set's protocol and language learn from it."""
    authorise(actor, Right.CHANGE_PROTOCOLS)
    at = now()
    with db.atomic(durable=True):
        before = example_sets.current(db, wanted.protocol, wanted.language)
        example_sets.adopt(db, wanted.id, at)
        audit.append(db, AuditEntry(at, actor.name, "adopt-examples", _place(wanted), _named(before), name(wanted)))


def rollback(db: Database, actor: Actor, protocol: str, language: str) -> SetRow | None:
    """Take the set in use out of it and return the one that is in use again, None for the shipped examples alone.

    Raises ExamplesError where no own set is in use.
    """
    authorise(actor, Right.CHANGE_PROTOCOLS)
    at = now()
    with db.atomic(durable=True):
        current = example_sets.current(db, protocol, language)
        if current is None:
            raise ExamplesError(f"No example set of your own is in use for {protocol} ({language}).")
        example_sets.retire(db, current.id, at)
        again = example_sets.current(db, protocol, language)
        audit.append(
            db, AuditEntry(at, actor.name, "roll-back-examples", _place(current), name(current), _named(again))
        )
    return again


def example_set(db: Database, row: SetRow, protocol: Protocol) -> ExampleSet:
    """Return a set's examples. Raises ExamplesError where so many were erased that too few are left."""
    if row.protocol != protocol.id:
        raise ExamplesError(f"The example set {name(row)} is of {row.protocol}, not of {protocol.id}.")
    entries = example_sets.entries(db, row.id)
    if len(entries) < FEWEST:
        raise TooFewExamplesError(f"The example set {name(row)} holds {len(entries)} texts, and {FEWEST} are needed.")
    return ExampleSet(protocol, row.language, row.sha256, tuple(_example(entry, protocol) for entry in entries))


def name(row: SetRow) -> str:
    """Return what a set is called: the beginning of its hash."""
    return row.sha256[:SHOWN]


def _named(row: SetRow | None) -> str:
    return name(row) if row else "shipped"


def _place(row: SetRow) -> str:
    return f"{row.protocol} {row.language}"


def _from_toml(file: Path, protocol: Protocol) -> Labelled:
    known = examples.read(file, protocol, "")
    drafts = [Draft(row, one.text, one.id) for row, one in enumerate(known.examples, 1)]
    labels = [one.severity or (protocol.positive if one.positive else protocol.negative) for one in known.examples]
    return Labelled(Source(file.name, known.sha256, Reading(text_column="text")), drafts, labels)


def _from_table(file: Path, protocol: Protocol) -> Labelled:
    columns = {normal(column): column for column in _table(file, Reading()).columns}
    others = tuple(columns[wanted] for wanted in (LABEL, SEVERITY) if wanted in columns)
    if not others or LABEL not in columns:
        raise ExamplesError(f"{file.name} has no column '{LABEL}'. Examples need the columns text and {LABEL}.")
    source = _table(file, Reading(other_columns=others))
    screen = Labels(protocol, Task.SCREEN, {})
    levels = Labels(protocol, Task.SEVERITY, {}) if protocol.levels else None
    drafts = list(source.drafts())
    return Labelled(source.source, drafts, [_label(file.name, draft, screen, levels) for draft in drafts])


def _table(file: Path, reading: Reading) -> SourceFile:
    (source,) = find_sources([file], reading)
    if not source.columns:
        raise ExamplesError(
            f"{file.name} is a document. Examples are a table with the columns text and {LABEL}, or TOML."
        )
    return source


def _label(file: str, draft: Draft, screen: Labels, levels: Labels | None) -> str:
    """Return a row's level where it tells one, else its answer to the screening question."""
    protocol, where = screen.protocol, f"{file}, row {draft.row}"
    positive = screen.meaning(draft.others[0])
    if positive is None:
        raise ExamplesError(f"{where}: the label must be '{protocol.positive}' or '{protocol.negative}', or a level.")
    level = next(filter(None, draft.others[::-1]), "") if levels else ""
    place = levels.meaning(level) if levels else None
    if place is None:
        if len(draft.others) > 1 and draft.others[1] and levels:
            raise ExamplesError(f"{where}: the severity must be one of {', '.join(one.id for one in protocol.levels)}.")
        return protocol.positive if positive else protocol.negative
    if protocol.levels[place].positive != bool(positive):
        raise ExamplesError(f"{where}: the severity {protocol.levels[place].id} contradicts its label.")
    return protocol.levels[place].id


def _check(file: str, found: Labelled, protocol: Protocol) -> None:
    if any(not draft.untrusted_body.strip() for draft in found.drafts):
        row = next(draft.row for draft in found.drafts if not draft.untrusted_body.strip())
        raise ExamplesError(f"{file}, row {row}: there is no text. Take the row out.")
    positives = sum(_positive(label, protocol) for label in found.labels)
    if len(found.labels) < FEWEST or min(positives, len(found.labels) - positives) < FEWEST_OF_A_LABEL:
        raise TooFewExamplesError(
            f"{file} holds {len(found.labels)} examples, {positives} of them {protocol.positive}. A model learns from "
            f"{FEWEST} or more, with {FEWEST_OF_A_LABEL} or more of each label; 10 to 50 good ones help most."
        )
    told = Counter(label == protocol.positive for label in found.labels if _positive(label, protocol))
    if len(told) > 1:
        raise ExamplesError(
            f"{file}: some {protocol.positive} rows have a severity and some have none. Fill all or none."
        )


def _language(file: str, drafts: Sequence[Draft]) -> str:
    found = Counter(filter(None, (detect(draft.untrusted_body) for draft in drafts)))
    if len(found) != 1:
        raise ExamplesError(f"{file}: which language the texts are in can't be told. Name it: --language en")
    [language] = found
    return language


def _sha256(protocol: Protocol, language: str, found: Labelled) -> str:
    pairs = [(label, draft.untrusted_body) for draft, label in zip(found.drafts, found.labels, strict=True)]
    return hashlib.sha256(json.dumps([protocol.id, language, pairs]).encode()).hexdigest()


def _example(entry: Entry, protocol: Protocol) -> Example:
    level = "" if entry.label in {protocol.positive, protocol.negative} else entry.label
    return Example(str(entry.text), entry.untrusted_body, _positive(entry.label, protocol), level, "", "", "")


def _positive(label: str, protocol: Protocol) -> bool:
    return label == protocol.positive or any(level.id == label and level.positive for level in protocol.levels)
