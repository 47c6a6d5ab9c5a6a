-- The register: what people recorded, in order. Nothing is ever changed, and nothing is taken out
-- but the events of an example. The triggers hold that whoever writes to the file.

CREATE TABLE workstreams (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL CHECK (name <> ''),      -- as first written
    key     TEXT NOT NULL UNIQUE,                  -- the same for every spelling
    example INTEGER NOT NULL CHECK (example IN (0, 1))
);

CREATE TABLE events (
    number      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    workstream  INTEGER NOT NULL REFERENCES workstreams (id),
    kind        TEXT NOT NULL,
    person      TEXT NOT NULL CHECK (person <> ''),
    role        TEXT NOT NULL CHECK (role <> ''),
    date        TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    deliverable TEXT,
    gate        TEXT,
    reason      TEXT,
    outcome     TEXT,
    citation    TEXT,
    CHECK (deliverable IS NULL OR gate IS NULL)
);

CREATE INDEX events_of_workstream ON events (workstream, number);

-- The pages of the last approach that was in order, for when an edit breaks them.
CREATE TABLE approach_pages (
    path TEXT PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the register is append-only: record a new event instead');
END;

CREATE TRIGGER events_are_not_taken_out BEFORE DELETE ON events
WHEN (SELECT example FROM workstreams WHERE id = OLD.workstream) IS NOT 1
BEGIN
    SELECT RAISE(ABORT, 'the register is append-only: record a new event instead');
END;

-- Also stops INSERT OR REPLACE, which takes a row out without asking the trigger above.
CREATE TRIGGER events_come_last BEFORE INSERT ON events
WHEN NEW.number > 0 AND NEW.number <= (SELECT seq FROM sqlite_sequence WHERE name = 'events')
BEGIN
    SELECT RAISE(ABORT, 'the register is append-only: an event cannot be put before another');
END;

-- Or else a workstream could be made an example first, and its events taken out then.
CREATE TRIGGER workstreams_are_not_changed BEFORE UPDATE ON workstreams
BEGIN
    SELECT RAISE(ABORT, 'a workstream cannot be changed');
END;

CREATE TRIGGER workstreams_are_not_taken_out BEFORE DELETE ON workstreams
WHEN OLD.example IS NOT 1
BEGIN
    SELECT RAISE(ABORT, 'only an example can be taken out');
END;

CREATE TRIGGER workstreams_are_not_replaced BEFORE INSERT ON workstreams
WHEN EXISTS (SELECT 1 FROM workstreams WHERE id = NEW.id OR key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'there is a workstream of that name already');
END;
