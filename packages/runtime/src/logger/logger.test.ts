import { expect, test } from 'vitest';
import { createLogger, withLogContext } from './logger.js';

function lines(work: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const written: string[] = [];
  work(createLogger({ level: 'info', destination: { write: (line) => written.push(line) } }));
  return written.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('lines carry the ids of the work they were written in, and only those', () => {
  const written = lines((logger) => {
    withLogContext({ requestId: 'r1' }, () => {
      withLogContext({ jobId: 'j1' }, () => logger.info('inner'));
      logger.info('outer');
    });
    logger.info('outside');
  });
  expect(written).toMatchObject([
    { requestId: 'r1', jobId: 'j1', level: 'info', msg: 'inner' },
    { requestId: 'r1' },
    {},
  ]);
  expect(written[1]).not.toHaveProperty('jobId');
  expect(written[2]).not.toHaveProperty('requestId');
});

test('passwords, tokens and cookies do not reach the log, at any of three depths', () => {
  const text = JSON.stringify(
    lines((logger) => {
      logger.info(
        { password: 'geheim', body: { token: 'geheim' }, req: { headers: { cookie: 'geheim' } } },
        'x',
      );
    }),
  );
  expect(text).not.toContain('geheim');
  expect(text).toContain('[redacted]');
});
