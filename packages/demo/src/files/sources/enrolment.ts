import type { County, Random } from '../../ground/index.js';
import { chunksOf } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';

/** Size from which the fund lists an employer one by one. */
const listedFrom = 70;
/** Files of enrolment that the county holds: one of the months before, then one a month. */
const filesKept = 3;

/** Monthly sheets of enrolment: insured, struck off, employed, and how the contributions were assessed. */
export function enrolmentFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const listed = county.employers.filter(({ headcount }) => headcount >= listedFrom);
  const kept = chunksOf(county, { tail: 2, delay: 4, running: false }).slice(-filesKept);
  return kept.map((chunk) => {
    const words = random.fork(`enrolment ${chunk.from}`);
    const months = county.months.filter((month) => month >= chunk.from && month < chunk.to);
    return deliver(random, {
      source: 'social-insurance',
      layout: 'si-enrolment',
      fileName: `参保登记月报${chunk.label}.xlsx`,
      receivedOn: chunk.receivedOn,
      format: 'xlsx',
      title: '惠来县用人单位参保登记月报',
      planted,
      rates: { bad: 0.002, duplicate: 0.002 },
      columns: [
        { header: '序号' },
        { header: '统一社会信用代码', role: 'uscc' },
        { header: '单位名称', role: 'name' },
        { header: '所属乡镇', role: 'town' },
        { header: '统计月份' },
        { header: '参保人数', group: '参保情况' },
        { header: '减员人数', group: '参保情况' },
        { header: '用工人数' },
        { header: '核定方式' },
      ],
      rows: months
        .flatMap((month) => listed.map((employer) => ({ employer, month, at: county.months.indexOf(month) })))
        .map(({ employer, month, at }, i) => {
          const insured = county.happenings.insured[employer.index]?.[at] ?? 0;
          // The undeclared are few, and stay so for a month.
          const undeclared = !planted.has(employer.name) && words.chance(0.01);
          return [
            i + 1,
            employer.uscc,
            employer.name,
            employer.townName,
            { month },
            insured,
            county.happenings.separations[employer.index]?.[at] ?? 0,
            Math.round(insured * (1 + (employer.index % 7) / 20)),
            undeclared ? '按110%核定' : '自主申报',
          ];
        }),
    });
  });
}
