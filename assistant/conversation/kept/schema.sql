-- Conversations with their turns. What is deleted is gone: nothing refers to it any more.

CREATE TABLE conversations (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    owner   TEXT NOT NULL CHECK (owner <> ''),
    title   TEXT NOT NULL,
    renamed INTEGER NOT NULL DEFAULT 0, -- whether a person chose the title
    created TEXT NOT NULL,              -- ISO, UTC
    updated TEXT NOT NULL,
    place   INTEGER NOT NULL,           -- among its owner's, the last added to has the highest
    UNIQUE (owner, place)
);

CREATE TABLE turns (
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number       INTEGER NOT NULL,      -- from 1
    question     TEXT NOT NULL CHECK (question <> ''),
    filters      TEXT NOT NULL,         -- JSON
    asked        TEXT NOT NULL,         -- ISO, UTC
    answer       TEXT,                  -- JSON; NULL while it is not there
    PRIMARY KEY (conversation, number)
) WITHOUT ROWID;

-- The papers that an answer draws on, for a search to leave out what a person may not read now.
CREATE TABLE cited (
    conversation INTEGER NOT NULL,
    turn         INTEGER NOT NULL,
    document     TEXT NOT NULL,
    collection   TEXT,                  -- the paper's when the answer was given
    PRIMARY KEY (conversation, turn, document),
    FOREIGN KEY (conversation, turn) REFERENCES turns ON DELETE CASCADE
) WITHOUT ROWID;

-- What is searched: each title (turn 0), question and answer.
CREATE TABLE pieces (
    id           INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    turn         INTEGER NOT NULL,
    part         TEXT NOT NULL CHECK (part IN ('title', 'question', 'answer')),
    text         TEXT NOT NULL,
    UNIQUE (conversation, turn, part)
);

CREATE VIRTUAL TABLE told USING fts5(
    text, content = 'pieces', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER piece_in AFTER INSERT ON pieces
BEGIN
    INSERT INTO told (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER piece_out AFTER DELETE ON pieces
BEGIN
    INSERT INTO told (told, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER piece_changed AFTER UPDATE ON pieces
BEGIN
    INSERT INTO told (told, rowid, text) VALUES ('delete', OLD.id, OLD.text);
    INSERT INTO told (rowid, text) VALUES (NEW.id, NEW.text);
END;
