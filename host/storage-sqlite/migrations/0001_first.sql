-- The first tables. Times are milliseconds since 1970 in UTC unless a name ends in _s; bodies are JSON.

-- The change log: what is news, in the order of commits.
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    body   TEXT NOT NULL
) STRICT;

-- Installed plugins, and their components cut into chunks so that no transaction is long.
CREATE TABLE plugin (
    name      TEXT PRIMARY KEY,
    manifest  TEXT NOT NULL,
    digest    TEXT NOT NULL REFERENCES component (digest),
    enabled   INTEGER NOT NULL,
    installed INTEGER NOT NULL
) STRICT;

CREATE TABLE component (
    digest    TEXT PRIMARY KEY,
    length    INTEGER NOT NULL,
    touched_s INTEGER NOT NULL
) STRICT;

CREATE TABLE component_chunk (
    digest TEXT NOT NULL REFERENCES component (digest),
    number INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    UNIQUE (digest, number)
) STRICT;

CREATE TABLE plugin_grant (
    plugin     TEXT NOT NULL REFERENCES plugin (name),
    permission TEXT NOT NULL,
    by_setting INTEGER NOT NULL,
    PRIMARY KEY (plugin, permission)
) STRICT;

-- Publications. AUTOINCREMENT: a number is never used again, also after its row was swept.
-- open is 1 while features may be added and the generation may be committed.
CREATE TABLE generation (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    plugin TEXT NOT NULL,
    source TEXT NOT NULL,
    open   INTEGER NOT NULL DEFAULT 1
) STRICT;

-- generation is the visible one; NULL before the first publication.
CREATE TABLE source (
    plugin     TEXT NOT NULL,
    name       TEXT NOT NULL,
    generation INTEGER UNIQUE REFERENCES generation (number),
    info       TEXT,
    published  INTEGER,
    last_run   TEXT NOT NULL,
    PRIMARY KEY (plugin, name)
) STRICT;

-- How many features a generation holds of a collection.
CREATE TABLE part (
    generation INTEGER NOT NULL REFERENCES generation (number),
    collection TEXT NOT NULL,
    features   INTEGER NOT NULL,
    PRIMARY KEY (generation, collection)
) STRICT;

-- The features themselves, many in one row: published data is replaced whole, never edited.
CREATE TABLE part_batch (
    number     INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL REFERENCES generation (number),
    collection TEXT NOT NULL,
    body       BLOB NOT NULL
) STRICT;
CREATE INDEX part_batch_by_part ON part_batch (generation, collection);

-- Logs, audit and small values.
CREATE TABLE log (
    number  INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    plugin  TEXT NOT NULL,
    call    TEXT NOT NULL,
    origin  TEXT NOT NULL,
    level   TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
CREATE INDEX log_by_plugin ON log (plugin);

CREATE TABLE read_count (
    plugin  TEXT NOT NULL,
    day     INTEGER NOT NULL,
    subject TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (plugin, day, subject)
) STRICT;

CREATE TABLE note (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
