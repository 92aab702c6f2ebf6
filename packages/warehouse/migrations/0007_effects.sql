-- Features of one rule for every subject at one past moment, each as known then: a store of what was computed, so that other
-- thresholds can be tried on a year of moments at once. Nothing is changed in place: what was computed from other data is
-- another filling. Trying thresholds reads whole fillings and gathers them by subject, hence the key. What nobody looked
-- at again is computed again.
CREATE TABLE IF NOT EXISTS miaotou.effect_values (
  filling UInt64,
  subject_id String,
  as_of DateTime64(3, 'UTC'),
  region LowCardinality(String),
  label String,
  numbers Array(Nullable(Float64)),
  words Array(Nullable(String)),
  filled_at DateTime('UTC') DEFAULT now()
) ENGINE = MergeTree ORDER BY (filling, subject_id) TTL filled_at + INTERVAL 200 DAY;

-- Fillings that are whole. `rule_key` names the features, `state` the data that they were computed from.
CREATE TABLE IF NOT EXISTS miaotou.effect_moments (
  rule_key String,
  as_of DateTime64(3, 'UTC'),
  state String,
  filling UInt64,
  filled_at DateTime('UTC') DEFAULT now()
) ENGINE = MergeTree ORDER BY (rule_key, as_of) TTL filled_at + INTERVAL 200 DAY;
