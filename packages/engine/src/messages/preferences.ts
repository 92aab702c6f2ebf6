import { createHash, randomUUID } from 'node:crypto';
import type { DeviceInput, Preferences, PreferencesInput } from '@miaotou/contracts';
import { groupChannelKinds } from '@miaotou/domain';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { MessagesDeps } from './deps.js';
import type { ChannelRecord } from './ports.js';
import { isKey } from './key.js';
import { contactsOf, deviceContext, sealContacts } from './reach.js';

/** More browsers than a person has. */
const mostDevices = 20;

const maskedMail = (email: string): string => email.replace(/^(.).*(@.*)$/u, '$1***$2');
/** A number of which only head and tail are shown. */
export const maskedPhone = (phone: string): string =>
  phone.replace(
    /^(.*?)(.{0,4})(.{4})$/u,
    (_, head: string, middle: string, tail: string) => `${head}${'*'.repeat(middle.length)}${tail}`,
  );

const isGroup = ({ kind }: ChannelRecord): boolean => (groupChannelKinds as readonly string[]).includes(kind);

/** Class of browser and system of a user agent, e.g. "Chrome · Android". */
export function deviceLabel(userAgent: string): string {
  const systems = [/Android/u, /iPhone|iPad/u, /HarmonyOS/u, /Windows/u, /Mac OS X/u, /Linux/u];
  const browsers = [/MicroMessenger/u, /Edg/u, /Firefox/u, /Chrome/u, /Safari/u];
  const first = (names: readonly RegExp[]) =>
    names.map((name) => name.exec(userAgent)?.[0]).find((found) => found !== undefined) ?? '?';
  return `${first(browsers)} · ${first(systems)}`;
}

/** A person's own wishes: channels, quiet hours, contacts, devices. */
export function createPreferences(deps: Pick<MessagesDeps, 'records' | 'channels' | 'box' | 'clock'>) {
  const { records, channels, box, clock } = deps;

  async function own(viewer: Viewer): Promise<Preferences> {
    const wishes = (await channels.wishes(records.read, [viewer.id])).get(viewer.id) ?? null;
    const all = await channels.list(records.read);
    const { email, phone } = contactsOf(deps, wishes);
    const devices = await channels.devices(records.read, [viewer.id]);
    const push = all.find(({ kind, enabled }) => kind === 'web-push' && enabled);
    const offered = all.filter((one) => one.enabled && !isGroup(one));
    return {
      channels: [...(wishes?.channels ?? [])],
      quiet: wishes?.quiet ?? null,
      email: email === null ? null : maskedMail(email),
      phone: phone === null ? null : maskedPhone(phone),
      offered: offered.map(({ id, kind, name }) => ({ id, kind, name })),
      devices: devices.map(({ id, label, createdAt, lastSentAt }) => ({
        id,
        label,
        createdAt: createdAt.toISOString(),
        lastSentAt: lastSentAt?.toISOString() ?? null,
      })),
      publicKey: push?.settings.kind === 'web-push' ? push.settings.publicKey : null,
    };
  }

  return {
    own,

    async save(input: PreferencesInput, viewer: Viewer): Promise<Preferences> {
      const { channels: wished, quiet, email, phone } = input;
      const known = new Set(
        (await channels.list(records.read)).filter((one) => !isGroup(one)).map(({ id }) => id),
      );
      if (wished.some((id) => !known.has(id)) || new Set(wished).size !== wished.length) {
        throw refuse(
          'invalid',
          'channel-unknown',
          '所选通道不存在或重复。',
          'A chosen channel is not there, or named twice.',
        );
      }
      await records.transaction(async (tx) => {
        const kept = (await channels.wishes(tx, [viewer.id])).get(viewer.id) ?? null;
        const before = contactsOf(deps, kept);
        const contacts = {
          email: email === undefined ? before.email : email,
          phone: phone === undefined ? before.phone : phone,
        };
        const contactBox = sealContacts(deps, viewer.id, contacts);
        await channels.saveWishes(
          tx,
          { personId: viewer.id, channels: wished, quiet, contactBox },
          clock.now(),
        );
      });
      return own(viewer);
    },

    /** A browser that says again where it is reached replaces what it said before. */
    async addDevice({ endpoint, keys }: DeviceInput, userAgent: string, viewer: Viewer): Promise<void> {
      const id = randomUUID();
      await records.transaction(async (tx) => {
        if ((await channels.devices(tx, [viewer.id])).length >= mostDevices) {
          throw refuse(
            'conflict',
            'devices-many',
            '登记的设备过多，请先移除不用的设备。',
            'Too many devices; remove some first.',
          );
        }
        await channels.saveDevice(tx, {
          id,
          personId: viewer.id,
          endpointHash: createHash('sha256').update(endpoint).digest('hex'),
          subscriptionBox: box.seal(JSON.stringify({ endpoint, keys }), deviceContext(id)),
          label: deviceLabel(userAgent),
          createdAt: clock.now(),
          lastSentAt: null,
        });
      });
    },

    async removeDevice(id: string, viewer: Viewer): Promise<void> {
      const known = isKey(id) && (await channels.removeDevice(records.read, viewer.id, id));
      if (!known) {
        throw refuse('not-found', 'device-unknown', '没有这个设备。', 'There is no such device.');
      }
    },
  };
}
