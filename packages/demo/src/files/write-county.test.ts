import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from '@protobi/exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCounty } from '../county/index.js';
import { writeCounty, type CountyFile, type Truth } from './write-county.js';

const options = { seed: 5, employers: 600, months: 18, until: '2026-11-23' };
let directory = '';
let files: readonly CountyFile[] = [];
let truth: Truth;
/** Every file's rows as text, by layout. */
const linesByLayout = new Map<string, string[]>();

async function linesOf(file: CountyFile): Promise<string[]> {
  const bytes = await readFile(file.path);
  if (!file.fileName.endsWith('.xlsx')) {
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    const text = ((): string => {
      try {
        return utf8.decode(bytes);
      } catch {
        return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
      }
    })();
    return text.split(/\r?\n/u).filter((line) => line !== '');
  }
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file.path);
  const lines: string[] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => cells.push(cell.text));
    lines.push(cells.join('|'));
  });
  return lines;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'miaotou-demo-'));
  ({ files, truth } = await writeCounty(makeCounty(options), join(directory, 'one')));
  for (const file of files) {
    linesByLayout.set(file.layout, [...(linesByLayout.get(file.layout) ?? []), ...(await linesOf(file))]);
  }
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Rows of a layout that name an employer in any of its usual spellings. */
function naming(layout: string, employer: Truth['incidents'][number]['employer']): string[] {
  const core =
    /[\p{Script=Han}]{3,}/u.exec((employer?.name ?? '').replace(/^(惠来县|揭阳市|广东)/u, ''))?.[0] ?? '?';
  return (linesByLayout.get(layout) ?? []).filter((line) => line.includes(core.slice(0, 6)));
}

describe('files of the county', () => {
  it('are the same bytes for the same seed', async () => {
    const again = await writeCounty(makeCounty(options), join(directory, 'two'));
    const hashes = async (list: readonly CountyFile[]) =>
      Promise.all(
        list.map(async ({ path }) =>
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ),
      );
    expect(await hashes(again.files)).toEqual(await hashes(files));
    expect(again.truth).toEqual(truth);
  });

  it('come in the order of their days, none after the end', () => {
    const days = files.map(({ receivedOn }) => receivedOn);
    expect(days.toSorted()).toEqual(days);
    expect(days.at(-1)).toBe(options.until);
  });

  it('cover the six sources in fifteen layouts', () => {
    expect(new Set(files.map(({ source }) => source)).size).toBe(6);
    expect(new Set(files.map(({ layout }) => layout)).size).toBe(15);
  });

  it('hold rows that nobody can keep and rows twice, and say how many', () => {
    expect(files.reduce((sum, { bad }) => sum + bad, 0)).toBeGreaterThan(5);
    expect(files.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBeGreaterThan(5);
  });

  it('stop where a source falls silent', () => {
    const sheets = files.filter(({ layout }) => layout === 'si-arrears').map(({ fileName }) => fileName);
    expect(sheets.some((name) => name.includes('2026-06') || name.includes('至2026-06'))).toBe(true);
    expect(sheets.some((name) => /2026-(07|08|09|10|11)/u.test(name))).toBe(false);
  });

  it.each([
    ['construction-wage-arrears', 'wage-clue-platform', 11],
    ['construction-wage-arrears', 'inspection-register', 2],
    ['construction-wage-arrears', 'petition-register', 1],
    ['factory-closure-boss-flight', 'hotline-12345', 8],
    ['factory-closure-boss-flight', 'opinion-monitoring', 25],
    ['factory-closure-boss-flight', 'tax-status', 1],
    ['tax-arrears-then-absconded', 'tax-arrears-notice', 3],
    ['tax-arrears-then-absconded', 'tax-status', 2],
    ['platform-riders-burst', 'hotline-12345', 14],
    ['opinion-storm', 'opinion-monitoring', 130],
    ['collective-arbitration', 'arbitration-cases', 12],
    ['multi-source-resonance', 'petition-register', 1],
  ])('the story %s stands in %s with %i rows', (kind, layout, count) => {
    const incident = truth.incidents.find(({ id }) => id === `${kind}-now`);
    expect(naming(layout, incident?.employer ?? null)).toHaveLength(count);
  });

  it('shows seven unpaid months and the fall of insured persons', () => {
    const debtor = truth.incidents.find(({ id }) => id === 'long-insurance-arrears-now');
    const months = naming('si-indicator-table', debtor?.employer ?? null)
      .map((line) => line.split(','))
      .filter((cells) => cells[3] === 'SI01')
      .map((cells) => Number(cells[5]));
    expect(months.at(-1)).toBe(7);
    const layoff = truth.incidents.find(({ id }) => id === 'mass-layoff-now');
    const insured = naming('si-indicator-table', layoff?.employer ?? null)
      .filter((line) => line.includes('insured_headcount'))
      .map((line) => Number(line.split(',')[5]));
    expect(insured.at(-1)).toBeLessThan(0.7 * (insured.at(-3) ?? 0));
  });
});
