import { addDays } from '@miaotou/domain';
import { type ArbitrationCase, type County, type Random } from '../../ground/index.js';
import { chunksOf, within, withEnded } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { numbered, padded } from '../numbering.js';
import { caseNumbers } from '../register-numbers.js';

/** Registers of the arbitration institute; a case is listed again when it has been closed. */
function arbitration(
  county: County,
  random: Random,
  planted: ReadonlySet<string>,
  numbers: ReadonlyMap<ArbitrationCase, string>,
): Delivery[] {
  const cases = county.happenings.cases;
  return chunksOf(county, { tail: 2, delay: 7, running: true }).flatMap((chunk) => {
    const rows = withEnded(
      cases,
      chunk,
      6,
      ({ receivedOn }) => receivedOn,
      ({ closedOn }) => closedOn,
    );
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
          { header: '申请人身份证号' },
          { header: '申请人电话' },
        ],
        rows: rows.map((item, i) => {
          const closed = item.closedOn < chunk.to;
          const served = addDays(item.closedOn, 4);
          return [
            i + 1,
            numbers.get(item) ?? '',
            { day: item.receivedOn },
            item.acceptedOn < chunk.to ? { day: item.acceptedOn } : '',
            item.applicant.name,
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
            item.applicant.idNumber,
            item.applicant.phone,
          ];
        }),
      }),
    ];
  });
}

function mediations(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const all = county.happenings.mediations;
  const numbers = numbered(
    all,
    ({ acceptedOn }) => acceptedOn,
    (year, n) => `惠劳调字${year}第${padded(n, 4)}号`,
  );
  return chunksOf(county, { tail: 2, delay: 8, running: true }).flatMap((chunk) => {
    const rows = withEnded(
      all,
      chunk,
      1,
      ({ acceptedOn }) => acceptedOn,
      ({ concludedOn }) => concludedOn,
    );
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'disputes',
        layout: 'mediation-register',
        fileName: `劳动争议调解登记表${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        title: '惠来县劳动争议调解登记表',
        planted,
        columns: [
          { header: '序号' },
          { header: '受理编号' },
          { header: '调解组织' },
          { header: '受理日期', role: 'day' },
          { header: '申请人' },
          { header: '劳动者人数' },
          { header: '用人单位', role: 'name' },
          { header: '统一社会信用代码', role: 'uscc' },
          { header: '所属乡镇', role: 'town' },
          { header: '争议事项' },
          { header: '涉及金额', role: 'money' },
          { header: '调结日期', role: 'day', group: '调解情况' },
          { header: '调解结果', group: '调解情况' },
        ],
        rows: rows.map((item, i) => {
          const closed = item.concludedOn < chunk.to;
          return [
            i + 1,
            numbers.get(item) ?? '',
            item.organisation,
            { day: item.acceptedOn },
            item.applicant,
            item.workers,
            item.employer.name,
            item.employer.uscc,
            item.employer.townName,
            item.cause,
            { fen: item.amount },
            closed ? { day: item.concludedOn } : '',
            closed ? item.outcome : '',
          ];
        }),
      }),
    ];
  });
}

/** Days from the end of an arbitration to the day on which the court takes the lawsuit in. */
const daysToCourt = 21;

function lawsuits(
  county: County,
  random: Random,
  planted: ReadonlySet<string>,
  arbitrated: ReadonlyMap<ArbitrationCase, string>,
): Delivery[] {
  const sued = county.happenings.cases.filter((item) => item.sued);
  const filedOn = ({ closedOn }: ArbitrationCase) => addDays(closedOn, daysToCourt);
  const numbers = numbered(sued, filedOn, (year, n) => `(${year})粤5224民初${n}号`);
  return chunksOf(county, { tail: 1, delay: 10, running: false }).flatMap((chunk) => {
    const rows = within(sued, chunk, filedOn);
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'disputes',
        layout: 'court-intake',
        fileName: `劳动争议一审收案表${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        title: '惠来县人民法院劳动争议一审收案情况',
        planted,
        columns: [
          { header: '序号' },
          { header: '法院案号' },
          { header: '收案日期', role: 'day' },
          { header: '用人单位名称', role: 'name' },
          { header: '单位所在乡镇', role: 'town' },
          { header: '所属行业' },
          { header: '案由' },
          { header: '劳动者人数' },
          { header: '标的额', role: 'money' },
          { header: '仲裁案号' },
        ],
        rows: rows.map((item, i) => [
          i + 1,
          numbers.get(item) ?? '',
          { day: filedOn(item) },
          item.employer.name,
          item.employer.townName,
          item.employer.industry.text,
          item.cause,
          item.workers,
          { fen: item.amount },
          arbitrated.get(item) ?? '',
        ]),
      }),
    ];
  });
}

/** Everything that the arbitration institute, the mediation organisations and the court sent. */
export function disputeFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const numbers = caseNumbers(county);
  return [
    ...arbitration(county, random, planted, numbers),
    ...mediations(county, random, planted),
    ...lawsuits(county, random, planted, numbers),
  ];
}
