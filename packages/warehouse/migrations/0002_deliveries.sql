-- Which periods each delivery told of, town by town: rows that were readable, duplicates among them. `main` marks the
-- delivery's own period, its latest; rows tried again have none. Read for one layout over its last periods, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.deliveries (
  source LowCardinality(String),
  layout LowCardinality(String),
  office LowCardinality(String),
  region LowCardinality(String),
  period Date,
  rows UInt32,
  main UInt8,
  observed_at DateTime64(3, 'UTC'),
  batch_id UInt64
) ENGINE = MergeTree ORDER BY (layout, period, batch_id, region);
