import { createHash } from 'node:crypto';
import type { SceneContacts, ScenePhone, ScenePhoto, ScenePhotoRequest } from '@miaotou/contracts';
import { largestPhotoBytes } from '@miaotou/contracts';
import { escalationLevels } from '@miaotou/domain';
import type { DeviceKind } from '@miaotou/domain';
import type { SecretBox } from '../connections/index.js';
import { isTechnical } from '../incidents/index.js';
import type { Incident, IncidentStore } from '../incidents/index.js';
import { maskedPhone } from '../messages/index.js';
import type { Viewer } from '../people/index.js';
import { decideStep } from '../response/index.js';
import { PermanentError, refuse } from '../shared/index.js';
import type { Clock, Executor, LivePush, Records } from '../shared/index.js';
import { cleanPicture } from './picture.js';

/** A photo as the records keep it. */
export interface KeptPhoto {
  readonly incidentId: number;
  readonly key: string;
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  readonly byId: string;
  readonly at: Date;
  readonly box: string;
}

export interface PhotoStore {
  byKey(at: Executor, incidentId: number, key: string): Promise<KeptPhoto | null>;
  byHash(at: Executor, incidentId: number, hash: string): Promise<KeptPhoto | null>;
  count(at: Executor, incidentId: number): Promise<number>;
  add(tx: Executor, photo: KeptPhoto): Promise<void>;
}

export interface SceneDeps {
  readonly records: Records;
  readonly store: PhotoStore;
  readonly incidents: Pick<IncidentStore, 'take' | 'tell' | 'calls' | 'people'>;
  /** The incident with a number where the person may see it; refuses otherwise. */
  readonly seen: (at: Executor, id: string, viewer: Viewer) => Promise<Incident>;
  /** Phone numbers that people gave, in full. */
  readonly phones: (at: Executor, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly box: SecretBox;
  readonly live: LivePush;
  readonly clock: Clock;
}

/** Most photos of one incident. */
const mostPhotos = 200;
const context = (incidentId: number, hash: string): string => `photo:${incidentId}:${hash}`;

/** What comes from the scene and goes to it: photos, and whom to call. */
export interface Scene {
  /** Keeps a photo once by its key, with its entry in the proof chain. */
  photo(id: string, request: ScenePhotoRequest, viewer: Viewer, device: DeviceKind): Promise<ScenePhoto>;
  picture(
    id: string,
    hash: string,
    viewer: Viewer,
  ): Promise<{ readonly type: string; readonly bytes: Buffer }>;
  /** Holder first, then who was called, lowest rung first; people without a number are left out. */
  contacts(id: string, viewer: Viewer): Promise<SceneContacts>;
  phone(id: string, personId: string, viewer: Viewer): Promise<ScenePhone>;
}

export function createScene(deps: SceneDeps): Scene {
  const { records, store, incidents, seen, phones, box, live, clock } = deps;

  async function reachable(id: string, viewer: Viewer) {
    const incident = await seen(records.read, id, viewer);
    const calls = await incidents.calls(records.read, [incident.id]);
    const levels = new Map(calls.map(({ personId, level }) => [personId, level]));
    const ids = [...new Set([...(incident.holderId === null ? [] : [incident.holderId]), ...levels.keys()])];
    return { incident, levels, numbers: await phones(records.read, ids) };
  }

  return {
    async photo(id, request, viewer, device) {
      const given = Buffer.from(request.image, 'base64');
      const picture = given.length > largestPhotoBytes ? null : cleanPicture(given);
      if (picture === null) {
        throw refuse(
          'invalid',
          'photo-unreadable',
          '这不是可以识别的照片（JPEG 或 PNG，不超过 2 MB）。',
          'This is no photo that can be read (JPEG or PNG of at most 2 MB).',
        );
      }
      const hash = createHash('sha256').update(picture.bytes).digest('hex');
      const kept = await records.transaction(async (tx) => {
        const known = await seen(tx, id, viewer);
        const [incident] = await incidents.take(tx, [known.id]);
        if (incident === undefined) throw new RangeError('an incident that was seen is gone');
        const before = await store.byKey(tx, incident.id, request.key);
        if (before !== null) return { photo: before, region: null };
        const at = { ...incident, technical: isTechnical(incident), lacks: [] };
        const decision = decideStep('note', at, viewer, { note: hash });
        if (!decision.ok) throw new PermanentError(decision.kind, decision.code, decision.text);
        if ((await store.count(tx, incident.id)) >= mostPhotos) {
          throw refuse(
            'conflict',
            'photos-full',
            `一个事件最多 ${mostPhotos} 张照片。`,
            `An incident takes at most ${mostPhotos} photos.`,
          );
        }
        const now = clock.now();
        const photo: KeptPhoto = {
          incidentId: incident.id,
          key: request.key,
          hash,
          type: picture.type,
          bytes: picture.bytes.length,
          byId: viewer.id,
          at: now,
          box: box.seal(picture.bytes.toString('base64'), context(incident.id, hash)),
        };
        await store.add(tx, photo);
        await incidents.tell(tx, [
          {
            incidentId: incident.id,
            at: now,
            kind: 'photo',
            reason: hash,
            text: { zh: '现场照片。', en: 'A photo from the scene.' },
            byId: viewer.id,
            note: request.note ?? null,
            fromState: null,
            toState: null,
            device,
            deviceAt: request.deviceAt === undefined ? null : new Date(request.deviceAt),
            place: request.place ?? null,
            key: request.key,
          },
        ]);
        return { photo, region: incident.region };
      });
      if (kept.region !== null) {
        live.publish({ regions: [kept.region], message: { type: 'system', change: 'incidents' } });
      }
      return { hash: kept.photo.hash, bytes: kept.photo.bytes };
    },

    async picture(id, hash, viewer) {
      const incident = await seen(records.read, id, viewer);
      const photo = await store.byHash(records.read, incident.id, hash);
      if (photo === null) {
        throw refuse('not-found', 'photo-unknown', '没有这张照片。', 'There is no such photo.');
      }
      return {
        type: photo.type,
        bytes: Buffer.from(box.open(photo.box, context(incident.id, hash)), 'base64'),
      };
    },

    async contacts(id, viewer) {
      const { incident, levels, numbers } = await reachable(id, viewer);
      const people = new Map((await incidents.people(records.read)).map((one) => [one.id, one]));
      const rungOf = (personId: string): number => {
        const level = levels.get(personId);
        return personId === incident.holderId || level === undefined ? -1 : escalationLevels.indexOf(level);
      };
      return {
        items: [...numbers]
          .toSorted(([a], [b]) => rungOf(a) - rungOf(b))
          .flatMap(([personId, phone]) => {
            const person = people.get(personId);
            if (person === undefined || personId === viewer.id) return [];
            const { username, displayName } = person;
            return [
              {
                person: { id: personId, username, displayName },
                holds: personId === incident.holderId,
                level: levels.get(personId) ?? null,
                phone: maskedPhone(phone),
              },
            ];
          }),
      };
    },

    async phone(id, personId, viewer) {
      const { numbers } = await reachable(id, viewer);
      const phone = numbers.get(personId);
      if (phone === undefined) {
        throw refuse('not-found', 'phone-unknown', '此人没有登记电话。', 'This person has given no number.');
      }
      return { phone };
    },
  };
}
