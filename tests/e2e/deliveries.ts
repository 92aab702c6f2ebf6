import { dayOf } from '@miaotou/domain';
import type { Batch } from '@miaotou/contracts';
import type { Caller } from './product.js';

const orderColumns = [
  '工单编号',
  '受理时间',
  '渠道',
  '诉求类型',
  '诉求人',
  '联系电话',
  '诉求内容',
  '事发地址',
  '被反映主体',
  '承办单位',
  '派单时间',
  '办理时限',
  '办结时间',
  '办结状态',
  '是否重复',
  '满意度',
] as const;

/** One work order of the hotline as a line of its file; `cells` by header. */
export function orderLine(number: string, cells: Readonly<Record<string, string>> = {}): string {
  const row: Readonly<Record<string, string>> = {
    工单编号: number,
    受理时间: '2026-03-02 09:15:00',
    渠道: '语音',
    诉求类型: '投诉',
    诉求人: '测试人',
    联系电话: '13900000001',
    诉求内容: '反映单位拖欠工资',
    事发地址: '惠来县隆江镇',
    被反映主体: '浏览器测试用单位',
    承办单位: '县人社局',
    派单时间: '2026-03-02 10:00:00',
    办理时限: '2026-03-09 10:00:00',
    办结状态: '办理中',
    是否重复: '否',
    ...cells,
  };
  return orderColumns.map((column) => row[column] ?? '').join(',');
}

export const orderHeader = orderColumns.join(',');

/** A file of the hotline. */
export function orders(...lines: readonly string[]): Buffer {
  return Buffer.from(`${[orderHeader, ...lines].join('\r\n')}\r\n`);
}

/** A petition register with one visit of many people, registered today. */
export function collectiveVisit(number: string, persons: number, employer: string, place: string): Buffer {
  const header =
    '信访编号,登记时间,信访形式,信访人,人数,是否集体,问题属地,内容分类,反映内容,被反映单位,到访机关';
  const row = [
    number,
    dayOf(new Date()),
    '来访',
    '测试人',
    String(persons),
    '是',
    place,
    '劳动纠纷',
    '反映拖欠工资',
    employer,
    '惠来县信访局',
  ];
  return Buffer.from(`${header}\r\n${row.join(',')}\r\n`);
}

/** Waits until the product has said what became of a file. */
export async function ended(caller: Caller, batchId: string): Promise<Batch> {
  for (;;) {
    const batch = await caller.read<Batch>(`/imports/${batchId}`);
    if (['done', 'refused', 'failed', 'cancelled'].includes(batch.state)) return batch;
    await new Promise((next) => setTimeout(next, 200));
  }
}
