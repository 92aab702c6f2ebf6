import { mondayOf } from './claims.js';
import { readWorkbook } from './workbook.js';

/** Province names of the archive and their codes (GB/T 2260). */
const provinces: Readonly<Record<string, string>> = {
  Beijing: '11',
  Tianjin: '12',
  Hebei: '13',
  Shanxi: '14',
  'Inner Mongolia': '15',
  Liaoning: '21',
  Jilin: '22',
  Heilongjiang: '23',
  Shanghai: '31',
  Jiangsu: '32',
  Zhejiang: '33',
  Anhui: '34',
  Fujian: '35',
  Jiangxi: '36',
  Shandong: '37',
  Henan: '41',
  Hubei: '42',
  Hunan: '43',
  Guangdong: '44',
  Guangxi: '45',
  Hainan: '46',
  Chongqing: '50',
  Sichuan: '51',
  Guizhou: '52',
  Yunnan: '53',
  Tibet: '54',
  Shaanxi: '61',
  Gansu: '62',
  Qinghai: '63',
  Ningxia: '64',
  Xinjiang: '65',
};

const telling = [
  'Date',
  'Title',
  'Description',
  'Province',
  'Employer',
  'Participants',
  'Action Taken Involve',
  'Employee Demands Involve',
  'Response to Collective Action',
];

/** A row of the archive as this test reads it: the tier that pipelines/opinion/README.md gives it, in its words. */
export interface Stoppage {
  readonly day: string;
  readonly week: string;
  readonly year: string;
  readonly region: string;
  readonly tier: 'yellow' | 'orange' | 'red';
}

const includesAny = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.includes(word));

/** Red: a band from 100 on, a blockade, an injury, an arrest. Orange: a stopped line or police. Yellow: any other gathering. */
function tierOf(row: Readonly<Record<string, string>>): Stoppage['tier'] {
  const action = (row['Action Taken Involve'] ?? '').toLowerCase();
  const response = (row['Response to Collective Action'] ?? '').toLowerCase();
  const both = `${action}|${response}`;
  const jumped = /jump|leap|跳楼|跳樓/.test(action) && !/threat|威胁|扬言/.test(action);
  const many = /^100-1000 |^1000-10000 |^10000\+ /.test(row['Participants'] ?? '');
  const blocked = includesAny(action, ['block road', '堵', 'lock company building', 'cut off water']);
  const injured =
    jumped ||
    includesAny(both, [
      'beaten',
      'injured',
      'pepper spray',
      'open fire',
      'hit in the',
      '殴打',
      '打伤',
      '受伤',
      'suicide',
      '自杀',
    ]);
  const arrests = includesAny(response, ['arrest', 'taken away', '带走']);
  if (many || blocked || injured || arrests) return 'red';
  const stopped = includesAny(action.replace('not on strike', ''), [
    'strike',
    '罢工',
    '停工',
    'stop the construction',
  ]);
  return stopped || response.includes('police') ? 'orange' : 'yellow';
}

/** Counts one workbook without the product: what must be kept, and what cannot be. */
export function readStoppages(path: string): {
  rows: number;
  unplaced: number;
  repeated: number;
  kept: Stoppage[];
} {
  const all = readWorkbook(path).filter((row) => Object.values(row).some((cell) => cell.trim() !== ''));
  const seen = new Set<string>();
  const kept: Stoppage[] = [];
  let unplaced = 0;
  let repeated = 0;
  for (const row of all) {
    const region = provinces[(row['Province'] ?? '').trim()];
    const day = row['Date'] ?? '';
    if (region === undefined || !/^\d{4}-\d\d-\d\d$/.test(day) || (row['Title'] ?? '').trim() === '') {
      unplaced += 1;
      continue;
    }
    const identity = telling.map((column) => (row[column] ?? '').trim()).join('\u0001');
    if (seen.has(identity)) {
      repeated += 1;
      continue;
    }
    seen.add(identity);
    kept.push({ day, week: mondayOf(day), year: day.slice(0, 4), region, tier: tierOf(row) });
  }
  return { rows: all.length, unplaced, repeated, kept };
}

/** How many things share each key. */
export function tally<T>(things: readonly T[], key: (thing: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const thing of things) counts[key(thing)] = (counts[key(thing)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b)));
}
