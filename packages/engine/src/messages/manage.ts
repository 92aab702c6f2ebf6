import { randomUUID } from 'node:crypto';
import type { Channel, ChannelInput, ChannelSettings, ChannelTest, Failure } from '@miaotou/contracts';
import { findRegion } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { MessagesDeps } from './deps.js';
import type { Address, ChannelRecord } from './ports.js';
import { channelContext, readReach, secretOf } from './reach.js';
import { ask } from './send.js';

const weekMs = 7 * 86_400_000;
const noChannel = () => refuse('not-found', 'channel-unknown', '没有这个通道。', 'There is no such channel.');
const secretMissing = (zh: string, en: string) => refuse('invalid', 'secret-missing', zh, en);

type Input = ChannelInput['settings'];
type Secret = Readonly<Record<string, string>>;

/** The secret that a change leads to: what is named, else what was kept, but only for the same receiver. */
function secretFor(
  input: Input,
  kept: { readonly settings: ChannelSettings; readonly secret: Secret } | null,
): Secret {
  const same = kept !== null && kept.settings.kind === input.kind;
  const chosen = (given: string | null | undefined, before: string | undefined): string | undefined =>
    given === undefined ? before : (given ?? undefined);
  if (input.kind === 'email') {
    const before =
      same && kept.settings.kind === 'email' && kept.settings.host === input.host ? kept.secret : {};
    const password = chosen(input.password, before['password']);
    if (input.user !== null && password === undefined)
      throw secretMissing('请填写邮箱密码或授权码。', 'Enter the password of the mailbox.');
    return password === undefined ? {} : { password };
  }
  if (input.kind === 'sms' || input.kind === 'voice') {
    const before =
      same &&
      (kept.settings.kind === 'sms' || kept.settings.kind === 'voice') &&
      kept.settings.url === input.url
        ? kept.secret
        : {};
    const signing = chosen(input.signing, before['signing']);
    if (signing === undefined)
      throw secretMissing(
        '请填写签名密钥；换了地址须重新填写。',
        'Enter the signing key; another address needs it anew.',
      );
    return { signing };
  }
  const before = same ? kept.secret : {};
  const address = input.address ?? before['address'];
  if (address === undefined) throw secretMissing('请填写机器人地址。', 'Enter the address of the robot.');
  const moved = input.address !== undefined && input.address !== before['address'];
  const signing = chosen(input.signing, moved ? undefined : before['signing']);
  return { address, ...(signing === undefined ? {} : { signing }) };
}

function settingsFor(input: Input, secret: Secret): ChannelSettings {
  if (input.kind === 'email') {
    const { kind, host, port, tls, user, from } = input;
    return { kind, host, port, tls, user, from };
  }
  if (input.kind === 'sms' || input.kind === 'voice') return { kind: input.kind, url: input.url };
  const site = new URL(secret['address'] ?? '').origin;
  return { kind: input.kind, site, signed: secret['signing'] !== undefined };
}

/** What administrators do with channels. */
export function createManaging(deps: MessagesDeps) {
  const { records, channels, messages, box, clock } = deps;

  async function find(id: string): Promise<ChannelRecord> {
    const found = await channels.find(records.read, id);
    if (found === null) throw noChannel();
    return found;
  }

  function recordOf(id: string, input: ChannelInput, kept: ChannelRecord | null): ChannelRecord {
    const unknown = input.regions.filter((code) => findRegion(code) === null);
    if (unknown.length > 0) {
      throw refuse(
        'invalid',
        'region-unknown',
        `不认识的区划代码：${unknown.join('、')}`,
        `Unknown regions: ${unknown.join(', ')}`,
      );
    }
    const secret = secretFor(
      input.settings,
      kept === null ? null : { settings: kept.settings, secret: secretOf(deps, kept) },
    );
    const settings = settingsFor(input.settings, secret);
    const { name, enabled, lowestTier, regions } = input;
    const none = Object.keys(secret).length === 0;
    return {
      id,
      kind: settings.kind,
      name,
      settings,
      secretBox: none ? null : box.seal(JSON.stringify(secret), channelContext(id)),
      secretSetAt: none ? null : clock.now(),
      enabled,
      lowestTier,
      regions,
    };
  }

  async function list(): Promise<Channel[]> {
    const all = await channels.list(records.read);
    const health = await channels.health(records.read);
    const counts = await messages.counts(records.read, new Date(clock.now().getTime() - weekMs));
    const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
    return all.map(({ id, name, settings, enabled, lowestTier, regions, secretSetAt }) => {
      const state = health.get(id);
      const { waiting = 0, sent = 0, givenUp = 0 } = counts.get(id) ?? {};
      return {
        id,
        name,
        settings,
        enabled,
        lowestTier,
        regions: [...regions],
        secretSetAt: iso(secretSetAt),
        failures: state?.failures ?? 0,
        problem: state?.problem ?? null,
        lastTriedAt: iso(state?.lastTriedAt),
        lastSentAt: iso(state?.lastSentAt),
        restUntil: iso(state?.restUntil),
        waiting,
        sent,
        givenUp,
      };
    });
  }

  async function shown(id: string): Promise<Channel> {
    const found = (await list()).find((one) => one.id === id);
    if (found === undefined) throw noChannel();
    return found;
  }

  /** Where a test goes: the group, or the administrator who asks for it. */
  async function testAddress(channel: ChannelRecord, viewer: Viewer): Promise<Address> {
    const { kind } = channel;
    if (kind === 'wecom' || kind === 'dingtalk' || kind === 'feishu') return { kind: 'group' };
    const reach = await readReach(deps, records.read, [viewer.id]);
    const { email, phone } = reach.contactsOf(viewer.id);
    const devices = reach.devicesOf(viewer.id);
    if (kind === 'email' && email !== null) return { kind: 'mail', address: email, name: viewer.displayName };
    if ((kind === 'sms' || kind === 'voice') && phone !== null) return { kind: 'phone', number: phone };
    if (kind === 'web-push' && devices.length > 0) return { kind: 'devices', devices };
    throw refuse(
      'conflict',
      'no-own-address',
      '测试消息发给您本人：请先在“通知设置”中登记邮箱、手机或设备。',
      'A test goes to yourself: first give your mail address, phone or device under notifications.',
    );
  }

  return {
    list,

    async add(input: ChannelInput, viewer: Viewer): Promise<Channel> {
      const record = recordOf(randomUUID(), input, null);
      await channels.add(records.read, record, viewer.username, clock.now());
      return shown(record.id);
    },

    /** Refuses to carry a kept secret over to another receiver. */
    async change(id: string, input: ChannelInput): Promise<Channel> {
      const kept = await find(id);
      if (kept.kind !== input.settings.kind) {
        throw refuse(
          'conflict',
          'channel-kind',
          '通道的种类不能更改，请另建一个。',
          'The kind of a channel stays; make another one.',
        );
      }
      await channels.change(records.read, recordOf(id, input, kept), clock.now());
      return shown(id);
    },

    /** Opens or closes a channel; messages that wait for a closed one take the person's next way. */
    async toggle(id: string, enabled: boolean): Promise<Channel> {
      const kept = await find(id);
      await channels.change(records.read, { ...kept, enabled }, clock.now());
      return shown(id);
    },

    async remove(id: string): Promise<void> {
      if ((await find(id)).kind === 'web-push') {
        throw refuse(
          'conflict',
          'channel-built-in',
          '网页推送是内置通道，只能停用。',
          'Web push is built in; it can be closed only.',
        );
      }
      await channels.remove(records.read, id);
    },

    /** Sends a test message now; a failure is the answer, not an error. */
    async test(id: string, viewer: Viewer): Promise<ChannelTest> {
      const channel = await find(id);
      const to = await testAddress(channel, viewer);
      const now = clock.now();
      const outcome = await ask(deps, channel, {
        key: randomUUID(),
        tier: 'blue',
        title: '测试消息',
        text: `这是${viewer.displayName}发出的测试消息，收到即说明通道畅通。`,
        path: '/notifications',
        link: deps.publicUrl === null ? null : `${deps.publicUrl}/notifications`,
        test: true,
        to,
        now,
      });
      const problem = outcome.sent ? null : { code: outcome.code, message: outcome.text };
      await channels.told(records.read, id, now, problem === null ? null : { problem, restUntil: null });
      return { sent: outcome.sent, problem, answer: outcome.answer.slice(0, 500) };
    },

    /** Messages of the last week that failed or were given up: to whom and why, never what they say. */
    async failures(): Promise<Failure[]> {
      const failed = await messages.failed(records.read, new Date(clock.now().getTime() - weekMs), 200);
      const names = await messages.names(
        records.read,
        failed.flatMap(({ personId }) => personId ?? []),
      );
      const all = new Map((await channels.list(records.read)).map((one) => [one.id, one]));
      return failed.map(
        ({ id, channel, personId, tier, state, attempts, because, answer, triedAt, nextAt }) => ({
          messageId: String(id),
          kind: all.get(channel)?.kind ?? 'console',
          channelName: all.get(channel)?.name ?? channel,
          person: personId === null ? null : (names.get(personId) ?? ''),
          tier,
          state,
          attempts,
          because,
          answer,
          triedAt: triedAt?.toISOString() ?? null,
          nextAt: state === 'failed' ? nextAt.toISOString() : null,
        }),
      );
    },

    /** The built-in channel of web push; its keys are made once, at the first start, and the private one sealed. */
    async openWebPush(
      makeKeys: () => { readonly publicKey: string; readonly privateKey: string },
    ): Promise<void> {
      const id = 'web-push';
      if ((await channels.find(records.read, id)) !== null) return;
      const { publicKey, privateKey } = makeKeys();
      const record: ChannelRecord = {
        id,
        kind: 'web-push',
        name: '网页推送',
        settings: { kind: 'web-push', publicKey },
        secretBox: box.seal(JSON.stringify({ privateKey }), channelContext(id)),
        secretSetAt: clock.now(),
        enabled: true,
        lowestTier: 'blue',
        regions: [],
      };
      await channels.add(records.read, record, 'system', clock.now());
    },
  };
}
