-- Deliveries that are their own raw rows: the engine read the kept original line by line, so that row n is line n of it and
-- nothing of it need be stored again. Read by batch when a number is opened, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.originals (
  batch_id UInt64,
  sha256 String,
  rows UInt32,
  width UInt16
) ENGINE = MergeTree ORDER BY batch_id;

-- Who a written employer (code, name and place under one hash) was settled to be, under the terms that settled it. Spares a
-- delivery the way through the register for everybody who was there before. Probed by hash within terms, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.identities (
  terms LowCardinality(String),
  ident UInt64,
  subject String,
  name String,
  region LowCardinality(String)
) ENGINE = MergeTree ORDER BY (terms, ident);

-- Hash of all that a row said beside its employer, indicator and period, where the row is the value (a direct layout): it
-- tells the same row again from a correction. 0 where a mapping made the value; there row_versions tells.
ALTER TABLE miaotou.observations ADD COLUMN IF NOT EXISTS content UInt64 DEFAULT 0;
