import { describe, expect, it } from 'vitest';
import { FanOut } from './fan-out.js';

function screen(scope: string[], backlog = 0) {
  const chunks: Buffer[] = [];
  let ended = false;
  return {
    viewer: { id: `sees ${scope.join(' ')}`, scope },
    session: scope.join(' '),
    backlog: () => backlog,
    write: (chunk: Buffer) => void chunks.push(chunk),
    end: () => {
      ended = true;
    },
    chunks,
    get ended() {
      return ended;
    },
  };
}

const message = { type: 'system', change: 'loading' } as const;

describe('the live stream', () => {
  it.each([
    ['an event without region reaches everybody', [], [true, true, true]],
    ['an event of one town reaches those who may see the town', ['445224102'], [true, true, false]],
    [
      'an event of several towns reaches whoever sees one of them',
      ['445224100', '445224102'],
      [true, true, true],
    ],
    ['an event outside the county reaches only those without limit', ['US-OH'], [true, false, false]],
  ])('%s', (_, regions, expected) => {
    const screens = [screen(['*']), screen(['445224']), screen(['445224100'])];
    const fanOut = new FanOut();
    screens.forEach((one) => fanOut.add(one));
    fanOut.deliver({ regions, message });
    expect(screens.map(({ chunks }) => chunks.length === 1)).toEqual(expected);
  });

  it('gives an event of one person to that person alone', () => {
    const screens = [screen(['*']), screen(['445224'])];
    const fanOut = new FanOut();
    screens.forEach((one) => fanOut.add(one));
    fanOut.deliver({ regions: [], people: ['sees 445224'], message });
    expect(screens.map(({ chunks }) => chunks.length)).toEqual([0, 1]);
  });

  it('makes the text of an event once for all screens', () => {
    const screens = [screen(['*']), screen(['*'])];
    const fanOut = new FanOut();
    screens.forEach((one) => fanOut.add(one));
    fanOut.deliver({ regions: [], message });
    expect(screens[0]?.chunks[0]).toBe(screens[1]?.chunks[0]);
    expect(screens[0]?.chunks[0]?.toString()).toBe('data: {"type":"system","change":"loading"}\n\n');
  });

  it('cuts off a screen that no longer takes anything', () => {
    const slow = screen(['*'], 2_000_000);
    const fanOut = new FanOut();
    fanOut.add(slow);
    fanOut.beat();
    expect([slow.ended, slow.chunks.length, fanOut.size]).toEqual([true, 0, 0]);
  });

  it('ends the screens of sessions that are over, and no screen that was opened meanwhile', () => {
    const [over, stays, fresh] = [screen(['445224']), screen(['*']), screen(['445224100'])];
    const fanOut = new FanOut();
    [over, stays].forEach((one) => fanOut.add(one));
    const asked = fanOut.sessions();
    fanOut.add(fresh);
    fanOut.keep(asked, new Set(['*']));
    expect([over.ended, stays.ended, fresh.ended, fanOut.size]).toEqual([true, false, false, 2]);
  });

  it('leaves out a screen that went away', () => {
    const gone = screen(['*']);
    const fanOut = new FanOut();
    fanOut.add(gone)();
    fanOut.beat();
    expect(gone.chunks).toEqual([]);
  });
});
