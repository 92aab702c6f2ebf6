-- In which matter a report stands, from observed_at on; an empty matter_id says that it stands for itself. A change of a
-- link is a newer row (seq tells those of one moment apart), so that counts after linking can be made as they were known
-- at any moment. Joined to events by their id, hence the key.
CREATE TABLE IF NOT EXISTS miaotou.matter_reports (
  event_id String,
  matter_id String,
  observed_at DateTime64(3, 'UTC'),
  seq UInt64
) ENGINE = MergeTree ORDER BY (event_id, observed_at, seq);
