-- Who is signed in. A key is never here, only its SHA-256: who reads the file can use none of them.

CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    person TEXT NOT NULL,     -- `key_of` the name
    name   TEXT NOT NULL,     -- as it was when the session began
    stamp  TEXT NOT NULL,     -- what the person's password was, so to speak
    begun  INTEGER NOT NULL,  -- seconds since 1970, UTC
    used   INTEGER NOT NULL   -- the last use that was noted
) WITHOUT ROWID;

CREATE INDEX sessions_of_person ON sessions (person);
