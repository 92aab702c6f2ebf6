import type { Column, Manifest } from '@miaotou/contracts';
import { findRegionByName, indicators, parseUscc } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import type { FileReader, SourceRow } from '../sources/index.js';
import { statable } from './draft.js';

type Words = Pick<FileReader, 'headingWords'>;

/** Something that a column may be mapped to, with the names under which it is known. */
export interface Candidate {
  readonly field: string;
  readonly names: readonly string[];
  readonly type: Column['type'];
  /** The names are headings of the layout: one that is alike needs no mapping. */
  readonly headings: boolean;
  /** Of the source that sent the file, so that it is the likelier of two. */
  readonly near?: boolean;
}

export interface Proposed {
  readonly field: string | null;
  readonly known: boolean;
}

/** Below this likeness two names have nothing to do with each other. */
const alikeFrom = 0.4;
/** The same, where the cells plainly are of the type. */
const alikeWithLooks = 0.3;

const pairs = (text: string): string[] =>
  text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));

/** Share of parts that two texts have in common (Dice), 0 to 1. */
function inCommon(left: readonly string[], right: readonly string[]): number {
  const rest = [...right];
  const total = left.length + right.length;
  let common = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / total;
}

/** What characters alone weigh against pairs of them: they say less, and headings are short. */
const ofCharacters = 0.85;

/** How much two headings are alike, 0 to 1: by pairs of characters, or by characters. */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  return Math.max(inCommon(pairs(a), pairs(b)), ofCharacters * inCommon([...a], [...b]));
}

const share = (cells: readonly string[], test: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length;

const numeric = (cell: string): boolean => /^[-+]?[\d,，]+(\.\d+)?%?$/u.test(cell.normalize('NFKC').trim());
const dayLike = (cell: string): boolean =>
  /^(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}(?:$|\s))/u.test(
    cell.normalize('NFKC').trim(),
  );
const monthLike = (cell: string): boolean =>
  /^(\d{4}[-./年]?(0?[1-9]|1[0-2])月?|\d{4}年?第?[1-4一二三四]季度?|\d{4}Q[1-4])$/u.test(
    cell.normalize('NFKC').trim(),
  );
const usccLike = (cell: string): boolean => parseUscc(cell).ok;

/** How much the cells look like a type, from -1 (not at all) to 1. */
function looks(type: Column['type'], cells: readonly string[]): number {
  if (cells.length === 0) return 0;
  const codes = share(cells, usccLike);
  switch (type) {
    case 'uscc':
      return codes > 0.5 ? 1 : -1;
    case 'day':
    case 'instant':
      return share(cells, dayLike) > 0.5 ? 0.6 : -0.6;
    case 'month':
      return share(cells, monthLike) > 0.5 ? 0.8 : -0.3;
    case 'money':
    case 'count':
    case 'number':
    case 'percent':
      return share(cells, numeric) > 0.5 && codes < 0.5 ? 0.2 : -0.8;
    case 'text':
    case 'choice':
      return share(cells, numeric) > 0.5 || codes > 0.5 ? -0.4 : 0.1;
    case 'code':
    case 'flag':
      return codes > 0.5 ? -0.5 : 0;
  }
}

const placeNames = ['所属乡镇', '乡镇', '所属镇街', '镇街', '地区', '单位地址'];

function score(
  words: string,
  cells: readonly string[],
  { names, type, near }: Candidate,
  { headingWords }: Words,
) {
  const alike = Math.max(0, ...names.map((name) => likeness(words, headingWords(name).words)));
  if (alike === 1) return 2;
  const look = looks(type, cells);
  // A valid credit code tells what the column is whatever it is called.
  if (type === 'uscc' && look === 1) return 1.5;
  const town = names.includes('所属乡镇') && share(cells, (cell) => findRegionByName(cell) !== null) > 0.5;
  if (town) return 1.4;
  const enough = look >= 0.5 ? alikeWithLooks : alikeFrom;
  return alike < enough ? 0 : alike + look + (near === true ? 0.3 : 0);
}

/** The likeliest target of each column; each target is proposed once. */
export function propose(
  columns: readonly { readonly heading: string; readonly samples: readonly string[] }[],
  candidates: readonly Candidate[],
  reader: Words,
): Proposed[] {
  const result: Proposed[] = columns.map(() => ({ field: null, known: false }));
  const scored = columns
    .flatMap(({ heading, samples }, at) => {
      const { words } = reader.headingWords(heading);
      const filled = samples.filter((cell) => cell.trim() !== '');
      if (words === '') return [];
      return candidates.map((candidate) => ({
        at,
        candidate,
        points: score(words, filled, candidate, reader),
      }));
    })
    .filter(({ points }) => points > alikeFrom)
    .toSorted((a, b) => b.points - a.points);
  const taken = new Set<string>();
  for (const { at, candidate, points } of scored) {
    if (taken.has(candidate.field) || result[at]?.field !== null) continue;
    taken.add(candidate.field);
    result[at] = { field: candidate.field, known: candidate.headings && points === 2 };
  }
  return result;
}

export const layoutCandidates = ({ columns }: Manifest): Candidate[] =>
  columns.map(({ field, header, aliases, type }) => ({
    field,
    names: [header, ...aliases],
    type,
    headings: true,
  }));

/** Parts of a table of values, and the indicators that employers have. */
export const tableCandidates = (source: SourceFamily): Candidate[] => [
  {
    field: 'uscc',
    names: ['统一社会信用代码', '社会信用代码', '信用代码', '纳税人识别号'],
    type: 'uscc',
    headings: false,
  },
  {
    field: 'name',
    names: ['单位名称', '企业名称', '用人单位', '用人单位名称', '参保单位', '纳税人名称', '公司名称', '名称'],
    type: 'text',
    headings: false,
  },
  { field: 'place', names: placeNames, type: 'text', headings: false },
  {
    field: 'period',
    names: ['所属期', '统计月份', '所属月份', '月份', '统计期', '年月'],
    type: 'month',
    headings: false,
  },
  ...indicators.filter(statable).map(({ code, name, unit, family }) => ({
    field: code,
    names: [name.zh, code],
    type: unit === 'fen' ? ('money' as const) : ('number' as const),
    headings: false,
    near: family === source,
  })),
];

/** Rows among which the recogniser looks for the header. */
const headRows = 15;

/** The row that is most like a header: headings that are known, then distinct words without numbers. */
export function likelyHeader(
  rows: readonly SourceRow[],
  known: ReadonlySet<string>,
  { headingWords }: Words,
): number {
  let best = { row: rows[0]?.row ?? 1, points: -1 };
  for (const { row, cells } of rows.slice(0, headRows)) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    const words = new Set(filled.filter((cell) => !numeric(cell)).map((cell) => headingWords(cell).words));
    const points =
      words.size + 3 * [...words].filter((one) => known.has(one)).length - (filled.length - words.size);
    if (points > best.points) best = { row, points };
  }
  return best.row;
}
