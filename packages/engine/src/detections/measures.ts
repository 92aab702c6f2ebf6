import type { DetectionMeasure, SeriesKind, SeriesSubject } from '@miaotou/contracts';
import { findIndustrySection, findRegion } from '@miaotou/domain';
import type { Bilingual, EventKind } from '@miaotou/domain';

/** What a measure counts, and how it is said. */
export interface Measure {
  readonly name: Bilingual;
  /** Of which kinds of event; every source of one of them must have told of a period. */
  readonly kinds: readonly EventKind[];
  /** Counted thing after a number: 14 件, 14 complaints. */
  readonly unit: Bilingual;
}

const reports = ['complaint', 'petition', 'arbitration-case', 'mediation-case', 'court-case'] as const;

/** The measures by name. */
export const measures: Readonly<Record<DetectionMeasure, Measure>> = {
  complaints: {
    name: { zh: '投诉举报', en: 'Complaints' },
    kinds: ['complaint'],
    unit: { zh: '件', en: 'complaints' },
  },
  petitions: {
    name: { zh: '信访', en: 'Petitions' },
    kinds: ['petition'],
    unit: { zh: '件', en: 'petitions' },
  },
  cases: {
    name: { zh: '调解仲裁诉讼案件', en: 'Cases' },
    kinds: ['arbitration-case', 'mediation-case', 'court-case'],
    unit: { zh: '件', en: 'cases' },
  },
  people: {
    name: { zh: '涉及人数', en: 'People involved' },
    kinds: reports,
    unit: { zh: '人', en: 'people involved in disputes' },
  },
  opinion: {
    name: { zh: '负面舆情', en: 'Negative posts' },
    kinds: ['opinion'],
    unit: { zh: '条', en: 'negative posts' },
  },
  collective: {
    name: { zh: '停工聚集与集体访', en: 'Stoppages and collective visits' },
    kinds: ['stoppage', 'petition'],
    unit: { zh: '起', en: 'stoppages and collective visits' },
  },
};

/** How every measure counts. */
export const countedNote: Bilingual = {
  zh: '按纠纷关联后计数：同一纠纷在多个渠道反映的只计一次，计在最早反映之日；以截至所示时点已知的数据为准。',
  en: 'Counted after linking: a matter that came by several channels counts once, on the day of its first report, as far as was known at the moment shown.',
};

const county: Bilingual = { zh: '全县', en: 'The county' };
const unknownPlace: Bilingual = { zh: '地区不明', en: 'Region unknown' };

function regionName(code: string): Bilingual {
  return findRegion(code)?.name ?? (code === '' ? unknownPlace : { zh: code, en: code });
}

function sectionName(letter: string): Bilingual {
  return findIndustrySection(letter)?.name ?? { zh: letter, en: letter };
}

/** The parts of a subject's id: its region and its section of industry. */
export function partsOf(
  kind: SeriesKind,
  id: string,
): { readonly region: string; readonly industry: string } {
  switch (kind) {
    case 'county':
      return { region: '', industry: '' };
    case 'town':
      return { region: id, industry: '' };
    case 'industry':
      return { region: '', industry: id };
    case 'industry-town': {
      const [region = '', industry = ''] = id.split('/');
      return { region, industry };
    }
  }
}

/** Whose series it is, by name. */
export function subjectOf(kind: SeriesKind, id: string): SeriesSubject {
  const { region, industry } = partsOf(kind, id);
  const names: Bilingual[] = [
    ...(kind === 'town' || kind === 'industry-town' ? [regionName(region)] : []),
    ...(industry === '' ? [] : [sectionName(industry)]),
  ];
  const name =
    kind === 'county'
      ? county
      : { zh: names.map(({ zh }) => zh).join(''), en: names.map(({ en }) => en).join(', ') };
  return { kind, id, name, region, industry };
}
