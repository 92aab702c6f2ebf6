import type { Note } from '@miaotou/contracts';
import { findIndustry, findRegion, readPlace, regionWithin } from '@miaotou/domain';
import type { OtherIndustry } from '../employers/index.js';
import type { SettledEmployer, Stage, WrittenEmployer } from './ports.js';

/** Examples in a note; the rest is a number. */
const told = 5;

/** An employer whose rows name another place than the register. */
export interface OtherPlace {
  readonly ident: string;
  readonly name: string;
  readonly registered: string;
  readonly stated: string;
  readonly rows: number;
}

/** Places of a staged delivery that no list knows. */
export async function unknownPlacesOf(stage: Pick<Stage, 'writtenPlaces'>): Promise<readonly string[]> {
  return (await stage.writtenPlaces()).filter((text) => readPlace(text).kind === 'unknown');
}

/** Settled employers whose rows lie elsewhere than the register says; a wider region contradicts no narrower one. */
export function otherPlaces(
  written: readonly WrittenEmployer[],
  settled: readonly SettledEmployer[],
): OtherPlace[] {
  const byIdent = new Map(written.map((one) => [one.ident, one]));
  return settled.flatMap(({ ident, name, home = '' }) => {
    const row = byIdent.get(ident);
    const place = row?.place ?? '';
    const read = readPlace(place);
    if (row === undefined || home === '' || read.kind !== 'region') return [];
    const { code } = read.region;
    if (regionWithin(code, [home]) || regionWithin(home, [code])) return [];
    const registered = findRegion(home)?.name.zh ?? home;
    return [{ ident, name, registered, stated: place.trim(), rows: row.goodRows }];
  });
}

const few = <T>(all: readonly T[], say: (one: T) => string): string => all.slice(0, told).map(say).join('；');
const fewEn = <T>(all: readonly T[], say: (one: T) => string): string =>
  all.slice(0, told).map(say).join('; ');

/** Tells which employers the rows put elsewhere than the register does. */
export function otherPlaceNotes(others: readonly OtherPlace[]): Note[] {
  if (others.length === 0) return [];
  const rows = others.reduce((sum, one) => sum + one.rows, 0);
  return [
    {
      code: 'place-unlike-register',
      message: {
        zh: `${others.length} 家单位（${rows} 行）的乡镇与登记的不同：${few(others, ({ name, registered, stated }) => `${name}（登记：${registered}，本表：${stated}）`)}${others.length > told ? ' 等' : ''}。已按本表读取，未改动登记。`,
        en: `${others.length} employers (${rows} rows) stand in another town than in the register: ${fewEn(others, ({ name, registered, stated }) => `${name} (registered: ${registered}, here: ${stated})`)}${others.length > told ? ' and others' : ''}. They were read as they are here; the register stays.`,
      },
    },
  ];
}

/** Tells of what employers the rows state another industry, and which words name none. */
export function industryNotes(others: readonly OtherIndustry[], stated: readonly string[]): Note[] {
  const unknown = stated.filter((text) => findIndustry(text) === null);
  return [
    ...(others.length === 0
      ? []
      : [
          {
            code: 'industry-unlike-register',
            message: {
              zh: `${others.length} 家单位的行业与登记的不同：${few(others, ({ name, registered, stated: now }) => `${name}（登记：${registered}，本表：${now}）`)}${others.length > told ? ' 等' : ''}。登记以较新的为准。`,
              en: `${others.length} employers are of another industry than in the register: ${fewEn(others, ({ name, registered, stated: now }) => `${name} (registered: ${registered}, here: ${now})`)}${others.length > told ? ' and others' : ''}. The register keeps the newer one.`,
            },
          },
        ]),
    ...(unknown.length === 0
      ? []
      : [
          {
            code: 'industry-unknown',
            message: {
              zh: `这些行业不在《国民经济行业分类》之内，未登记：${unknown.slice(0, told).join('、')}${unknown.length > told ? ` 等 ${unknown.length} 种` : ''}。`,
              en: `These industries are not in GB/T 4754 and were not registered: ${unknown.slice(0, told).join(', ')}${unknown.length > told ? ` and others, ${unknown.length} in all` : ''}.`,
            },
          },
        ]),
  ];
}
