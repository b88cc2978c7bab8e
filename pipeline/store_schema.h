// The tables of the run store, as docs/run-store.md describes them.
#pragma once

namespace gouji {

// In the database's header: what kind of file this is ("gouj"), and which layout it has.
inline constexpr int kStoreApplication = 0x676F756A;
inline constexpr int kStoreLayout = 1;

inline constexpr const char* kStoreSchema = R"(
CREATE TABLE makers (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  build TEXT NOT NULL,
  settings TEXT NOT NULL,
  UNIQUE (version, build, settings)
);
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  maker INTEGER NOT NULL REFERENCES makers,
  limits TEXT NOT NULL,
  shard INTEGER NOT NULL,
  shards INTEGER NOT NULL,
  found INTEGER NOT NULL DEFAULT 0,
  started INTEGER NOT NULL,
  finished INTEGER,
  jobs INTEGER NOT NULL,
  dpi INTEGER NOT NULL,
  timeout REAL NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  reports INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  ok INTEGER NOT NULL DEFAULT 0,
  flagged INTEGER NOT NULL DEFAULT 0,
  review INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
  identity BLOB PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs,
  input INTEGER NOT NULL,
  linked INTEGER NOT NULL,
  path BLOB NOT NULL,
  source TEXT NOT NULL,
  settled INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  failure TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_source ON files (source);
CREATE INDEX files_by_sha256 ON files (sha256, source);
CREATE TABLE results (
  sha256 TEXT PRIMARY KEY,
  maker INTEGER NOT NULL REFERENCES makers,
  limits TEXT NOT NULL,
  error_code TEXT NOT NULL,
  report TEXT NOT NULL
);
)";

}  // namespace gouji
