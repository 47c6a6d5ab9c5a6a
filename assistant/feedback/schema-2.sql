-- From version 1 to version 2: feedback is triaged.

-- What was decided about feedback; of several words on one the last holds.
CREATE TABLE triage (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    feedback INTEGER NOT NULL REFERENCES feedback,
    state    TEXT NOT NULL CHECK (state IN ('open', 'done', 'no problem', 'candidate')),
    who      TEXT NOT NULL CHECK (who <> ''),
    time     TEXT NOT NULL                      -- ISO, with its zone
);

CREATE TRIGGER triage_is_not_changed BEFORE UPDATE ON triage
BEGIN
    SELECT RAISE(ABORT, 'triage is append-only: decide again instead');
END;

CREATE TRIGGER triage_is_not_taken_out BEFORE DELETE ON triage
BEGIN
    SELECT RAISE(ABORT, 'triage is append-only: decide again instead');
END;
