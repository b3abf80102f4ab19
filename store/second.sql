-- The second version: whose batches are whose, what was erased, and what else of a person's words can be.

-- Who has screened a batch, and so brought its texts: what "one's own texts" are.
CREATE TABLE batch_people (
    batch INTEGER NOT NULL REFERENCES batches (id),
    actor TEXT NOT NULL,
    PRIMARY KEY (batch, actor)
) STRICT, WITHOUT ROWID;

INSERT INTO batch_people (batch, actor)
SELECT DISTINCT batch, actor FROM audit JOIN runs ON subject = 'run ' || runs.id WHERE act = 'screen';

-- The keyed hash of the folder that the texts came from: what was stated for a folder is offered for its next file.
ALTER TABLE batches ADD COLUMN folder TEXT NOT NULL DEFAULT '';

-- "" while the text is not erased. An erased one stays as a row, so that counts stay true and its file can't bring it back.
ALTER TABLE texts ADD COLUMN erased_at TEXT NOT NULL DEFAULT '';

CREATE INDEX texts_by_person ON texts (person);

-- Why the glass was broken, in a person's words; the audit row that it belongs to holds only its keyed hash.
CREATE TABLE reasons (
    audit INTEGER PRIMARY KEY REFERENCES audit (id),
    text  INTEGER NOT NULL REFERENCES texts (id),
    body  TEXT NOT NULL
) STRICT;

-- How a text was cut into windows ("tokens/shared/most"), and where each lies: features are taken for the same cut alone.
ALTER TABLE features ADD COLUMN windows TEXT NOT NULL DEFAULT '';
ALTER TABLE features ADD COLUMN start_char INTEGER NOT NULL DEFAULT 0;
ALTER TABLE features ADD COLUMN end_char INTEGER NOT NULL DEFAULT 0;
ALTER TABLE features ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;

ALTER TABLE example_sets ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- Which texts an example set holds: an erased one leaves it, and retires the heads that learned from it.
CREATE TABLE examples (
    example_set INTEGER NOT NULL REFERENCES example_sets (id),
    text        INTEGER NOT NULL REFERENCES texts (id),
    label       TEXT NOT NULL,
    PRIMARY KEY (example_set, text)
) STRICT, WITHOUT ROWID;

CREATE INDEX examples_by_text ON examples (text);

-- The ledger that a restored backup is held against. Append-only. `subject`: the keyed hash of a text's place or of a person.
CREATE TABLE erasures (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    subject TEXT NOT NULL UNIQUE
) STRICT;

-- The acts of a kind on a subject: has this person read this text today, was this glass broken, what was set before?
CREATE INDEX audit_by_subject ON audit (subject);
