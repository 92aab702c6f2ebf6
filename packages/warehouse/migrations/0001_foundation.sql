-- Rows exactly as a delivery held them, personal columns masked or hashed before they get here.
-- Read back by batch and row when a number is opened, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.raw_rows (
  batch_id UInt64,
  sheet LowCardinality(String),
  row UInt32,
  cells Array(String)
) ENGINE = MergeTree ORDER BY (batch_id, sheet, row);

-- Rows that could not be kept, each with every fault found. Append-only: the newest `state` of a row counts.
CREATE TABLE IF NOT EXISTS miaotou.quarantine (
  batch_id UInt64,
  layout LowCardinality(String),
  sheet LowCardinality(String),
  row UInt32,
  cells Array(String),
  faults Array(Tuple(code LowCardinality(String), field LowCardinality(String), value String)),
  state Enum8('open' = 1, 'corrected' = 2, 'discarded' = 3),
  changed_at DateTime64(3, 'UTC'),
  changed_by String,
  reason String
) ENGINE = MergeTree ORDER BY (batch_id, sheet, row, changed_at);

-- Newest content of every row key of a layout, to tell a duplicate from a correction.
CREATE TABLE IF NOT EXISTS miaotou.row_versions (
  layout LowCardinality(String),
  row_key UInt128,
  content UInt128,
  observed_at DateTime64(3, 'UTC'),
  batch_id UInt64,
  sheet LowCardinality(String),
  row UInt32
) ENGINE = MergeTree ORDER BY (layout, row_key, observed_at);

-- Values that held for a subject in a period. Bitemporal: `period` is when it was true, `observed_at` when we knew.
-- A correction is a newer row; one with retracted = 1 takes a value back (its employer was settled otherwise, or the
-- corrected row no longer says it). Evaluation reads a few indicators over a few periods for all subjects, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.observations (
  indicator LowCardinality(String),
  subject_kind LowCardinality(String),
  subject_id String,
  region LowCardinality(String),
  period Date,
  value Float64,
  observed_at DateTime64(3, 'UTC'),
  layout LowCardinality(String),
  batch_id UInt64,
  row UInt32,
  -- Row numbers start again on each sheet, so a source row is (batch_id, sheet, row).
  sheet LowCardinality(String) DEFAULT '',
  retracted UInt8 DEFAULT 0
) ENGINE = MergeTree PARTITION BY toYear(period) ORDER BY (subject_kind, indicator, period, subject_id, observed_at);

-- Dated happenings. A correction is a newer row of the same event_id; where it moves the event in time or to another
-- employer, a row with retracted = 1 is written at the old place, so that a window never counts the old version.
CREATE TABLE IF NOT EXISTS miaotou.events (
  kind LowCardinality(String),
  layout LowCardinality(String),
  event_id String,
  employer_id String,
  employer_name String,
  region LowCardinality(String),
  industry LowCardinality(String),
  occurred_at DateTime('UTC'),
  observed_at DateTime64(3, 'UTC'),
  persons Nullable(UInt32),
  amount_fen Nullable(Int64),
  months Nullable(Float64),
  person_keys Array(UInt64),
  attributes Map(LowCardinality(String), String),
  retracted UInt8,
  batch_id UInt64,
  row UInt32,
  sheet LowCardinality(String) DEFAULT ''
) ENGINE = MergeTree PARTITION BY toYear(occurred_at) ORDER BY (kind, occurred_at, employer_id, event_id, observed_at);

-- How far each layout of each office is complete, as known at observed_at.
CREATE TABLE IF NOT EXISTS miaotou.watermarks (
  source LowCardinality(String),
  layout LowCardinality(String),
  office LowCardinality(String),
  region LowCardinality(String),
  complete_through Date,
  observed_at DateTime64(3, 'UTC'),
  batch_id UInt64
) ENGINE = MergeTree ORDER BY (source, layout, office, region, observed_at);

-- What the rules said: one row per rule, subject and moment at which a tier was given.
CREATE TABLE IF NOT EXISTS miaotou.signals (
  rule_id LowCardinality(String),
  rule_version UInt32,
  subject_kind LowCardinality(String),
  subject_id String,
  region LowCardinality(String),
  tier UInt8,
  as_of DateTime64(3, 'UTC'),
  known_at DateTime64(3, 'UTC'),
  run_id String,
  evidence String
) ENGINE = MergeTree PARTITION BY toYear(as_of) ORDER BY (rule_id, as_of, subject_id);
