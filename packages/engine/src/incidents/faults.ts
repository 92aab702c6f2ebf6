import { unsignedStates } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import type { Executor } from '../shared/index.js';
import { begin } from './desk.js';
import type { IncidentsDeps } from './desk.js';
import { runs, stopClock } from '../response/index.js';
import type { Incident } from './incident.js';
import { systemEntry } from './incident.js';

const key = 'system:watchdog';
/** Told at once, day and night, and climbing; a red would ask for what only people's incidents have. */
const tier: AlertTier = 'orange';
const title = '系统运行故障';
const plan = 'RP-L';

/**
 * The product's own incident for faults that the watchdog found: made when there is none, joined by further faults, with
 * the clock of its tier, so that it climbs until somebody signs. Gives its number; the first call is the caller's.
 */
export async function raiseFaults(
  deps: IncidentsDeps,
  tx: Executor,
  faults: readonly Bilingual[],
  called: readonly string[],
  now: Date,
): Promise<number> {
  const { store } = deps;
  await store.lock(tx);
  const sentence = {
    zh: faults.map(({ zh }) => zh).join(''),
    en: faults.map(({ en }) => en).join(' '),
  };
  const [open] = await store.openByKeys(tx, [key]);
  if (open !== undefined) {
    await store.update(tx, [{ ...open, sentence, version: open.version + 1 }]);
    await store.tell(tx, [systemEntry(open.id, now, 'joined', 'watchdog', sentence)]);
    return open.id;
  }
  const [id] = await store.nextIds(tx, 1);
  if (id === undefined) throw new RangeError('no number for an incident');
  const made: Incident = {
    id,
    groupKey: key,
    title,
    employerId: null,
    region: '',
    tier,
    peakTier: tier,
    state: 'created',
    level: 'duty',
    sentence,
    plan,
    openedAt: now,
    startedAt: null,
    closedAt: null,
    holderId: null,
    signedAt: null,
    endedBy: null,
    offerTo: null,
    offerBy: null,
    offerAt: null,
    offerNote: null,
    round: 0,
    levels: null,
    heirId: null,
    version: 1,
  };
  await store.insert(tx, [made]);
  await store.update(tx, [await begin(deps, tx, made, now, false)]);
  await store.tell(tx, [systemEntry(id, now, 'opened', 'watchdog', sentence)]);
  await store.call(
    tx,
    called.map((personId) => ({ incidentId: id, personId, level: 'duty', at: now })),
  );
  return id;
}

/** The faults are over: an incident that nobody signed ends with them, a signed one is for its holder to close. */
export async function endFaults(deps: IncidentsDeps, tx: Executor, now: Date): Promise<void> {
  const { store, outbox } = deps;
  const [open] = await store.openByKeys(tx, [key]);
  if (open === undefined) return;
  const over = { zh: '看门狗再未发现故障。', en: 'The watchdog finds no fault any more.' };
  if (!unsignedStates.some((state) => state === open.state)) {
    await store.tell(tx, [systemEntry(open.id, now, 'eased', 'faults-over', over)]);
    return;
  }
  const clocks = await store.clocks(tx, [open.id]);
  await store.updateClocks(
    tx,
    clocks.filter(runs).map((clock) => ({ ...clock, ...stopClock(clock, now) })),
  );
  await outbox.withdraw(tx, String(open.id));
  await store.update(tx, [{ ...open, state: 'closed', closedAt: now, version: open.version + 1 }]);
  await store.tell(tx, [
    systemEntry(open.id, now, 'closed', 'faults-over', over, { fromState: open.state, toState: 'closed' }),
  ]);
}
