import { dayOf, neutraliseFormula } from '@miaotou/domain';
import { referenceHeader, rowReference, sheetsInOrder } from '../sources/index.js';
import type { House, QuarantineDeps } from './house.js';
import { nothingWaits } from './problems.js';
import type { QuarantineEntry, ReturnWorkbook } from './ports.js';
import { shownFaults } from './views.js';

const pageRows = 2_000;

/** The rows of one delivery that wait, as a workbook for the office that sent them. */
export type SendBack = (batchId: string) => Promise<{ readonly fileName: string; readonly bytes: Buffer }>;

const howTo = [
  '请在“数据”各表中直接改正标红的单元格，鼠标移到红格上可见原因；已遮蔽（*）的个人信息不必补填。',
  `请勿增删或调换列，也不要改动“${referenceHeader}”一列；不需改正的行可以整行删除。`,
  '改好后按原渠道送回本表即可，系统会逐行对应、重新检查，不会重复入库。',
] as const;

export function createSendBack(deps: QuarantineDeps, house: House): SendBack {
  const { quarantined, workbooks, clock, secret } = deps;

  async function waitingRows(batchId: number): Promise<QuarantineEntry[]> {
    const all: QuarantineEntry[] = [];
    for (let page = 1; ; page += 1) {
      const { items, total } = await quarantined.rows({ batchId }, { page, pageSize: pageRows });
      all.push(...items);
      if (items.length === 0 || all.length >= total) return all;
    }
  }

  return async (batchId) => {
    const batch = await house.batch(batchId);
    const rows = await waitingRows(batch.id);
    if (rows.length === 0) throw nothingWaits();
    const manifest = (await house.layouts()).of(batch.layout);
    const order = sheetsInOrder(batch);
    const sheets = order.flatMap((sheet, at): ReturnWorkbook['sheets'][number][] => {
      const own = rows.filter((row) => row.sheet === sheet);
      const headers = batch.headers[sheet] ?? [];
      if (own.length === 0) return [];
      return [
        {
          name: order.length === 1 ? '数据' : `数据-${sheet}`,
          headers: [...headers, referenceHeader],
          rows: own.map((entry) => ({
            cells: [
              ...headers.map((_, place) => neutraliseFormula(entry.cells[place] ?? '')),
              rowReference(secret, batch.id, at, entry.row),
            ],
            faults: shownFaults(manifest, headers, entry.faults).map(({ header, message }) => ({
              at: headers.indexOf(header),
              text: `${header}：${message.zh}`,
            })),
          })),
        },
      ];
    });
    const reasons = await quarantined.groups({ batchId: batch.id }, 50);
    const cover: [string, string][] = [
      ['报送单位', manifest?.office.name.zh ?? ''],
      ['报表', manifest?.name.zh ?? ''],
      ['文件', batch.fileName],
      ['送达日期', dayOf(batch.receivedAt)],
      ['退回日期', dayOf(clock.now())],
      ['总行数', String(batch.rows)],
      ['待更正行数', String(rows.length)],
      ...reasons.items.map(({ code, field, rows: count }): [string, string] => {
        const [fault] = shownFaults(manifest, [], [{ code, field, value: '' }]);
        return [`原因：${fault?.header ?? field}`, `${fault?.message.zh ?? code}（${count} 行）`];
      }),
      ...howTo.map((line, at): [string, string] => [at === 0 ? '填写说明' : '', line]),
    ];
    const bytes = await workbooks.write({ cover, sheets });
    return { fileName: `退回更正-${batch.fileName.replace(/\.[^.]+$/, '')}-${batch.id}.xlsx`, bytes };
  };
}
