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
    definition: { zh: '按文本指纹去重后的负面信息条数。', en: 'Negative posts, equal texts counted once.' },
  },
  {
    code: 'PO02',
    name: { zh: '传播量', en: 'Reach' },
    family: 'opinion',
    unit: 'views',
    grains: ['event'],
    frequency: 'daily',
    direction: 'up',
    definition: { zh: '阅读量与转发量之和。', en: 'Reads plus shares.' },
  },
  {
    code: 'PO03',
    name: { zh: '传播增速', en: 'Growth of reach' },
    family: 'opinion',
    unit: 'percent',
    grains: ['event'],
    frequency: 'daily',
    direction: 'up',
    definition: { zh: '24小时传播量增幅。', en: 'Growth of reach over 24 hours.' },
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
