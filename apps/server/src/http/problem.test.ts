import { PermanentError, StaleError, TransientError } from '@miaotou/engine';
import { NotFoundException } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { describe, expect, it } from 'vitest';
import { ProblemSchema } from '@miaotou/contracts';
import { answerOf } from './problem.js';

const text = { zh: '不行', en: 'no' };
const withStatus = (statusCode: number) => Object.assign(new Error('framework secret'), { statusCode });

describe('a failed request', () => {
  it.each([
    ['invalid input', new PermanentError('invalid', 'x', text), 400, 'x', false],
    ['not signed in', new PermanentError('unauthenticated', 'x', text), 401, 'x', false],
    ['not allowed', new PermanentError('forbidden', 'x', text), 403, 'x', false],
    ['not there', new PermanentError('not-found', 'x', text), 404, 'x', false],
    ['changed meanwhile', new PermanentError('conflict', 'x', text), 409, 'x', false],
    ['too large', new PermanentError('too-large', 'x', text), 413, 'x', false],
    ['too many', new PermanentError('too-many', 'x', text), 429, 'x', false],
    ['an address that is not there', new NotFoundException('secret'), 404, 'not-found', false],
    ['too many sign-ins', new ThrottlerException(), 429, 'too-many', false],
    ['a body over the limit', withStatus(413), 413, 'too-large', false],
    ['an odd refusal of the framework', withStatus(418), 418, 'bad-request', false],
    ['work overtaken', new StaleError('secret'), 409, 'stale', false],
    ['a passing fault', new TransientError('secret'), 503, 'unavailable', true],
    [
      'a passing fault of an engine',
      Object.assign(new Error('secret'), { kind: 'transient' }),
      503,
      'unavailable',
      true,
    ],
    ['anything else', new Error('secret'), 500, 'internal', true],
    ['a thrown text', 'secret', 500, 'internal', true],
  ])('for %s answers in the one form', (_, error, status, code, ours) => {
    const answer = answerOf(error, 'r-1');
    expect(answer).toMatchObject({ status, ours, body: { code, requestId: 'r-1' } });
    expect(ProblemSchema.safeParse(answer.body).success).toBe(true);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});
