-- How a statistical method judged one period of one series: appended when it differs from what was kept before, so that
-- the newest row known at a moment is the judgement as it stood then. `fingerprint` is of everything it was judged from.
-- `recent` ends with the period; -1 stands for a gap, since arrays of nothing are costly. Lists read the last periods of
-- all series of a cadence, runs read the periods that they are about to judge, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.detections (
  cadence LowCardinality(String),
  measure LowCardinality(String),
  subject_kind LowCardinality(String),
  subject_id String,
  region LowCardinality(String),
  industry LowCardinality(String),
  period Date,
  observed Nullable(Int64),
  expected Nullable(Float64),
  upperbound Nullable(Float64),
  score Nullable(Float64),
  p_value Nullable(Float64),
  q_value Nullable(Float64),
  alarm Nullable(UInt8),
  abstained LowCardinality(String),
  recent Array(Int64),
  method LowCardinality(String),
  method_version UInt32,
  alpha Float64,
  fingerprint String,
  known_at DateTime64(3, 'UTC'),
  judged_at DateTime64(3, 'UTC'),
  run_id String
) ENGINE = MergeTree PARTITION BY toYear(period) ORDER BY (cadence, period, measure, subject_kind, subject_id, known_at, judged_at);

-- One scan for hotspots of one measure over so many weeks: what it looked at and the clusters that it found, the likeliest
-- first. Read by measure and weeks, the newest known at a moment, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.hotspots (
  measure LowCardinality(String),
  weeks UInt8,
  from_day Date,
  through_day Date,
  cases UInt32,
  replicates UInt32,
  significance Float64,
  abstained LowCardinality(String),
  regions String,
  clusters String,
  fingerprint String,
  known_at DateTime64(3, 'UTC'),
  judged_at DateTime64(3, 'UTC'),
  run_id String
) ENGINE = MergeTree ORDER BY (measure, weeks, known_at, judged_at);
