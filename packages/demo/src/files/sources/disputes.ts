import { addDays, addMonths } from '@miaotou/domain';
import { type ArbitrationCase, type County, type Random } from '../../ground/index.js';
import { chunksOf, within, type Chunk } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { numbered } from '../numbering.js';

/** Cases of a chunk, and those of the half year before it that were closed meanwhile and so are listed anew. */
function listed(cases: readonly ArbitrationCase[], chunk: Chunk): ArbitrationCase[] {
  const before = { ...chunk, from: addMonths(chunk.from, -6), to: chunk.from };
  const closedNow = within(cases, before, ({ receivedOn }) => receivedOn).filter(
    ({ closedOn }) => closedOn >= chunk.from && closedOn < chunk.to,
  );
  return [...closedNow, ...within(cases, chunk, ({ receivedOn }) => receivedOn)];
}

/** Registers of the arbitration institute; a case is listed again when it has been closed. */
export function disputeFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const cases = county.happenings.cases;
  const numbers = numbered(
    cases,
    ({ receivedOn }) => receivedOn,
    (year, n) => `惠来劳人仲案字〔${year}〕${n}号`,
  );
  return chunksOf(county, { tail: 2, delay: 7, running: true }).flatMap((chunk) => {
    const rows = listed(cases, chunk);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'disputes',
        layout: 'arbitration-cases',
        fileName: `仲裁案件登记表${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        title: '惠来县劳动人事争议仲裁案件登记表',
        planted,
        columns: [
          { header: '序号' },
          { header: '案号' },
          { header: '收件日期', role: 'day' },
          { header: '立案日期', role: 'day' },
          { header: '申请人' },
          { header: '申请人类型' },
          { header: '劳动者人数' },
          { header: '被申请人', role: 'name' },
          { header: '统一社会信用代码', role: 'uscc' },
          { header: '案由' },
          { header: '涉案金额', role: 'money' },
          { header: '是否集体' },
          { header: '是否农民工' },
          { header: '结案日期', role: 'day', group: '结案情况' },
          { header: '结案方式', group: '结案情况' },
          { header: '送达日期', role: 'day', group: '结案情况' },
          { header: '是否起诉', group: '结案情况' },
        ],
        rows: rows.map((item, i) => {
          const closed = item.closedOn < chunk.to;
          const served = addDays(item.closedOn, 4);
          return [
            i + 1,
            numbers.get(item) ?? '',
            { day: item.receivedOn },
            item.acceptedOn < chunk.to ? { day: item.acceptedOn } : '',
            item.applicant,
            '劳动者',
            item.workers,
            item.employer.name,
            item.employer.uscc,
            item.cause,
            { fen: item.amount },
            item.collective ? '是' : '否',
            item.migrant ? '是' : '否',
            closed ? { day: item.closedOn } : '',
            closed ? item.closeReason : '',
            closed && served < chunk.to ? { day: served } : '',
            closed ? (item.sued ? '是' : '否') : '',
          ];
        }),
      }),
    ];
  });
}
