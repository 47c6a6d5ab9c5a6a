-- Who did what, in order. A row is never changed; only the oldest are taken out, up to a time that
-- is put on record first. The triggers hold that whoever writes to the file.

CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    time   TEXT NOT NULL,                     -- UTC to the second: 2026-11-22T09:30:00Z
    who    TEXT NOT NULL CHECK (who <> ''),
    what   TEXT NOT NULL CHECK (what <> ''),
    detail TEXT NOT NULL CHECK (json_type(detail) = 'object')
);

CREATE INDEX audit_by_time ON audit (time);

CREATE TABLE forgotten (
    time   TEXT NOT NULL, -- when the rows were taken out
    before TEXT NOT NULL  -- those older than this
);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_is_not_taken_out BEFORE DELETE ON audit
WHEN OLD.time >= coalesce((SELECT max(before) FROM forgotten), '')
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- Also stops INSERT OR REPLACE, which takes a row out without asking the trigger above.
CREATE TRIGGER audit_comes_last BEFORE INSERT ON audit
WHEN NEW.number > 0 AND NEW.number <= (SELECT seq FROM sqlite_sequence WHERE name = 'audit')
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER forgotten_is_not_changed BEFORE UPDATE ON forgotten
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER forgotten_is_not_taken_out BEFORE DELETE ON forgotten
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
