-- The third version, the desk: what a site sets, the life of a case, second readings, and samples of not-flagged texts.

-- What a site has set of its own (domain/site.py), a JSON object each; a name without a row is as it comes.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- Within how many hours of its import a text of a severity level should have been answered.
CREATE TABLE response_times (
    protocol TEXT NOT NULL,
    level    TEXT NOT NULL,
    hours    REAL NOT NULL CHECK (hours > 0),
    PRIMARY KEY (protocol, level)
) STRICT, WITHOUT ROWID;

-- `reading` is the one that a case waits for while it is not decided: 1 first, 2 second, 3 adjudication.
-- `due_at`: "" where no response time is set for its severity. Triggers keep all five but `due_at`.
ALTER TABLE cases ADD COLUMN reading INTEGER NOT NULL DEFAULT 1;
ALTER TABLE cases ADD COLUMN due_at TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN evidence INTEGER NOT NULL DEFAULT 0;

DROP INDEX cases_in_queue_order;
CREATE INDEX cases_in_queue_order ON cases (decided, lane, urgency DESC, raised_at, id, reading, due_at, acknowledged);
CREATE INDEX cases_on_screen ON cases (due_at, raised_at) WHERE lane = 0 AND decided = 0 AND acknowledged = 0;
CREATE INDEX cases_by_due ON cases (due_at) WHERE due_at != '' AND decided = 0 AND acknowledged = 0;

-- Append-only: what people did with a case beside deciding it.
CREATE TABLE steps (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    step    TEXT NOT NULL,
    actor   TEXT NOT NULL,
    role    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;

CREATE INDEX steps_by_case ON steps (case_id);

CREATE TRIGGER steps_move_cases AFTER INSERT ON steps BEGIN
    UPDATE cases SET
        acknowledged = acknowledged OR new.step = 'acknowledged',
        closed = iif(new.step IN ('closed', 'reopened'), new.step = 'closed', closed),
        evidence = iif(new.step IN ('evidence', 'not-evidence'), new.step = 'evidence', evidence),
        reading = iif(new.step = 'second-opinion' AND decided, 2, reading),
        decided = iif(new.step = 'second-opinion', 0, decided)
    WHERE id = new.case_id;
END;

-- `waits_for`: the reading that the case waits for after this decision, 0 for none. `seconds`: for how long the text was
-- shown, and `characters` how long it was.
ALTER TABLE decisions ADD COLUMN reading INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decisions ADD COLUMN waits_for INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decisions ADD COLUMN seconds REAL;
ALTER TABLE decisions ADD COLUMN characters INTEGER;

CREATE INDEX decisions_by_actor ON decisions (actor, at);

-- Append-only. A decision that was taken back stays on record, and counts no more.
CREATE TABLE withdrawals (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id),
    actor    TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

DROP VIEW current_decisions;

CREATE VIEW live_decisions AS SELECT * FROM decisions WHERE id NOT IN (SELECT decision FROM withdrawals);

CREATE VIEW current_decisions AS
    SELECT * FROM decisions AS d WHERE id = (
        SELECT max(id) FROM decisions WHERE case_id = d.case_id AND id NOT IN (SELECT decision FROM withdrawals)
    );

DROP TRIGGER decisions_decide_cases;

CREATE TRIGGER decisions_move_cases AFTER INSERT ON decisions BEGIN
    UPDATE cases SET decided = (new.waits_for = 0), reading = iif(new.waits_for, new.waits_for, reading)
    WHERE id = new.case_id;
END;

CREATE TRIGGER withdrawals_move_cases AFTER INSERT ON withdrawals BEGIN
    UPDATE cases SET (decided, reading) = (
        SELECT coalesce(max(waits_for = 0), 0), coalesce(max(nullif(waits_for, 0)), 1)
        FROM current_decisions WHERE case_id = cases.id
    )
    WHERE id = (SELECT case_id FROM decisions WHERE id = new.decision);
END;

-- Append-only: the not-flagged texts of a run that were drawn, unseen, for people to read.
CREATE TABLE audit_samples (
    run     INTEGER NOT NULL REFERENCES runs (id),
    case_id INTEGER NOT NULL REFERENCES cases (id),
    PRIMARY KEY (run, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_samples_by_case ON audit_samples (case_id);

---------------------------------------------------------------- finding texts again

-- Two indexes of the words, both without their places in a text. Triggers keep them to what `bodies` holds, so that whatever
-- takes a body away takes it out of them too; what it leaves behind in old segments goes when the store is compacted.
CREATE VIRTUAL TABLE body_trigrams USING fts5 (
    body, content='bodies', content_rowid='text', tokenize='trigram', detail='none', columnsize=0
);
CREATE VIRTUAL TABLE body_pairs USING fts5 (pairs, content='', detail='none', columnsize=0);

CREATE TRIGGER bodies_are_indexed AFTER INSERT ON bodies BEGIN
    INSERT INTO body_trigrams (rowid, body) VALUES (new.text, new.body);
    INSERT INTO body_pairs (rowid, pairs) VALUES (new.text, pairs(new.body));
END;

CREATE TRIGGER bodies_leave_the_indexes BEFORE DELETE ON bodies BEGIN
    INSERT INTO body_trigrams (body_trigrams, rowid, body) VALUES ('delete', old.text, old.body);
    INSERT INTO body_pairs (body_pairs, rowid, pairs) VALUES ('delete', old.text, pairs(old.body));
END;

INSERT INTO body_trigrams (body_trigrams) VALUES ('rebuild');
INSERT INTO body_pairs (rowid, pairs) SELECT text, pairs(body) FROM bodies;

-- All that a table of results is filtered by, in the order of the input: whatever is asked for is one walk along this index.
DROP INDEX screenings_by_input;
CREATE INDEX screenings_by_input ON screenings (
    run, position, row, outcome_rank, code, level, probability, language, text
);
