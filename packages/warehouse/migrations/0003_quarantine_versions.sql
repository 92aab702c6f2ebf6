-- Every change of a quarantined row is an entry of its own. `held` waits for a person to confirm that an unlikely value is
-- right; `correction_id` is the correction (a batch) that wrote the entry, 0 for the delivery itself and for decisions of a
-- person without a run. The ordering key stays: entries are read by delivery and row.
ALTER TABLE miaotou.quarantine MODIFY COLUMN state Enum8('open' = 1, 'corrected' = 2, 'discarded' = 3, 'held' = 4);
ALTER TABLE miaotou.quarantine ADD COLUMN IF NOT EXISTS correction_id UInt64 DEFAULT 0;
