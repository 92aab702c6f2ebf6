import { describe, expect, it } from 'vitest';
import { mayPass } from './sql-state.js';

const coded = (fields: Record<string, unknown>, message = 'failed'): Error =>
  Object.assign(new Error(message), fields);

describe('whether a failed statement may succeed later', () => {
  it.each([
    { name: 'the server is shutting down', error: coded({ code: '57P01' }), expected: true },
    { name: 'too many connections', error: coded({ code: '53300' }), expected: true },
    { name: 'a lost race between two transactions', error: coded({ code: '40001' }), expected: true },
    { name: 'a deadlock', error: coded({ code: '40P01' }), expected: true },
    { name: 'nobody listens', error: coded({ code: 'ECONNREFUSED', syscall: 'connect' }), expected: true },
    {
      name: 'the socket file is not there',
      error: coded({ code: 'ENOENT', syscall: 'connect' }),
      expected: true,
    },
    { name: 'a connection cut', error: coded({}, 'Connection terminated unexpectedly'), expected: true },
    { name: 'a double key', error: coded({ code: '23505' }), expected: false },
    { name: 'a wrong statement', error: coded({ code: '42601' }), expected: false },
    { name: 'a file that is not there', error: coded({ code: 'ENOENT', syscall: 'open' }), expected: false },
    { name: 'something else', error: new Error('no'), expected: false },
    { name: 'no error at all', error: 'no', expected: false },
  ])('$name: $expected', ({ error, expected }) => {
    expect(mayPass(error)).toBe(expected);
    expect(mayPass(new Error('query failed', { cause: error }))).toBe(expected);
  });
});
