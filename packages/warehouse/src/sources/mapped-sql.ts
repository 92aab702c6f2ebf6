import type { MappedFiles, StagePlan } from '@miaotou/engine';
import type { FileLoad } from '../client/index.js';
import { quoted } from './sql-text.js';

const shared = ['observed_at', 'layout', 'batch_id', 'retracted'];

/** Loads of the rows that a mapping made, each under the delivery it came with. */
export function mappedLoads(
  { manifest, batchId, observedAt }: StagePlan,
  files: MappedFiles,
): readonly FileLoad[] {
  const known = quoted(observedAt.toISOString().replace('T', ' ').replace('Z', ''));
  const envelope = `toDateTime64(${known}, 3, 'UTC'), ${quoted(manifest.layout)}, ${batchId}, 0`;
  const loads: FileLoad[] = [];
  if (files.observations !== null) {
    loads.push({
      into: 'miaotou.observations',
      columns: [
        ...shared,
        'indicator',
        'subject_kind',
        'subject_id',
        'region',
        'period',
        'value',
        'sheet',
        'row',
      ],
      path: files.observations,
      format: 'JSONEachRow',
      structure:
        'indicator String, subjectKind String, subjectId String, region String, period Date, value Float64, sheet String, row UInt32',
      select: `${envelope}, indicator, subjectKind, subjectId, region, period, value, sheet, row`,
    });
  }
  if (files.events !== null) {
    loads.push({
      into: 'miaotou.events',
      columns: [
        ...shared,
        'kind',
        'event_id',
        'employer_id',
        'employer_name',
        'region',
        'industry',
        'occurred_at',
        'persons',
        'amount_fen',
        'months',
        'person_keys',
        'attributes',
        'sheet',
        'row',
      ],
      path: files.events,
      format: 'JSONEachRow',
      structure: `kind String, eventId String, employerId String, employerName String, region String, industry String, occurredAt DateTime('UTC'),
        persons Nullable(UInt32), amountFen Nullable(Int64), months Nullable(Float64), personKeys Array(UInt64), attributes Map(String, String), sheet String, row UInt32`,
      select: `${envelope}, kind, eventId, employerId, employerName, region, industry, occurredAt, persons, amountFen, months, personKeys, attributes, sheet, row`,
    });
  }
  return loads;
}
