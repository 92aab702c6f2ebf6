import type { Bilingual } from '../vocabulary/index.js';

/** Where a dispute of a type goes. */
export type DisputeForum = 'labour' | 'personnel' | 'mixed' | 'other';

/** A type of dispute 争议类型 in a list of two levels. */
export interface DisputeType {
  readonly code: string;
  /** Name in rule files and addresses. */
  readonly slug: string;
  readonly name: Bilingual;
  /** Code of the head type; null for a head. */
  readonly parent: string | null;
  /** `other` types look like labour disputes but are none, and are referred elsewhere. */
  readonly forum: DisputeForum;
  /** Whether a mediation agreement on it may be reviewed by arbitration 仲裁审查 (办案规则 §75). */
  readonly arbitrationReview: boolean;
  readonly note: Bilingual | null;
}

type Row = readonly [code: string, slug: string, zh: string, en: string, note?: Bilingual];

const labourRows: readonly Row[] = [
  [
    'D01',
    'labour-relation',
    '确认劳动关系',
    'Existence of a labour relation',
    { zh: '不能仲裁审查，可申请司法确认', en: 'No arbitration review; only judicial confirmation' },
  ],
  ['D02', 'contract', '订立、履行、变更劳动合同', 'Making, performing or changing a contract'],
  ['D0201', 'double-wage', '二倍工资', 'Double wages without written contract'],
  ['D0202', 'post-change', '变更岗位', 'Change of post'],
  ['D0203', 'service-term', '违约金和服务期', 'Penalty and service term'],
  ['D03', 'termination', '解除、终止劳动合同', 'Ending a contract'],
  ['D0301', 'unlawful-termination', '违法解除', 'Unlawful termination'],
  ['D0302', 'redundancy', '经济性裁员', 'Redundancy'],
  ['D0303', 'expiry', '终止', 'Expiry'],
  ['D04', 'dismissal', '除名、辞退、辞职、离职', 'Removal, dismissal, resignation, leaving'],
  ['D05', 'working-time', '工作时间', 'Working time', { zh: '可适用一裁终局', en: 'The award may be final' }],
  [
    'D06',
    'rest-and-leave',
    '休息休假',
    'Rest and leave',
    { zh: '可适用一裁终局', en: 'The award may be final' },
  ],
  ['D07', 'social-insurance', '社会保险', 'Social insurance'],
  [
    'D0701',
    'insurance-loss',
    '社会保险待遇损失赔偿',
    'Compensation for lost benefits',
    { zh: '可以仲裁', en: 'Arbitrable' },
  ],
  [
    'D0702',
    'insurance-arrears',
    '补缴社会保险费',
    'Payment of missing contributions',
    { zh: '转税务或监察处理', en: 'Goes to the tax bureau or to inspection' },
  ],
  [
    'D0703',
    'insurance-payout',
    '经办机构发放待遇',
    'Benefits paid by the agency',
    { zh: '不属于劳动争议', en: 'Not a labour dispute' },
  ],
  ['D08', 'welfare', '福利', 'Welfare'],
  ['D09', 'training', '培训', 'Training'],
  ['D10', 'labour-protection', '劳动保护', 'Labour protection'],
  ['D11', 'remuneration', '劳动报酬', 'Remuneration'],
  ['D1101', 'unpaid-wages', '拖欠工资', 'Wages unpaid'],
  ['D1102', 'wage-deduction', '克扣工资', 'Wages docked'],
  ['D1103', 'overtime-pay', '加班费', 'Overtime pay'],
  ['D1104', 'minimum-wage', '低于最低工资', 'Pay below the minimum wage'],
  ['D1105', 'annual-leave-pay', '年休假工资', 'Pay for annual leave'],
  ['D12', 'work-injury', '工伤医疗费和工伤待遇', 'Work-injury costs and benefits'],
  [
    'D13',
    'severance',
    '经济补偿',
    'Severance pay',
    { zh: '含竞业限制补偿', en: 'Includes compensation for non-competition' },
  ],
  ['D14', 'compensation', '赔偿金', 'Compensation'],
  ['D15', 'non-competition', '竞业限制和保密', 'Non-competition and secrecy'],
  [
    'D16',
    'collective-contract',
    '履行集体合同',
    'Performing a collective contract',
    { zh: '由三方仲裁庭处理', en: 'Heard by a tripartite tribunal' },
  ],
  ['D24', 'over-age', '超龄用工四类争议', 'Four matters of over-age workers'],
];

const personnelRows: readonly Row[] = [
  [
    'D20',
    'contract-civil-servant',
    '聘任制公务员聘任合同',
    'Contract of a civil servant',
    { zh: '申请期限60日', en: 'To be filed within 60 days' },
  ],
  ['D21', 'institution-personnel', '事业单位人事争议', 'Personnel dispute of an institution'],
  ['D22', 'organisation-personnel', '社会团体人事争议', 'Personnel dispute of a social organisation'],
  ['D23', 'army-civilian', '军队文职聘用合同', 'Contract of army civilian staff'],
];

const mixedRows: readonly Row[] = [
  [
    'D25',
    'platform-work',
    '新就业形态劳动纠纷',
    'Dispute of platform work',
    { zh: '报酬、奖惩、休息、职业伤害；未必是劳动关系', en: 'May not rest on a labour relation' },
  ],
];

const otherRows: readonly Row[] = [
  ['N01', 'housing-fund', '住房公积金', 'Housing fund'],
  [
    'N02',
    'works-payment',
    '工程款和劳务合同',
    'Works payment and service contract',
    { zh: '民事纠纷；注意以工程款名义讨薪', en: 'Civil; watch for wages claimed as works payment' },
  ],
  ['N03', 'domestic-help', '家政、个体帮工、农村承包户雇工', 'Domestic help and private hire'],
  ['N04', 'disability-assessment', '劳动能力鉴定结论异议', 'Objection to a capacity assessment'],
];

const LEVEL_ONE_LENGTH = 3;
/** Types whose mediation agreements arbitration does not review. */
const notReviewed: ReadonlySet<string> = new Set(['D01']);
/** Types inside a labour head that are themselves no labour dispute. */
const referred: ReadonlySet<string> = new Set(['D0703']);

function typesOf(rows: readonly Row[], forum: DisputeForum): DisputeType[] {
  return rows.map(([code, slug, zh, en, note]) => {
    const own: DisputeForum = referred.has(code) ? 'other' : forum;
    return {
      code,
      slug,
      name: { zh, en },
      parent: code.length > LEVEL_ONE_LENGTH ? code.slice(0, LEVEL_ONE_LENGTH) : null,
      forum: own,
      arbitrationReview: own !== 'other' && !notReviewed.has(code),
      note: note ?? null,
    };
  });
}

/** All dispute types, heads before their sub-types. */
export const disputeTypes: readonly DisputeType[] = [
  ...typesOf(labourRows, 'labour'),
  ...typesOf(personnelRows, 'personnel'),
  ...typesOf(mixedRows, 'mixed'),
  ...typesOf(otherRows, 'other'),
];

/** A dispute type by code or slug, or null. */
export function findDisputeType(codeOrSlug: string): DisputeType | null {
  return disputeTypes.find((type) => type.code === codeOrSlug || type.slug === codeOrSlug) ?? null;
}
