-- Version 1. Times are milliseconds since 1970-01-01 UTC. Lists that keep an order and are never searched are JSON.

CREATE TABLE collections (
    name  TEXT NOT NULL PRIMARY KEY,
    added INTEGER NOT NULL
) STRICT;

CREATE TABLE documents (
    id              TEXT    NOT NULL PRIMARY KEY,
    revision        INTEGER NOT NULL,
    visibility      INTEGER NOT NULL CHECK (visibility IN (0, 1, 2)),
    state           INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),
    collection      TEXT    NOT NULL REFERENCES collections (name),
    added           INTEGER NOT NULL,
    changed         INTEGER NOT NULL,
    changed_by      TEXT    NOT NULL,

    parent_id       TEXT    NULL REFERENCES documents (id) ON DELETE SET NULL,
    path_in_parent  TEXT    NULL,

    title           TEXT    NOT NULL,
    summary         TEXT    NOT NULL,
    record_type     TEXT    NOT NULL,
    authors         TEXT    NOT NULL,
    year            INTEGER NULL,
    period          TEXT    NOT NULL,
    lead_body       TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    rights          TEXT    NOT NULL,
    access          TEXT    NOT NULL,
    identifier      TEXT    NOT NULL,
    source_url      TEXT    NOT NULL,
    provenance      TEXT    NOT NULL,
    submitter       TEXT    NOT NULL,

    format          TEXT    NOT NULL,
    has_pages       INTEGER NOT NULL,
    outcome         TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    notes           TEXT    NOT NULL,
    missing_part    TEXT    NOT NULL,
    tool            TEXT    NOT NULL,
    pages           INTEGER NOT NULL,
    pages_text      INTEGER NOT NULL,
    pages_ocr       INTEGER NOT NULL,
    pages_empty     INTEGER NOT NULL,
    pages_failed    INTEGER NOT NULL,
    ocr_confidence  REAL    NULL,
    characters      INTEGER NOT NULL,
    fingerprint     INTEGER NULL,

    withdrawn       INTEGER NULL,
    withdrawn_why   TEXT    NOT NULL
) STRICT;
CREATE INDEX documents_newest ON documents (state, visibility, added DESC);
CREATE INDEX documents_parent ON documents (parent_id);
CREATE INDEX documents_missing_part ON documents (missing_part) WHERE missing_part <> '';

-- One original belongs to one document; a document may come to hold several files.
CREATE TABLE files (
    sha256      TEXT    NOT NULL PRIMARY KEY,
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    role        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    media_type  TEXT    NOT NULL,
    format      TEXT    NOT NULL,
    added       INTEGER NOT NULL
) STRICT;
CREATE INDEX files_document ON files (document_id);

-- Every name and place the very same bytes came from.
CREATE TABLE sources (
    id          INTEGER NOT NULL PRIMARY KEY,
    sha256      TEXT    NOT NULL REFERENCES files (sha256) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    collection  TEXT    NOT NULL,
    parent_id   TEXT    NULL REFERENCES documents (id) ON DELETE CASCADE,
    received    INTEGER NOT NULL,
    received_by TEXT    NOT NULL
) STRICT;
CREATE INDEX sources_file ON sources (sha256);
CREATE INDEX sources_parent ON sources (parent_id);

-- Who vouches for a field: 1 metadata supplied with the file, 2 a person. A machine overwrites neither.
CREATE TABLE field_authority (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    field       TEXT    NOT NULL,
    authority   INTEGER NOT NULL CHECK (authority IN (1, 2)),
    set_by      TEXT    NOT NULL,
    set_at      INTEGER NOT NULL,
    PRIMARY KEY (document_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    slug    TEXT NOT NULL PRIMARY KEY,
    label   TEXT NOT NULL,
    country TEXT NOT NULL
) STRICT;
CREATE TABLE document_places (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    place       TEXT    NOT NULL REFERENCES places (slug),
    position    INTEGER NOT NULL,
    PRIMARY KEY (document_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_places_place ON document_places (place);

CREATE TABLE document_themes (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    theme       TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (document_id, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_themes_theme ON document_themes (theme);

CREATE TABLE document_languages (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    language    TEXT    NOT NULL,
    pages       INTEGER NOT NULL,
    PRIMARY KEY (document_id, language)
) STRICT, WITHOUT ROWID;

-- The page account; neighbouring pages that fared alike share a row.
CREATE TABLE page_runs (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL CHECK (last >= first),
    outcome     INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 3),
    language    TEXT    NOT NULL,
    characters  INTEGER NOT NULL,
    confidence  REAL    NULL,
    reason      TEXT    NOT NULL,
    PRIMARY KEY (document_id, first)
) STRICT, WITHOUT ROWID;

-- The durable queue. stage 0 read, 1 index; state 0 waiting, 1 running, 2 failed (tried again at next_try), 3 parked.
CREATE TABLE jobs (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    stage       INTEGER NOT NULL CHECK (stage IN (0, 1)),
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    priority    INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    created     INTEGER NOT NULL,
    next_try    INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    PRIMARY KEY (document_id, stage)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_next ON jobs (stage, state, priority DESC, created);

-- Quarters of the 64-bit fingerprint of a text: two texts that differ in at most three bits share one.
CREATE TABLE fingerprint_bands (
    band        INTEGER NOT NULL,
    bits        INTEGER NOT NULL,
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (band, bits, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_bands_document ON fingerprint_bands (document_id);

-- What was erased: only the id is kept, so that an older backup, once restored, is erased again.
CREATE TABLE erasures (
    document_id TEXT    NOT NULL PRIMARY KEY,
    erased      INTEGER NOT NULL
) STRICT;

CREATE TABLE keys (
    hash    TEXT    NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    revoked INTEGER NULL
) STRICT;
