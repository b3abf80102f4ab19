-- The first version of the store. Every table is strict.
-- screenings, windows, decisions and audit are append-only (migrations.py adds the triggers) and hold no free text.
-- What must be erasable has a table of its own and is referred to by id: bodies, notes, features.

-- Random keys made with the store. They live inside it, sealed by the data key, so that a rekey breaks no hash and no chain.
CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE users (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    role        TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    disabled_at TEXT
) STRICT;

---------------------------------------------------------------- texts

-- A source is a file as it was read: the same bytes read by another column or encoding are other texts.
CREATE TABLE sources (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    text_column   TEXT NOT NULL,
    id_column     TEXT NOT NULL,
    person_column TEXT NOT NULL,
    date_column   TEXT NOT NULL,
    encoding      TEXT NOT NULL,
    UNIQUE (sha256, text_column, encoding)
) STRICT;

CREATE TABLE batches (
    id          INTEGER PRIMARY KEY,
    created_at  TEXT NOT NULL,
    purpose     TEXT NOT NULL DEFAULT '',
    whose_texts TEXT NOT NULL DEFAULT '',
    legal_basis TEXT NOT NULL DEFAULT '',
    retention   TEXT NOT NULL DEFAULT '',
    closed_at   TEXT
) STRICT;

CREATE TABLE batch_sources (
    batch    INTEGER NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    source   INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (batch, position),
    UNIQUE (batch, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_sources_by_source ON batch_sources (source);

-- A text is a row of a source, so that equal rows stay separate. `language` is the one detected last.
CREATE TABLE texts (
    id           INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL REFERENCES sources (id),
    row          INTEGER NOT NULL,
    text_id      TEXT NOT NULL,
    person       TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    language     TEXT NOT NULL DEFAULT '',
    replaced     REAL NOT NULL,
    content_hash TEXT NOT NULL,
    UNIQUE (source, row)
) STRICT;

-- Shorter ids first, so that 9 comes before 10.
CREATE INDEX texts_by_id ON texts (length(text_id), text_id, source);

CREATE TABLE bodies (
    text INTEGER PRIMARY KEY REFERENCES texts (id),
    body TEXT NOT NULL
) STRICT;

---------------------------------------------------------------- what asks, and who answers

-- `levels`: a JSON array of the severity levels' ids, mildest first.
CREATE TABLE protocols (
    id       INTEGER PRIMARY KEY,
    protocol TEXT NOT NULL,
    version  TEXT NOT NULL,
    sha256   TEXT NOT NULL UNIQUE,
    levels   TEXT NOT NULL CHECK (json_valid(levels))
) STRICT;

CREATE TABLE packs (
    id               INTEGER PRIMARY KEY,
    pack             TEXT NOT NULL,
    sha256           TEXT NOT NULL UNIQUE,
    tokenizer_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE example_sets (
    id         INTEGER PRIMARY KEY,
    protocol   TEXT NOT NULL,
    sha256     TEXT NOT NULL UNIQUE,
    parent     INTEGER REFERENCES example_sets (id),
    created_at TEXT NOT NULL,
    adopted_at TEXT,
    retired_at TEXT
) STRICT;

CREATE TABLE heads (
    id            INTEGER PRIMARY KEY,
    protocol      INTEGER NOT NULL REFERENCES protocols (id),
    example_set   INTEGER NOT NULL REFERENCES example_sets (id),
    pack          INTEGER NOT NULL REFERENCES packs (id),
    exit          INTEGER NOT NULL,
    variant       TEXT NOT NULL,
    prefix_sha256 TEXT NOT NULL,
    sha256        TEXT NOT NULL UNIQUE,
    weights       BLOB NOT NULL,
    fitted_at     TEXT NOT NULL,
    retired_at    TEXT
) STRICT;

-- Without a row here, nothing is "clear". `metrics` is a JSON object.
CREATE TABLE validations (
    id       INTEGER PRIMARY KEY,
    protocol INTEGER NOT NULL REFERENCES protocols (id),
    pack     INTEGER NOT NULL REFERENCES packs (id),
    head     INTEGER REFERENCES heads (id),
    language TEXT NOT NULL,
    way      TEXT NOT NULL,
    texts    INTEGER NOT NULL,
    metrics  TEXT NOT NULL CHECK (json_valid(metrics)),
    signer   TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

-- Mean-pooled hidden states (float32) of one window of a text, reused by every head that reads the same exit.
CREATE TABLE features (
    id            INTEGER PRIMARY KEY,
    text          INTEGER NOT NULL REFERENCES texts (id),
    pack          INTEGER NOT NULL REFERENCES packs (id),
    exit          INTEGER NOT NULL,
    variant       TEXT NOT NULL,
    prefix_sha256 TEXT NOT NULL,
    ordinal       INTEGER NOT NULL,
    states        BLOB NOT NULL,
    UNIQUE (text, pack, exit, variant, prefix_sha256, ordinal)
) STRICT;

---------------------------------------------------------------- what the machine said

-- The passport and the counts of a run. `rows` is fixed at the start; a trigger keeps the four others.
CREATE TABLE runs (
    id                 INTEGER PRIMARY KEY,
    batch              INTEGER NOT NULL REFERENCES batches (id),
    protocol           INTEGER NOT NULL REFERENCES protocols (id),
    pack               INTEGER NOT NULL REFERENCES packs (id),
    way                TEXT NOT NULL,
    variant            TEXT NOT NULL,
    prefix_sha256      TEXT NOT NULL,
    examples_sha256    TEXT NOT NULL,
    head_sha256        TEXT NOT NULL,
    calibration_sha256 TEXT NOT NULL,
    providers          TEXT NOT NULL CHECK (json_valid(providers)),
    fallback           TEXT NOT NULL,
    threads            INTEGER NOT NULL,
    versions           TEXT NOT NULL CHECK (json_valid(versions)),
    row_limit          INTEGER,
    rows               INTEGER NOT NULL,
    flagged            INTEGER NOT NULL DEFAULT 0,
    clear              INTEGER NOT NULL DEFAULT 0,
    unsure             INTEGER NOT NULL DEFAULT 0,
    not_screened       INTEGER NOT NULL DEFAULT 0,
    started_at         TEXT NOT NULL,
    finished_at        TEXT,
    seconds            REAL
) STRICT;

CREATE INDEX runs_by_batch ON runs (batch);

-- Append-only. `position` (of the source in the batch) and `row` are where the text stands in the run's input; they and
-- `outcome_rank` (1 flagged, 2 unsure, 3 not screened, 4 clear) stand here so that every order of a page of a million
-- results is a walk along one index. `level` is the suggested severity's place in the protocol's levels, mildest 0.
CREATE TABLE screenings (
    id                   INTEGER PRIMARY KEY,
    run                  INTEGER NOT NULL REFERENCES runs (id),
    text                 INTEGER NOT NULL REFERENCES texts (id),
    position             INTEGER NOT NULL,
    row                  INTEGER NOT NULL,
    outcome              TEXT NOT NULL CHECK (outcome IN ('flagged', 'clear', 'unsure', 'not_screened')),
    outcome_rank         INTEGER NOT NULL,
    code                 TEXT NOT NULL,
    probability          REAL,
    severity             TEXT NOT NULL,
    level                INTEGER,
    severity_probability REAL,
    language             TEXT NOT NULL,
    marked               INTEGER NOT NULL,
    phrase               INTEGER NOT NULL,
    at                   TEXT NOT NULL,
    UNIQUE (run, text)
) STRICT;

CREATE INDEX screenings_by_input ON screenings (run, position, row, outcome_rank);
CREATE INDEX screenings_by_probability ON screenings (run, probability, outcome_rank);
CREATE INDEX screenings_by_outcome ON screenings (run, outcome_rank, position, row);
CREATE INDEX screenings_by_severity ON screenings (run, level, severity_probability, outcome_rank);

CREATE TRIGGER screenings_are_counted AFTER INSERT ON screenings BEGIN
    UPDATE runs SET
        flagged = flagged + (new.outcome = 'flagged'),
        clear = clear + (new.outcome = 'clear'),
        unsure = unsure + (new.outcome = 'unsure'),
        not_screened = not_screened + (new.outcome = 'not_screened')
    WHERE id = new.run;
END;

-- Append-only. `log_odds`: positive against negative answer, in nats; `severity`: a JSON array, a probability per level.
CREATE TABLE windows (
    screening  INTEGER NOT NULL REFERENCES screenings (id),
    ordinal    INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    log_odds   REAL NOT NULL,
    severity   TEXT NOT NULL,
    PRIMARY KEY (screening, ordinal)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------- what people said

-- One case per text and protocol, whatever the number of runs. `screening` is the most urgent one seen while it was open.
-- The queue's order: lane (0 top severity, then the outcome's rank), urgency (0 outside lane 0), age.
CREATE TABLE cases (
    id        INTEGER PRIMARY KEY,
    text      INTEGER NOT NULL REFERENCES texts (id),
    protocol  TEXT NOT NULL,
    screening INTEGER NOT NULL REFERENCES screenings (id),
    reason    TEXT NOT NULL,
    lane      INTEGER NOT NULL,
    urgency   REAL NOT NULL,
    raised_at TEXT NOT NULL,
    decided   INTEGER NOT NULL DEFAULT 0 CHECK (decided IN (0, 1)),
    UNIQUE (text, protocol)
) STRICT;

CREATE INDEX cases_in_queue_order ON cases (decided, lane, urgency DESC, raised_at, id);

-- Append-only. `screening` is the one that the person was asked about, `shown` (JSON) what they saw of it.
CREATE TABLE decisions (
    id                INTEGER PRIMARY KEY,
    case_id           INTEGER NOT NULL REFERENCES cases (id),
    screening         INTEGER NOT NULL REFERENCES screenings (id),
    actor             TEXT NOT NULL,
    role              TEXT NOT NULL,
    verdict           TEXT NOT NULL,
    severity          TEXT NOT NULL,
    shown             TEXT NOT NULL CHECK (json_valid(shown)),
    suggestion_hidden INTEGER NOT NULL CHECK (suggestion_hidden IN (0, 1)),
    at                TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_by_case ON decisions (case_id);

CREATE TRIGGER decisions_decide_cases AFTER INSERT ON decisions BEGIN
    UPDATE cases SET decided = 1 WHERE id = new.case_id;
END;

CREATE VIEW current_decisions AS
    SELECT * FROM decisions AS d WHERE id = (SELECT max(id) FROM decisions WHERE case_id = d.case_id);

CREATE TABLE notes (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id),
    body     TEXT NOT NULL
) STRICT;

---------------------------------------------------------------- the record

-- Append-only. `digest` chains each row to the one before it (domain/audit.py).
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject TEXT NOT NULL,
    old     TEXT NOT NULL,
    new     TEXT NOT NULL,
    digest  TEXT NOT NULL
) STRICT;

-- Where copies of a batch went and came from: packages carried by stick, exports, backups.
CREATE TABLE custody (
    id          INTEGER PRIMARY KEY,
    batch       INTEGER REFERENCES batches (id),
    act         TEXT NOT NULL,
    actor       TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT;
