import type { Indicator } from './indicator.js';

/** Public opinion 社会舆情. */
export const opinionIndicators = [
  {
    code: 'PO01',
    name: { zh: '负面信息条数', en: 'Negative posts' },
    family: 'opinion',
    unit: 'posts',
    grains: ['employer', 'event'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '按文本指纹去重后的负面信息条数：同一单位、同一地点的相同文字只计一条。',
      en: 'Negative posts; equal texts on the same employer and place are counted once.',
    },
  },
  {
    code: 'PO02',
    name: { zh: '传播量', en: 'Reach' },
    family: 'opinion',
    unit: 'views',
    grains: ['event'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '当日最后一次监测时的阅读量与转发量之和；当日未监测的没有数值。',
      en: 'Reads plus shares as last seen on the day; no value where nobody looked.',
    },
  },
  {
    code: 'PO03',
    name: { zh: '传播增速', en: 'Growth of reach' },
    family: 'opinion',
    unit: 'percent',
    grains: ['event'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '当日最后一次监测的传播量比至少24小时前的一次增长的幅度。',
      en: 'Growth of reach from a look at least 24 hours earlier to the last look of the day.',
    },
  },
  {
    code: 'PO04',
    name: { zh: '敏感词强度', en: 'Weight of alarming words' },
    family: 'opinion',
    unit: 'score',
    grains: ['event'],
    frequency: 'daily',
    direction: 'up',
    definition: {
      zh: '讨薪、罢工、跳楼、堵门、跑路等词的强度得分。',
      en: 'Score of words such as wage demand, strike, jump, blockade, absconding.',
    },
  },
  {
    code: 'PO05',
    name: { zh: '媒体层级', en: 'Level of the media' },
    family: 'opinion',
    unit: 'rank',
    grains: ['event'],
    frequency: 'event',
    direction: 'up',
    definition: {
      zh: '1自媒体，2地方，3省级，4全国。',
      en: '1 self-media, 2 local, 3 provincial, 4 national.',
    },
  },
  {
    code: 'PO06',
    name: { zh: '首次响应时长', en: 'Time to first response' },
    family: 'opinion',
    unit: 'hours',
    grains: ['event'],
    frequency: 'event',
    direction: 'up',
    definition: {
      zh: '自首次发布到首次回应的小时数。',
      en: 'Hours from first publication to the first response.',
    },
  },
] as const satisfies readonly Indicator[];
