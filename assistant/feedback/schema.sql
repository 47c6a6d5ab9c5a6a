-- What people thought of answers, in order. Nothing is ever changed or taken out; the triggers hold
-- that whoever writes to the file.

CREATE TABLE feedback (
    number    INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    time      TEXT NOT NULL,                     -- ISO, with its zone
    question  TEXT NOT NULL CHECK (question <> ''),
    history   TEXT NOT NULL,                     -- JSON: earlier questions, oldest first
    status    TEXT NOT NULL,
    citations TEXT NOT NULL,                     -- JSON: [document, page, start, end] of each
    verdict   TEXT NOT NULL CHECK (verdict IN ('up', 'down')),
    reason    TEXT,
    comment   TEXT NOT NULL,
    who       TEXT,
    CHECK (reason IS NULL OR verdict = 'down')
);

CREATE TRIGGER feedback_is_not_changed BEFORE UPDATE ON feedback
BEGIN
    SELECT RAISE(ABORT, 'feedback is append-only: say it again instead');
END;

CREATE TRIGGER feedback_is_not_taken_out BEFORE DELETE ON feedback
BEGIN
    SELECT RAISE(ABORT, 'feedback is append-only: say it again instead');
END;

-- Also stops INSERT OR REPLACE, which takes a row out without asking the trigger above.
CREATE TRIGGER feedback_comes_last BEFORE INSERT ON feedback
WHEN NEW.number > 0 AND NEW.number <= (SELECT seq FROM sqlite_sequence WHERE name = 'feedback')
BEGIN
    SELECT RAISE(ABORT, 'feedback is append-only: it cannot be put before another');
END;
