import { PermanentError, StaleError, TransientError } from '@miaotou/engine';
import { describe, expect, test } from 'vitest';
import { outcomeOf, untilReturned } from './attempt.js';
import type { JobOutcome } from './jobs.js';

const text = { zh: '不行', en: 'no' };
const running = () => new AbortController().signal;
const warehouseRefusal = Object.assign(new Error('syntax'), { kind: 'permanent' });
const warehouseBusy = Object.assign(new Error('memory'), { kind: 'transient' });

describe('what a thrown error makes of a try', () => {
  const cases: [string, unknown, AbortSignal, boolean, JobOutcome][] = [
    ['a permanent error ends the job', new PermanentError('invalid', 'x', text), running(), false, 'failed'],
    ['a refusal of the engine ends the job', warehouseRefusal, running(), false, 'failed'],
    ['a busy engine is asked again', warehouseBusy, running(), false, 'retry'],
    ['a transient error is tried again', new TransientError('cut'), running(), false, 'retry'],
    ['a transient error on the last try ends the job', new TransientError('cut'), running(), true, 'failed'],
    ['an unknown error is tried again', new Error('?'), running(), false, 'retry'],
    ['something thrown that is no error is tried again', 'text', running(), false, 'retry'],
    ['stale work ends quietly, also on the last try', new StaleError('done'), running(), true, 'stale'],
    [
      'a cancelled job is cancelled whatever it throws',
      new Error('?'),
      AbortSignal.abort('cancelled'),
      false,
      'cancelled',
    ],
    [
      'a job stopped by the shutdown goes back',
      new PermanentError('invalid', 'x', text),
      AbortSignal.abort('shutdown'),
      true,
      'returned',
    ],
  ];
  test.each(cases)('%s', (_name, error, signal, last, outcome) => {
    expect(outcomeOf(error, signal, last)).toBe(outcome);
  });
});

describe('a try that goes on after it was told to stop', () => {
  const deaf = () => new Promise<string>((done) => setTimeout(() => done('done'), 150));

  test.each([
    ['is given up on a shutdown, so that its job goes back', 'shutdown', 20, 'the program ends'],
    ['is waited for on a shutdown when it ends in time', 'shutdown', 1_000, null],
    ['is waited for on a cancel: it cleans up after itself', 'cancelled', 20, null],
  ])('%s', async (_name, reason, afterMs, refusal) => {
    for (const signal of [AbortSignal.abort(reason), abortedSoon(reason)]) {
      const ended = untilReturned(deaf(), signal, afterMs).catch((error: Error) => error.message);
      expect(await ended).toContain(refusal ?? 'done');
    }
  });

  function abortedSoon(reason: string): AbortSignal {
    const control = new AbortController();
    setTimeout(() => control.abort(reason), 10);
    return control.signal;
  }

  test('leaves nothing to wait for once it ended', async () => {
    const control = new AbortController();
    expect(await untilReturned(Promise.resolve('done'), control.signal, 20)).toBe('done');
    control.abort('shutdown');
    await expect(untilReturned(Promise.reject(new Error('own')), control.signal, 20)).rejects.toThrow('own');
  });
});
