import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeUscc, openTestLanding } from './fixture.js';
import type { TestLanding } from './fixture.js';

let county: TestLanding;
beforeAll(async () => {
  county = await openTestLanding();
}, 120_000);
afterAll(async () => {
  await county.records.close();
});

const viewer = { id: '1', username: 'intake', displayName: '收件', role: 'intake' as const, scope: ['*'] };
const resolve = (...written: { uscc?: string; name: string; place?: string }[]) =>
  county.employers.resolve(
    written.map(({ uscc = null, name, place = '葵潭镇' }, index) => ({
      ident: String(index),
      uscc,
      name,
      place,
    })),
    { batchId: 1, layoutRegion: '', ask: true },
  );

test('code, then exact name and place, then alias; a similar name is asked about and never merged', async () => {
  const uscc = madeUscc(900);
  const settled = await resolve(
    { uscc, name: '惠来县午马鞋业有限公司' },
    { name: '惠来县午马鞋业有限责任公司' },
    { uscc: uscc.toLowerCase(), name: '午马制鞋厂' },
  );
  const subjects = new Map(settled.map((one) => [one.ident, one.subject]));
  expect(new Set(subjects.values()).size).toBe(1);
  const [byAlias, elsewhere, similar, unknown, nobody] = await Promise.all([
    resolve({ name: '午马制鞋厂' }),
    resolve({ name: '惠来县午马鞋业有限公司', place: '隆江镇' }),
    resolve({ name: '午马鞋业股份有限公司' }),
    resolve({ name: '惠来未羊饭店' }),
    resolve({ name: '' }),
  ]);
  expect(byAlias?.[0]?.subject).toBe(subjects.get('0'));
  expect(elsewhere?.[0]?.subject).toMatch(/^pending:/);
  expect(similar?.[0]?.subject).toMatch(/^pending:/);
  expect(unknown?.[0]?.subject).toMatch(/^\d+$/);
  expect(nobody?.[0]?.subject).toBe('');
});

test('an answer moves the rows to the employer, takes them back under the pending name, and holds from then on', async () => {
  const header =
    '登记编号,登记日期,投诉人,身份证号,银行卡号,被投诉单位,统一社会信用代码,所属乡镇,人数,涉及金额';
  await county.bring(
    'complaints',
    'q.csv',
    `${header}\nQ-1,2026-06-01,,,,惠来申猴电子有限公司,${madeUscc(901)},葵潭镇,3,\n`,
  );
  await county.bring('complaints', 'r.csv', `${header}\nQ-2,2026-06-02,,,,申猴电子股份有限公司,,葵潭镇,4,\n`);
  const page = await county.employers.questions({ page: 1, pageSize: 50, state: 'open' }, viewer);
  const question = page.items.find((one) => one.name === '申猴电子股份有限公司');
  expect(question).toMatchObject({ reason: 'similar-name', rows: 1 });
  const employerId = question?.candidates[0]?.employerId ?? '';
  county.now = new Date('2026-06-11T02:00:00Z');
  await county.employers.answer(question?.id ?? '', { employerId }, viewer);
  const standing = await county.ask(
    `SELECT employer_id, event_id FROM (SELECT employer_id, event_id, argMax(retracted, observed_at) AS gone FROM miaotou.events GROUP BY employer_id, event_id) WHERE gone = 0 ORDER BY event_id`,
  );
  expect(standing).toEqual([
    { employer_id: employerId, event_id: 'test-register:Q-1' },
    { employer_id: employerId, event_id: 'test-register:Q-2' },
  ]);
  expect(await county.employers.finishAnswers()).toBe(0);
  await expect(county.employers.answer(question?.id ?? '', { employerId }, viewer)).rejects.toMatchObject({
    code: 'question-answered',
  });
  expect((await resolve({ name: '申猴电子股份有限公司' }))[0]?.subject).toBe(employerId);
});
