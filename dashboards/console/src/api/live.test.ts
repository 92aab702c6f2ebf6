import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLive, readLive, reconnectPauses, type Connection } from './live.js';

/** A stream of which the test says what happens on the line. */
class Line extends EventTarget {
  static readonly opened: Line[] = [];
  readonly CLOSED = 2;
  readyState = 0;
  closed = false;

  constructor() {
    super();
    Line.opened.push(this);
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  say(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  /** The browser keeps trying after a broken line and gives up after a refusal. */
  fail(refused: boolean): void {
    this.readyState = refused ? this.CLOSED : 0;
    this.dispatchEvent(new Event('error'));
  }
}

const raised = {
  type: 'alert',
  alertId: '7',
  change: 'raised',
  tier: 'red',
  sentence: { zh: '三险欠费', en: 'in arrears' },
};

describe('readLive', () => {
  it('reads a message of this version', () => {
    expect(readLive(JSON.stringify(raised))).toEqual({ type: 'alert', message: raised });
  });
  it('still knows what a message is about when it says more or less than this version expects', () => {
    expect(readLive('{"type":"alert","many":400}')).toEqual({ type: 'alert', message: null });
  });
  it.each(['', 'null', '{', '{"type":"weather"}', '[]'])('passes over %j', (data) => {
    expect(readLive(data)).toBeNull();
  });
});

describe('followLive', () => {
  const told: Connection[] = [];
  const heard: unknown[] = [];
  const follow = () =>
    followLive(
      {
        onConnection: (connection) => told.push(connection),
        onMessage: (type, message) => heard.push([type, message]),
      },
      () => new Line() as unknown as EventSource,
    );
  const last = () => {
    const line = Line.opened.at(-1);
    if (line === undefined) throw new Error('no line was opened');
    return line;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    heard.length = 0;
    Line.opened.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes on what is said', () => {
    const stop = follow();
    last().open();
    last().say(JSON.stringify(raised));
    expect([told, heard]).toEqual([['connecting', 'open'], [['alert', raised]]]);
    stop();
  });

  it('does not speak of a break that heals at once', () => {
    const stop = follow();
    last().open();
    last().fail(false);
    vi.advanceTimersByTime(1_000);
    last().open();
    vi.advanceTimersByTime(60_000);
    expect(told).not.toContain('lost');
    stop();
  });

  it('says that the line is lost when it stays broken', () => {
    const stop = follow();
    last().open();
    last().fail(false);
    vi.advanceTimersByTime(5_000);
    expect(told.at(-1)).toBe('lost');
    last().open();
    expect(told.at(-1)).toBe('open');
    stop();
  });

  it('tries again after a refusal, with growing pauses up to the longest', () => {
    const stop = follow();
    const pauses = [...reconnectPauses, reconnectPauses.at(-1) ?? 0];
    for (const [at, pause] of pauses.entries()) {
      last().fail(true);
      vi.advanceTimersByTime(pause - 1);
      expect(Line.opened).toHaveLength(at + 1);
      vi.advanceTimersByTime(1);
      expect(Line.opened).toHaveLength(at + 2);
    }
    stop();
  });

  it('is silent once stopped', () => {
    const stop = follow();
    stop();
    last().fail(true);
    vi.advanceTimersByTime(60_000);
    expect(Line.opened).toHaveLength(1);
    expect(last().closed).toBe(true);
    expect(told).toEqual(['connecting']);
  });
});
