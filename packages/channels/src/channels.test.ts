import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelSettings } from '@miaotou/contracts';
import type { Address, Dispatch, SendOutcome } from '@miaotou/engine';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserAuth, browserPublic, decrypted, vapidHolds } from './fixture.js';
import { createChannelSenders, makePushKeys } from './index.js';

/** What arrived at a receiver. */
interface Arrived {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
type Reply =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'hang'
  | 'cut';

const now = new Date('2026-11-23T02:00:00Z');
const loopback = ['127.0.0.0/8', '::1/128'];
const senders = createChannelSenders({ networks: loopback, contact: 'mailto:admin@example.org' });

let server: Server;
let site: string;
let arrived: Arrived[] = [];
let reply: (one: Arrived) => Reply = () => ({ status: 200, body: '{}' });

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const one = {
    url: new URL(request.url ?? '/', site),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
  arrived.push(one);
  const answer = reply(one);
  if (answer === 'hang') return;
  if (answer === 'cut') {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body ?? '');
}

const portOf = (listening: { address(): AddressInfo | string | null }): number => {
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
};

interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}
let mails: Mail[] = [];
/** Ends what hangs. */
let release = (): void => undefined;
let smtpReply: 'take' | 'later' | 'never' | 'hang' = 'take';
const smtp = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _, done) =>
    username === 'warn' && password === 'mail-secret'
      ? done(null, { user: username })
      : done(new Error('no')),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (smtpReply === 'hang') {
        release = done;
        return;
      }
      if (smtpReply !== 'take') {
        done(Object.assign(new Error('refused'), { responseCode: smtpReply === 'later' ? 451 : 550 }));
        return;
      }
      mails.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        text: Buffer.concat(chunks).toString(),
      });
      done();
    });
  },
});

const pushKeys = makePushKeys();
const hmac = (key: string, data: string) => createHmac('sha256', key).update(data).digest('base64');
const jsonOf = (one: Arrived): Record<string, unknown> =>
  JSON.parse(one.body.toString()) as Record<string, unknown>;

/** A receiver's own check; what does not hold fails the test. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the receiver refuses: ${what}`);
}

/** One channel as the suite sees it. */
interface Subject {
  readonly kind: Exclude<ChannelSettings['kind'], never>;
  settings(): ChannelSettings;
  secret(): Record<string, string>;
  to(): Address;
  /** What a receiver answers that takes the message. */
  readonly taken: Reply;
  /** A refusal inside an answer of 200, where the kind knows one. */
  readonly inside: { readonly body: string; readonly again: boolean; readonly restMs: number | null } | null;
  /** What the receiver makes of the message; throws or fails where signature or body do not hold. */
  read(one: Arrived): { readonly title: string; readonly text: string };
}

const textIn = (text: string) => {
  const [head = '', ...lines] = text.split('\n');
  return { title: head.slice(1, -1), text: lines[0] ?? '' };
};

const robotAt = (
  kind: 'wecom' | 'dingtalk' | 'feishu',
  path: string,
  rest: Pick<Subject, 'taken' | 'inside' | 'read'>,
): Subject => ({
  kind,
  settings: () => ({ kind, site, signed: kind !== 'wecom' }),
  secret: () => ({ address: `${site}${path}`, ...(kind === 'wecom' ? {} : { signing: 'SECtest' }) }),
  to: () => ({ kind: 'group' }),
  ...rest,
});

const gateway = (kind: 'sms' | 'voice'): Subject => ({
  kind,
  settings: () => ({ kind, url: `${site}/${kind}` }),
  secret: () => ({ signing: 'gateway-secret' }),
  to: () => ({ kind: 'phone', number: '13800000000' }),
  taken: { status: 200, body: '{"code":0}' },
  inside: { body: '{"code":17,"message":"no balance"}', again: true, restMs: null },
  read(one) {
    const {
      'x-miaotou-timestamp': at,
      'x-miaotou-nonce': nonce,
      'x-miaotou-signature': signature,
    } = one.headers;
    const expected = createHmac('sha256', 'gateway-secret').update(
      `${String(at)}.${String(nonce)}.${one.body.toString()}`,
    );
    expect(signature).toBe(`v1=${expected.digest('hex')}`);
    expect(Number(at)).toBe(now.getTime() / 1_000);
    const body = jsonOf(one);
    expect(body).toMatchObject({ to: '13800000000', kind, tier: 'red' });
    expect(one.headers['idempotency-key']).toBe(body['id']);
    return { title: String(body['title']), text: String(body['text']) };
  },
});

const subjects: readonly Subject[] = [
  robotAt('wecom', '/cgi-bin/webhook/send?key=abc', {
    taken: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    inside: { body: '{"errcode":45009,"errmsg":"api freq out of limit"}', again: true, restMs: 60_000 },
    read(one) {
      must(one.url.searchParams.get('key') === 'abc', 'key');
      const body = jsonOf(one) as { msgtype: string; text: { content: string } };
      must(body.msgtype === 'text', 'kind of message');
      return textIn(body.text.content);
    },
  }),
  robotAt('dingtalk', '/robot/send?access_token=abc', {
    taken: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
    inside: { body: '{"errcode":310000,"errmsg":"sign not match"}', again: false, restMs: null },
    read(one) {
      const timestamp = one.url.searchParams.get('timestamp') ?? '';
      must(timestamp === String(now.getTime()), 'time');
      must(one.url.searchParams.get('sign') === hmac('SECtest', `${timestamp}\nSECtest`), 'signature');
      must(one.url.searchParams.get('access_token') === 'abc', 'token');
      return textIn((jsonOf(one) as { text: { content: string } }).text.content);
    },
  }),
  robotAt('feishu', '/open-apis/bot/v2/hook/abc', {
    taken: { status: 200, body: '{"code":0,"msg":"success","data":{}}' },
    inside: { body: '{"code":11232,"msg":"frequency limited"}', again: true, restMs: 60_000 },
    read(one) {
      const body = jsonOf(one) as { timestamp: string; sign: string; content: { text: string } };
      must(body.timestamp === String(now.getTime() / 1_000), 'time');
      must(body.sign === hmac(`${body.timestamp}\nSECtest`, ''), 'signature');
      return textIn(body.content.text);
    },
  }),
  gateway('sms'),
  gateway('voice'),
  {
    kind: 'web-push',
    settings: () => ({ kind: 'web-push', publicKey: pushKeys.publicKey }),
    secret: () => ({ privateKey: pushKeys.privateKey }),
    to: () => ({
      kind: 'devices',
      devices: [
        {
          id: 'phone',
          endpoint: `${site}/push/1`,
          keys: { p256dh: browserPublic.toString('base64url'), auth: browserAuth.toString('base64url') },
        },
      ],
    }),
    taken: { status: 201 },
    inside: null,
    read(one) {
      expect(vapidHolds(String(one.headers.authorization), pushKeys.publicKey, site)).toBe(true);
      expect(one.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '86400' });
      return decrypted(one.body) as { title: string; text: string };
    },
  },
];

function dispatchFor(subject: Subject, rest: Partial<Dispatch> = {}): Dispatch {
  return {
    key: '0198a0b2-7c4e-7d11-9a3b-5d2f8c6e1a10',
    tier: 'red',
    title: '红色预警',
    text: '惠来县某鞋厂停工，约 40 人讨薪。',
    path: '/respond/17',
    link: null,
    test: false,
    to: subject.to(),
    settings: subject.settings(),
    secret: subject.secret(),
    now,
    signal: AbortSignal.timeout(20_000),
    ...rest,
  };
}

const send = (subject: Subject, rest: Partial<Dispatch> = {}): Promise<SendOutcome> =>
  senders[subject.kind].send(dispatchFor(subject, rest));

beforeAll(async () => {
  server = createServer((request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${portOf(server)}`;
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

describe.each(subjects.map((subject) => [subject.kind, subject] as const))('the channel %s', (_, subject) => {
  it('sends title and text, signed as its receiver checks', async () => {
    arrived = [];
    reply = () => subject.taken;
    expect(await send(subject)).toMatchObject({ sent: true });
    expect(arrived).toHaveLength(1);
    const [one] = arrived;
    if (one === undefined) throw new Error('nothing arrived');
    expect(subject.read(one)).toMatchObject({ title: '红色预警', text: '惠来县某鞋厂停工，约 40 人讨薪。' });
  });

  it.each<[string, Reply, { again: boolean; restMs?: number | null }]>([
    ['a server that fails is asked again', { status: 502, body: 'bad gateway' }, { again: true }],
    ['a refusal for good is not', { status: 403, body: 'no' }, { again: false }],
    [
      'one that is busy says for how long',
      { status: 429, headers: { 'retry-after': '120' } },
      { again: true, restMs: 120_000 },
    ],
    ['a line that breaks is tried again', 'cut', { again: true }],
    [
      'a redirection is not followed',
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      { again: false },
    ],
  ])('%s', async (__, answer, expected) => {
    reply = () => answer;
    expect(await send(subject)).toMatchObject({ sent: false, ...expected });
  });

  it('says nothing of a receiver that hangs but what the signal says', async () => {
    reply = () => 'hang';
    await expect(send(subject, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/u);
  });

  it('does not reach an inner address that the deployment has not named', async () => {
    arrived = [];
    const outside = createChannelSenders({ networks: [], contact: 'mailto:admin@example.org' });
    expect(await outside[subject.kind].send(dispatchFor(subject))).toMatchObject({
      sent: false,
      code: 'address-barred',
      again: false,
    });
    expect(arrived).toEqual([]);
  });
});

const withAnswers = subjects.flatMap((subject) =>
  subject.inside === null ? [] : [[subject.kind, subject, subject.inside] as const],
);

describe.each(withAnswers)('the answer of the channel %s', (_, subject, { body, again, restMs }) => {
  it('counts as the failure that it tells of, also with status 200', async () => {
    reply = () => ({ status: 200, body });
    expect(await send(subject)).toMatchObject({ sent: false, again, restMs });
  });

  it.each([
    ['a page instead of an answer', '<html>login</html>'],
    ['an empty answer', ''],
    ['an answer without a code', '{"ok":true}'],
  ])('%s is no delivery', async (__, garbled) => {
    reply = () => ({ status: 200, body: garbled });
    expect(await send(subject)).toMatchObject({ sent: false, again: true });
  });
});

describe('web push', () => {
  const push = subjects.find(({ kind }) => kind === 'web-push');
  if (push === undefined) throw new Error('no web push');
  const devices = (...paths: string[]): Address => {
    const [first] =
      push.to().kind === 'devices' ? (push.to() as Extract<Address, { kind: 'devices' }>).devices : [];
    if (first === undefined) throw new Error('no device');
    return {
      kind: 'devices',
      devices: paths.map((path) => ({ ...first, id: path, endpoint: `${site}/${path}` })),
    };
  };
  const byPath = (one: Arrived): Reply => ({
    status: one.url.pathname === '/gone' ? 410 : one.url.pathname === '/busy' ? 503 : 201,
  });

  it.each<[string, string[], Partial<SendOutcome>]>([
    [
      'one device that has it is enough, and one that is no more is told',
      ['here', 'gone'],
      { sent: true, gone: ['gone'] },
    ],
    ['when all are no more, another way is wanted', ['gone'], { sent: false, again: false, gone: ['gone'] }],
    [
      'while one may have it later, it is tried again',
      ['gone', 'busy'],
      { sent: false, again: true, gone: ['gone'] },
    ],
  ])('%s', async (_, paths, expected) => {
    reply = byPath;
    expect(await send(push, { to: devices(...paths) })).toMatchObject(expected);
  });
});

describe('mail', () => {
  const mail = (secret: Record<string, string>): Dispatch => ({
    ...dispatchFor({
      ...gateway('sms'),
      settings: () => ({
        kind: 'email',
        host: '127.0.0.1',
        port: portOf(smtp.server),
        tls: 'none',
        user: 'warn',
        from: 'warn@huilai.example',
      }),
    }),
    to: { kind: 'mail', address: 'zhang@huilai.example', name: '张三' },
    secret,
    link: 'https://miaotou.example/respond/17',
  });

  it('arrives at a mail server, with the same message id whenever it is sent again', async () => {
    mails = [];
    smtpReply = 'take';
    for (const _ of [1, 2])
      expect(await senders.email.send(mail({ password: 'mail-secret' }))).toMatchObject({ sent: true });
    const ids = mails.map(({ text }) => /^Message-ID: (.*)$/imu.exec(text)?.[1]);
    expect(ids).toEqual(Array(2).fill('<0198a0b2-7c4e-7d11-9a3b-5d2f8c6e1a10@huilai.example>'));
    expect(mails[0]?.to).toEqual(['zhang@huilai.example']);
    const encoded = /\r?\n\r?\n([\s\S]*)$/u.exec(mails[0]?.text ?? '')?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').toString()).toContain('约 40 人讨薪');
  });

  it.each<['later' | 'never', boolean]>([
    ['later', true],
    ['never', false],
  ])('a server that says "%s" is taken at its word', async (answer, again) => {
    smtpReply = answer;
    expect(await senders.email.send(mail({ password: 'mail-secret' }))).toMatchObject({ sent: false, again });
  });

  it('a wrong password is a failure with its reason', async () => {
    expect(await senders.email.send(mail({ password: 'wrong' }))).toMatchObject({
      sent: false,
      code: 'mail-sign-in',
    });
  });

  it('a server that hangs is left when the time is over', async () => {
    smtpReply = 'hang';
    const waiting = senders.email.send({
      ...mail({ password: 'mail-secret' }),
      signal: AbortSignal.timeout(300),
    });
    await expect(waiting).rejects.toThrow(/timeout/u);
    release();
  });
});
