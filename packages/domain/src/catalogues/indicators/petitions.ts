import type { Indicator } from './indicator.js';

/** Petitions 信访处理. */
export const petitionIndicators = [
  {
    code: 'PE01',
    name: { zh: '劳动类信访件数', en: 'Labour petitions' },
    family: 'petitions',
    unit: 'items',
    grains: ['town', 'employer'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '劳动类信访登记件数；每件登记计一件，未与其他渠道合并。',
      en: 'Petitions registered on labour matters; each counts, before linking with other channels.',
    },
  },
  {
    code: 'PE02',
    name: { zh: '信访人次', en: 'Petitioners' },
    family: 'petitions',
    unit: 'person-times',
    grains: ['town', 'employer'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '劳动类信访的人次；同一人多次信访重复计算，未与其他渠道合并。',
      en: 'Person-times of labour petitions: who comes again counts again, before linking with other channels.',
    },
  },
  {
    code: 'PE03',
    name: { zh: '集体访批次', en: 'Collective visits' },
    family: 'petitions',
    unit: 'batches',
    grains: ['town', 'employer'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '五人以上来访的批次，未与其他渠道合并；人次另见PE02。',
      en: 'Visits of five or more persons, before linking with other channels; the persons themselves are in PE02.',
    },
  },
  {
    code: 'PE04',
    name: { zh: '越级访', en: 'Visits above the county' },
    family: 'petitions',
    unit: 'batches',
    grains: ['town', 'employer'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '到市、省或进京走访的批次，未与其他渠道合并。',
      en: 'Visits to the city, the province or Beijing, before linking with other channels.',
    },
  },
  {
    code: 'PE05',
    name: { zh: '重复信访率', en: 'Repeat petition rate' },
    family: 'petitions',
    unit: 'percent',
    grains: ['town'],
    frequency: 'weekly',
    direction: 'up',
    definition: {
      zh: '就同一事项再次信访的比例：登记为重复，或90日内同一人就同一单位再次信访。',
      en: 'Share of petitions that raise the same matter again: registered as a repeat, or by the same person on the same employer within 90 days.',
    },
  },
  {
    code: 'PE06',
    name: { zh: '信访按期办结率', en: 'Petitions closed in time' },
    family: 'petitions',
    unit: 'percent',
    grains: ['office'],
    frequency: 'daily',
    direction: 'down',
    definition: {
      zh: '近30日内办理期限（60日）届满的信访中按期办结的比例；同期15日告知期限届满的按期告知率一并列出。',
      en: 'Among petitions whose 60-day limit ended within the last 30 days, the share closed in time; beside it the share told of acceptance within 15 days.',
    },
  },
  {
    code: 'PE07',
    name: { zh: '导入仲裁监察件数', en: 'Led to arbitration or inspection' },
    family: 'petitions',
    unit: 'items',
    grains: ['office'],
    frequency: 'monthly',
    direction: 'none',
    definition: {
      zh: '分流导入仲裁或劳动保障监察程序的件数。',
      en: 'Petitions led into arbitration or labour inspection.',
    },
  },
] as const satisfies readonly Indicator[];
