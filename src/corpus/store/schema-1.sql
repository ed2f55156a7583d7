-- Positions are half-open and in code points of the article's text. Labels are the words that the CSV files have.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    engine TEXT NOT NULL,
    actors_sha256 TEXT NOT NULL, -- of the user's files of actors; '' without
    options TEXT NOT NULL, -- JSON
    started TEXT NOT NULL -- UTC
);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- its id
    folded TEXT NOT NULL UNIQUE, -- its id in lower case: file systems tell no more
    given TEXT NOT NULL, -- the id it came with
    stem TEXT NOT NULL, -- that without a number at its end
    title TEXT,
    date TEXT,
    outlet TEXT,
    author TEXT,
    language TEXT,
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs
);
CREATE INDEX articles_by_text ON articles (text_sha256);
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (slug, name, kind)
);
CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (slug, name, kind)
);
CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    place INTEGER NOT NULL, -- from 1; a statement's id is the article's, -s and this
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    fragments TEXT, -- a-b;c-d, NULL of one piece
    speaker INTEGER REFERENCES speakers,
    speaker_role TEXT,
    speaker_affiliation TEXT,
    speaker_mention TEXT,
    speaker_start INTEGER,
    speaker_end INTEGER,
    cue TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    content_confidence REAL NOT NULL,
    speaker_confidence REAL,
    UNIQUE (article, place)
);
CREATE TABLE stances (
    statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
    place INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors,
    mention TEXT NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    n_mentions INTEGER NOT NULL,
    mention_role TEXT NOT NULL,
    stance TEXT NOT NULL,
    score REAL NOT NULL,
    p_unfavorable REAL NOT NULL,
    p_neutral REAL NOT NULL,
    p_favorable REAL NOT NULL,
    abstained INTEGER NOT NULL,
    outlook TEXT,
    perspective TEXT,
    holder TEXT,
    modality TEXT,
    evidence TEXT NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    PRIMARY KEY (statement, place)
) WITHOUT ROWID;
-- What people changed: it names articles and places, not rows, so that it outlives a new scoring.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL, -- JSON
    coder TEXT,
    note TEXT,
    UNIQUE (target, field)
);
