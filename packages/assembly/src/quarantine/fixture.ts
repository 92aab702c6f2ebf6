import type { ImportSummary, QuarantineRow, ValueChange } from '@miaotou/contracts';
import { openTestLanding } from '../landing/fixture.js';
import type { TestLanding } from '../landing/fixture.js';

export const viewer = {
  id: '1',
  username: 'intake',
  displayName: '收件',
  role: 'intake' as const,
  scope: ['*'],
};
export const never = new AbortController().signal;
export const header =
  '登记编号,登记日期,投诉人,身份证号,银行卡号,被投诉单位,统一社会信用代码,所属乡镇,人数,涉及金额';
/** A row of the register; number of people and amount as the sender wrote them. */
export const line = (number: string, persons: string, amount: string): string =>
  `${number},2026-05-01,张三,445224199001011234,6222000011112222,惠来甲有限公司,,葵潭镇,${persons},${amount}`;

/** A mapping of amounts that are only about right. */
export const aboutAmounts = (from: string | null, change: ValueChange) => ({
  layout: 'test-register',
  reason: 'approximate-amount',
  field: 'amount',
  from,
  change,
});

/** A landing whose clock goes on with every step, and what is asked of it in these tests. */
export interface TestQuarantine {
  readonly county: TestLanding;
  /** Later than whatever was done before. */
  tick(): void;
  brought(...lines: readonly string[]): Promise<ImportSummary>;
  /** Runs every correction that was begun. */
  run(): Promise<ImportSummary[]>;
  rowsOf(batchId: string): Promise<QuarantineRow[]>;
  /** Amounts in fen of the events that stand. */
  amounts(): Promise<(readonly [string, number | null])[]>;
}

const standingEvents = `SELECT event_id, said FROM (
  SELECT event_id, argMax(amount_fen, (observed_at, batch_id)) AS said, argMax(retracted, (observed_at, batch_id)) AS gone
  FROM miaotou.events GROUP BY event_id) WHERE gone = 0 ORDER BY event_id`;

export async function openTestQuarantine(): Promise<TestQuarantine> {
  const county = await openTestLanding();
  let files = 0;
  let seconds = 0;
  const tick = () => {
    seconds += 1;
    county.now = new Date(Date.UTC(2026, 5, 10, 2, 0, seconds));
  };
  return {
    county,
    tick,
    async brought(...lines) {
      tick();
      files += 1;
      return county.bring('complaints', `q${files}.csv`, `${header}\n${lines.join('\n')}\n`);
    },
    async run() {
      tick();
      const summaries: ImportSummary[] = [];
      for (const id of county.queued.splice(0)) summaries.push(await county.run(id));
      return summaries;
    },
    rowsOf: async (batchId) => (await county.quarantine.ofBatch(batchId, { page: 1, pageSize: 200 })).items,
    amounts: async () =>
      (await county.ask(standingEvents)).map(
        ({ event_id, said }) => [String(event_id), said === null ? null : Number(said)] as const,
      ),
  };
}

/** The row with one text in place of another. */
export const retyped = (row: QuarantineRow, from: string, to: string) => ({
  ...row,
  cells: row.cells.map((cell) => (cell === from ? to : cell)),
});
