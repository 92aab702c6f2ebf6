import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day, SourceFamily } from '@miaotou/domain';
import { type County, type Incident, seededRandom } from '../ground/index.js';
import { deliveryBytes, type Delivery } from './delivery.js';
import { complaintFiles } from './sources/complaints.js';
import { disputeFiles } from './sources/disputes.js';
import { opinionFiles } from './sources/opinion.js';
import { petitionFiles } from './sources/petitions.js';
import { socialInsuranceFiles } from './sources/social-insurance.js';
import { quarrelsOf, type QuarrelTruth } from './register-numbers.js';
import { taxFiles } from './sources/tax.js';

/** A file that was written. */
export interface CountyFile {
  readonly source: SourceFamily;
  readonly layout: string;
  readonly path: string;
  readonly fileName: string;
  readonly receivedOn: Day;
  /** Data rows, and how many of them must be quarantined or repeat one of this file or of an earlier one. */
  readonly rows: number;
  readonly bad: number;
  readonly duplicates: number;
}

/** What is true of the county, for checking what the product makes of its files. */
export interface Truth {
  readonly synthetic: true;
  readonly seed: number;
  readonly from: Day;
  readonly until: Day;
  readonly employers: number;
  readonly incidents: readonly Incident[];
  readonly quarrels: readonly QuarrelTruth[];
  readonly files: readonly Omit<CountyFile, 'path'>[];
}

/** The files that the departments of a county sent, in the order in which they came. */
export function deliveriesOf(county: County): Delivery[] {
  const random = seededRandom(county.seed).fork('files');
  const planted = new Set(
    county.incidents.flatMap(({ employer }) => (employer === null ? [] : [employer.name, employer.uscc])),
  );
  return [
    ...socialInsuranceFiles(county, random, planted),
    ...taxFiles(county, random, planted),
    ...disputeFiles(county, random, planted),
    ...complaintFiles(county, random, planted),
    ...petitionFiles(county, random, planted),
    ...opinionFiles(county, random, planted),
  ].toSorted((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0));
}

/**
 * Writes a county's department files into a folder per source, and the truth beside them as truth.json. Files stand in
 * the order in which they came.
 */
export async function writeCounty(
  county: County,
  outDir: string,
): Promise<{ readonly files: readonly CountyFile[]; readonly truth: Truth }> {
  const files: CountyFile[] = [];
  for (const delivery of deliveriesOf(county)) {
    const { source, layout, fileName, receivedOn, bad, duplicates, table } = delivery;
    const directory = join(outDir, source);
    await mkdir(directory, { recursive: true });
    const path = join(directory, fileName);
    await writeFile(path, await deliveryBytes(delivery));
    files.push({ source, layout, path, fileName, receivedOn, rows: table.rows.length, bad, duplicates });
  }
  const truth: Truth = {
    synthetic: true,
    seed: county.seed,
    from: county.from,
    until: county.until,
    employers: county.employers.length,
    incidents: county.incidents,
    quarrels: quarrelsOf(county),
    files: files.map(({ path: _path, ...file }) => file),
  };
  await writeFile(join(outDir, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
  return { files, truth };
}
