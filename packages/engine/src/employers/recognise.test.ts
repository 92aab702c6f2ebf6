import { describe, expect, it } from 'vitest';
import type { AliasRecord, EmployerRecord } from './ports.js';
import { nobodyKey, readIdentity, recogniseEmployer } from './recognise.js';
import type { Known } from './recognise.js';
import { rowsWriting, writtenAs } from './written-as.js';

const longjiang = '445224110';
const shenquan = '445224107';
const code = '91350100M000100Y43';
const syntheticCode = '91350100M000100Y51';

function employer(id: number, name: string, patch: Partial<EmployerRecord> = {}): EmployerRecord {
  const { normal, core } = readIdentity({ ident: '', uscc: null, name, place: null }, '');
  return {
    id,
    uscc: null,
    name,
    nameNormal: normal,
    nameCore: core,
    region: longjiang,
    heirId: null,
    ...patch,
  };
}
function grouped<T>(all: readonly T[], of: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(of(one), [...(groups.get(of(one)) ?? []), one]);
  return groups;
}
function knownOf(
  employers: readonly EmployerRecord[],
  aliases: readonly AliasRecord[] = [],
  nobodies: string[] = [],
): Known {
  return {
    byUscc: new Map(employers.flatMap((one) => (one.uscc === null ? [] : [[one.uscc, one] as const]))),
    byName: grouped(employers, ({ nameNormal }) => nameNormal),
    byCore: grouped(employers, ({ nameCore }) => nameCore),
    aliases: grouped(aliases, ({ nameNormal }) => nameNormal),
    nobodies: new Set(nobodies),
  };
}
const read = (name: string, uscc: string | null = null, place = '隆江镇') =>
  readIdentity({ ident: '', uscc, name, place }, '');

const firm = employer(1, '惠来县甲乙制衣有限公司', { uscc: code });
const merged = employer(2, '惠来县丙丁制衣有限公司', { heirId: 1 });
const twin = employer(3, '惠来县戊己饭店');
const twinToo = employer(4, '惠来县戊己饭店');
const known = knownOf(
  [firm, merged, twin, twinToo],
  [{ employerId: 1, nameNormal: '甲乙服装厂', region: longjiang }],
  [nobodyKey({ nameNormal: '不详', region: longjiang })],
);

describe('a written employer is', () => {
  it.each([
    [
      'known by its code, whatever the name',
      read('别的名称有限公司', code),
      { kind: 'known', employerId: 1, reason: 'uscc' },
    ],
    [
      'known by name and town',
      read('惠来县甲乙制衣有限责任公司'),
      { kind: 'known', employerId: 1, reason: 'name' },
    ],
    [
      'known by name despite a bad code',
      read('惠来县甲乙制衣有限公司', `${code.slice(0, 17)}4`),
      { kind: 'known', employerId: 1 },
    ],
    [
      'the heir, where it was merged',
      read('惠来县丙丁制衣有限公司'),
      { kind: 'known', employerId: 1, reason: 'name' },
    ],
    ['known by another name', read('甲乙服装厂'), { kind: 'known', employerId: 1, reason: 'alias' }],
    [
      'asked about, where two bear the name',
      read('惠来县戊己饭店'),
      { kind: 'ask', reason: 'several-candidates', candidates: [3, 4] },
    ],
    [
      'asked about, where the core is alike',
      read('甲乙制衣股份有限公司'),
      { kind: 'ask', reason: 'similar-name', candidates: [1] },
    ],
    [
      'asked about, where the town is another',
      read('惠来县甲乙制衣有限公司', null, '神泉镇'),
      { kind: 'ask', candidates: [1] },
    ],
    [
      'asked about, where the code is one slip away',
      read('庚辛鞋厂', `${code.slice(0, 17)}4`),
      { kind: 'ask', reason: 'bad-uscc', candidates: [1] },
    ],
    ['new by name', read('壬癸食品有限公司'), { kind: 'new', reason: 'new-name' }],
    ['a branch of its own', read('惠来县甲乙制衣有限公司葵潭分公司'), { kind: 'new', reason: 'new-name' }],
    ['nobody, where a person said so', read('不详'), { kind: 'nobody', reason: 'not-an-employer' }],
    ['nobody without a name', read(''), { kind: 'nobody', reason: 'no-name' }],
    ['a natural person', read('陈某甲'), { kind: 'person', reason: 'natural-person' }],
    ['a natural person with a bad code too', read('陈某甲', '123'), { kind: 'person' }],
  ])('%s', (_, identity, expected) => {
    expect(recogniseEmployer(identity, known, true)).toMatchObject(expected);
  });

  it('never asked about in an archive, where names stand for themselves', () => {
    expect(recogniseEmployer(read('甲乙制衣股份有限公司'), known, false)).toMatchObject({ kind: 'new' });
    expect(recogniseEmployer(read('富士康', null, ''), known, false)).toMatchObject({ kind: 'new' });
  });

  it('a new one, where a merged employer comes with a code of its own', () => {
    const other = recogniseEmployer(
      read('惠来县丙丁制衣有限公司', '91350100M000100Y43'),
      knownOf([merged]),
      true,
    );
    expect(other).toMatchObject({ kind: 'new', reason: 'new-uscc' });
  });

  it.each([
    ['the one of its name, where the row tells the county alone', '惠来县寅卯渔业有限公司', '惠来县', 9],
    ['the one of its name, where the row tells the same town', '惠来县寅卯渔业有限公司', '隆江镇', 9],
    ['the one of its name, where the row tells no place', '惠来县寅卯渔业有限公司', '', 9],
    ['a new one, where the town is another', '惠来县寅卯渔业有限公司', '神泉镇', null],
    ['a new one, where the name bears no legal form', '惠来辰巳饭店', '惠来县', null],
    ['the one of its name and town without legal form', '惠来辰巳饭店', '隆江镇', 10],
    ['a new one, where the name bears no place', '辰巳贸易有限公司', '', null],
    ['a new one, where two bear the name', '惠来县午未食品有限公司', '惠来县', null],
    ['a new one, where the name has another code', '惠来县申酉电子有限公司', '惠来县', null],
  ])('with a code that nobody knows: %s', (_, name, place, employerId) => {
    const unregistered = knownOf([
      employer(9, '惠来县寅卯渔业有限公司'),
      employer(10, '惠来辰巳饭店'),
      employer(14, '辰巳贸易有限公司'),
      employer(11, '惠来县午未食品有限公司'),
      employer(12, '惠来县午未食品有限公司', { region: shenquan }),
      employer(13, '惠来县申酉电子有限公司', { uscc: syntheticCode }),
    ]);
    const identity = readIdentity({ ident: '', uscc: code, name, place }, place === '惠来县' ? '445224' : '');
    const expected =
      employerId === null
        ? { kind: 'new', reason: 'new-uscc' }
        : { kind: 'known', employerId, reason: 'name-registered', register: code };
    expect(recogniseEmployer(identity, unregistered, true)).toMatchObject(expected);
  });

  it('kept with a person’s name nowhere, also beside a code', () => {
    expect(recogniseEmployer(read('陈某甲', code), known, true)).toEqual({
      kind: 'known',
      employerId: 1,
      reason: 'uscc',
    });
  });
});

describe('a delivered row', () => {
  const spellings = { names: new Set(['甲乙服装厂']), usccs: new Set([code]) };
  it.each([
    ['writes a name', ['1', ' 甲乙服装厂 ', ''], { name: '甲乙服装厂', uscc: null }],
    ['writes a code', [code.toLowerCase(), '2026-01'], { name: null, uscc: code }],
    ['writes both', [code, '甲乙服装厂'], { name: '甲乙服装厂', uscc: code }],
    ['writes neither', ['甲乙服装', '甲乙服装厂的门口聚集了很多人'], { name: null, uscc: null }],
  ])('%s', (_, cells, expected) => {
    expect(writtenAs(cells, spellings)).toEqual(expected);
    const place = { batchId: 1, sheet: '', row: 2 };
    const writes = expected.name !== null || expected.uscc !== null;
    expect(rowsWriting([{ ...place, cells }], spellings)).toEqual(writes ? [place] : []);
  });
});

describe('a place that contradicts', () => {
  it('keeps two of one name apart', () => {
    const two = knownOf([employer(7, '子丑饭店'), employer(8, '子丑饭店', { region: shenquan })]);
    expect(recogniseEmployer(read('子丑饭店', null, '神泉镇'), two, true)).toMatchObject({ employerId: 8 });
    expect(recogniseEmployer(read('子丑饭店', null, ''), two, true)).toMatchObject({
      kind: 'ask',
      candidates: [7, 8],
    });
  });
});
