-- One Library: the truth about what was ingested. The vector index beside it is derived from here
-- and can be made again at any time. Everything that a put or a remove changes is changed in one
-- transaction. Identifiers are never used twice (AUTOINCREMENT), so one held from an earlier
-- version of a document can never come to mean another passage.

-- schema, model, dimensions, passage_tokens; generation (goes up with every change) and
-- indexed (the generation that the vector index holds; -1 while it is being changed).
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A folder or file that was ingested, and the collection that was chosen for it.
CREATE TABLE roots (
    root       TEXT PRIMARY KEY,
    collection TEXT
) WITHOUT ROWID;

-- fields, furniture, notes: JSON. date_from, date_to: yyyymmdd, both NULL for an undated paper.
-- failure: why the file's newest version could not be read, while this older one stays.
CREATE TABLE documents (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    document     TEXT NOT NULL UNIQUE,
    revision     INTEGER NOT NULL,
    root         TEXT NOT NULL,
    origin       TEXT NOT NULL,
    digest       TEXT NOT NULL,
    text         TEXT NOT NULL,
    pages        INTEGER,
    title        TEXT NOT NULL,
    type         TEXT NOT NULL,
    date         TEXT,
    date_from    INTEGER,
    date_to      INTEGER,
    date_basis   TEXT NOT NULL,
    meeting      TEXT,
    version      TEXT,
    supersedes   TEXT,
    organisation TEXT,
    collection   TEXT NOT NULL,
    provenance   TEXT,
    fields       TEXT NOT NULL,
    furniture    TEXT NOT NULL,
    notes        TEXT NOT NULL,
    failure      TEXT
);

CREATE TABLE sections (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    idx         INTEGER NOT NULL,
    parent      INTEGER,
    level       INTEGER NOT NULL,
    heading     TEXT NOT NULL,
    label       TEXT,
    path        TEXT NOT NULL,  -- JSON list
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    page        INTEGER,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;

CREATE TABLE blocks (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    idx         INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    section     INTEGER NOT NULL,
    page        INTEGER,
    level       INTEGER,
    label       TEXT,
    lead        INTEGER,
    "group"     INTEGER,
    statement   TEXT,
    role        TEXT,
    owner       TEXT,
    due         TEXT,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;

CREATE TABLE passages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    section     INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    page        INTEGER,
    text        TEXT NOT NULL,
    context     TEXT NOT NULL,
    words       TEXT NOT NULL,
    tokens      INTEGER NOT NULL,
    UNIQUE (document_id, ordinal)
);

-- float32, little-endian, unit length.
CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    data       BLOB NOT NULL
);

CREATE TABLE acronyms (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    short       TEXT NOT NULL,
    long        TEXT NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;

-- The word index. Its text is not kept twice (external content): the triggers hold it in step.
CREATE VIRTUAL TABLE passages_fts USING fts5 (
    context, text, words,
    content = 'passages', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passages_fts (rowid, context, text, words)
    VALUES (new.id, new.context, new.text, new.words);
END;

CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passages_fts (passages_fts, rowid, context, text, words)
    VALUES ('delete', old.id, old.context, old.text, old.words);
END;
