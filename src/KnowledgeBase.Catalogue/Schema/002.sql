-- Version 2. What documents are about by the concepts of vocabularies, as the machine found it.
CREATE TABLE document_concepts (
    document_id TEXT    NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    concept     TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (document_id, concept)
) STRICT, WITHOUT ROWID;
