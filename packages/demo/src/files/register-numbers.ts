import type { County } from '../ground/index.js';
import { numbered, padded } from './numbering.js';

/** Numbers under which the registers keep what happened. */
export const hotlineNumbers = ({ happenings }: County) =>
  numbered(
    happenings.hotline,
    ({ at }) => at,
    (year, n) => `GD${year}${padded(n, 6)}`,
  );
export const inspectionNumbers = ({ happenings }: County) =>
  numbered(
    happenings.inspections,
    ({ on }) => on,
    (year, n) => `JC${year}-${padded(n, 4)}`,
  );
export const clueNumbers = ({ happenings }: County) =>
  numbered(
    happenings.clues,
    ({ at }) => at,
    (year, n) => `XS4452${year}${padded(n, 5)}`,
  );
export const petitionNumbers = ({ happenings }: County) =>
  numbered(
    happenings.petitions,
    ({ on }) => on,
    (year, n) => `HLXF${year}${padded(n, 4)}`,
  );
export const caseNumbers = ({ happenings }: County) =>
  numbered(
    happenings.cases,
    ({ receivedOn }) => receivedOn,
    (year, n) => `惠来劳人仲案字〔${year}〕${n}号`,
  );

/** A quarrel as the registers tell of it. */
export interface QuarrelTruth {
  readonly employer: { readonly uscc: string; readonly name: string };
  readonly reports: readonly { readonly layout: string; readonly number: string }[];
}

/** Every quarrel that was taken to several channels. */
export function quarrelsOf(county: County): QuarrelTruth[] {
  const registers: readonly (readonly [string, ReadonlyMap<object, string>])[] = [
    ['hotline-12345', hotlineNumbers(county)],
    ['inspection-register', inspectionNumbers(county)],
    ['wage-clue-platform', clueNumbers(county)],
    ['petition-register', petitionNumbers(county)],
    ['arbitration-cases', caseNumbers(county)],
  ];
  return county.happenings.quarrels.map(({ employer: { uscc, name }, reports }) => ({
    employer: { uscc, name },
    reports: reports.flatMap((report) =>
      registers.flatMap(([layout, numbers]) => {
        const number = numbers.get(report);
        return number === undefined ? [] : [{ layout, number }];
      }),
    ),
  }));
}
