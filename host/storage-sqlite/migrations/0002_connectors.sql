-- Connectors: a partner's file or feed, read by a task of a plugin. from_file is 1 for those of the configuration file,
-- which every start of the hub writes anew.
CREATE TABLE connector (
    name      TEXT PRIMARY KEY,
    body      TEXT NOT NULL,
    from_file INTEGER NOT NULL
) STRICT;
