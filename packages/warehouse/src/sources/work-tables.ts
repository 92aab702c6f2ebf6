/** What is worked out of a delivery beside its staged rows; all of it is gone when its staging ends. */
export const workTables = [
  'CREATE TEMPORARY TABLE bad_idents (ident UInt64) ENGINE = Memory',
  'CREATE TEMPORARY TABLE bad_codes (text String) ENGINE = Memory',
  'CREATE TEMPORARY TABLE unknown_places (text String) ENGINE = Memory',
  'CREATE TEMPORARY TABLE idents (ident UInt64, subject String, name String, region LowCardinality(String)) ENGINE = Memory',
  // Rows that are not kept; every other row of the delivery is.
  'CREATE TEMPORARY TABLE fates (n UInt32, fate UInt8, code UInt8, said String) ENGINE = Memory',
  'CREATE TEMPORARY TABLE rejects (n UInt32, said String) ENGINE = Memory',
  'CREATE TEMPORARY TABLE repeated (row_key UInt128) ENGINE = Memory',
  'CREATE TEMPORARY TABLE prior (row_key UInt128, content UInt128, batch_id UInt64, sheet String, row UInt32) ENGINE = Memory',
  'CREATE TEMPORARY TABLE turn (pos UInt32, n UInt32, g UInt64) ENGINE = Memory',
  'CREATE TEMPORARY TABLE corrected (n UInt32, batch_id UInt64, sheet String, row UInt32) ENGINE = Memory',
];
