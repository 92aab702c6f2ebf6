import { openLiveHub } from '@miaotou/queue';
import type { LiveHub } from '@miaotou/queue';
import { testRedis } from '@miaotou/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

type Event = Parameters<LiveHub['publish']>[0];

const event: Event = {
  regions: ['445224100'],
  message: { type: 'import', batchId: '7', state: 'landing', done: 3, total: null },
};

const sides: [string, () => Promise<string | null>][] = [
  ['within the process', () => Promise.resolve(null)],
  ['over Redis', testRedis],
];

describe.each(sides)('live push %s', (_name, makeStore) => {
  let hub: LiveHub;
  beforeEach(async () => {
    hub = await openLiveHub({ redisUrl: await makeStore() });
  });
  afterEach(() => hub.close());

  test('reaches every listener with what was published, in order', async () => {
    const heard: [Event[], Event[]] = [[], []];
    for (const list of heard) hub.subscribe((one) => list.push(one));
    const second: Event = { regions: [], message: { type: 'system', change: 'loading' } };
    hub.publish(event);
    hub.publish(second);
    await expect
      .poll(() => heard, { timeout: 5_000 })
      .toEqual([
        [event, second],
        [event, second],
      ]);
  });

  test('is heard no more after the listener went away', async () => {
    const gone: Event[] = [];
    const stays: Event[] = [];
    hub.subscribe((one) => gone.push(one))();
    hub.subscribe((one) => stays.push(one));
    hub.publish(event);
    await expect.poll(() => stays, { timeout: 5_000 }).toEqual([event]);
    expect(gone).toEqual([]);
  });
});

test('over Redis what one process publishes, another hears', async () => {
  const redisUrl = await testRedis();
  const [one, other] = await Promise.all([openLiveHub({ redisUrl }), openLiveHub({ redisUrl })]);
  const heard: Event[] = [];
  other.subscribe((each) => heard.push(each));
  one.publish(event);
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual([event]);
  await Promise.all([one.close(), other.close()]);
});
