import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { NewPushKey, PushKey, Pushed } from '@miaotou/contracts';
import { addDays } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import { PermanentError, TooManyError, isRecordId, refuse } from '../shared/index.js';
import type { Viewer } from '../people/index.js';
import { RowGatherer, jsonRows, parseExact } from './delivery.js';
import type { ConnectionsDeps } from './deps.js';
import { previewOf } from './preview.js';
import type { PushKeyRecord, PushedBatch } from './ports.js';

const mebibyte = 1024 ** 2;
/** JSON is read whole before it becomes rows; a file may be as large as an upload. */
const jsonLimit = 64 * mebibyte;
const fileLimit = 2_048 * mebibyte;

/** A delivery as it is pushed. */
export interface PushedDelivery {
  readonly source: SourceFamily;
  readonly idempotencyKey: string;
  /** `rows`: a JSON array of objects, or an object that holds one under `rows`. */
  readonly form: 'file' | 'rows';
  readonly fileName: string;
  readonly body: Readable;
}

export interface Push {
  keys(): Promise<PushKey[]>;
  /** Makes a key and gives it the only time. */
  makeKey(input: NewPushKey, viewer: Viewer): Promise<{ readonly key: string; readonly made: PushKey }>;
  revokeKey(id: string): Promise<void>;
  /** Whose key it is; throws for one that is unknown, expired, revoked or used too often. */
  holderOf(key: string | null): Promise<PushKeyRecord>;
  /** Takes a delivery in once: the same request again gets the same answer. */
  push(holder: PushKeyRecord, delivery: PushedDelivery): Promise<Omit<Pushed, 'status'>>;
  /** Whether the holder pushed this batch; throws `not-found` for any other. */
  requirePushed(holder: PushKeyRecord, batchId: string): Promise<void>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function shownKey(record: PushKeyRecord): PushKey {
  const { id, name, prefix, sources, office, perMinute, createdAt, createdBy } = record;
  return {
    id,
    name,
    prefix,
    sources: [...sources],
    office,
    perMinute,
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: record.expiresAt?.toISOString() ?? null,
    revokedAt: record.revokedAt?.toISOString() ?? null,
    lastUsedAt: record.lastUsedAt?.toISOString() ?? null,
  };
}

/** Writes the body down within its limit; gives its hash. */
async function save(body: Readable, path: string, limit: number): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > limit) {
          const size = limit / mebibyte;
          throw refuse(
            'too-large',
            'delivery-too-large',
            `内容超过 ${size} MB 的上限，请分批报送。`,
            `The content is beyond the limit of ${size} MB; send it in parts.`,
          );
        }
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  if (bytes === 0) throw refuse('invalid', 'delivery-empty', '请求没有内容。', 'The request has no content.');
  return hash.digest('hex');
}

/** Rows become a delivery under their own names as headers. */
async function rowsFile(path: string, directory: string): Promise<string> {
  const parsed = parseExact(await readFile(path, 'utf8'));
  const rows = jsonRows(parsed, Array.isArray(parsed) ? '' : '/rows');
  if (rows.length === 0)
    throw refuse('invalid', 'delivery-empty', '请求中没有数据行。', 'The request holds no rows.');
  const gathered = new RowGatherer(join(directory, 'rows'));
  await gathered.add(rows);
  const made = join(directory, 'rows.csv');
  await gathered.write(made);
  return made;
}

function answerOf(request: {
  readonly batchId: number;
  readonly known: boolean;
  readonly batches: readonly PushedBatch[];
}): Omit<Pushed, 'status'> {
  const batches = request.batches.map(({ batchId, ...one }) => ({ batchId: String(batchId), ...one }));
  const { batchId, known } = request;
  return { batchId: String(batchId), known, ...(batches.length === 0 ? {} : { batches }) };
}

/** Deliveries that platforms of other departments push, and the keys that let them. */
export function createPush(deps: ConnectionsDeps): Push {
  const { records, push, clock } = deps;

  function requireScope(holder: PushKeyRecord, source: SourceFamily): void {
    if (holder.sources.includes(source)) return;
    throw refuse(
      'forbidden',
      'push-source-not-allowed',
      '该密钥无权报送此来源的数据。',
      'This key may not deliver data of this source.',
    );
  }

  async function requireOffice(
    holder: PushKeyRecord,
    source: SourceFamily,
    file: { readonly path: string; readonly fileName: string },
    directory: string,
  ): Promise<void> {
    if (holder.office === null) return;
    const room = join(directory, 'members');
    await mkdir(room);
    const unpacked = await deps.reader.unpack(file.path, file.fileName, room);
    const members = unpacked?.files.map(({ name, path }) => ({ path, fileName: name })) ?? [file];
    for (const member of members) {
      // A file that no layout recognises is refused by the import, with what was expected of it.
      const office = await officeOf(source, member);
      if (office === null || office === holder.office) continue;
      throw refuse(
        'forbidden',
        'push-office-not-allowed',
        '该密钥只能报送本单位的版式，这份数据属于其他单位。',
        'This key delivers layouts of its own office only; this one belongs to another.',
      );
    }
    await rm(room, { recursive: true });
  }

  async function officeOf(
    source: SourceFamily,
    file: { readonly path: string; readonly fileName: string },
  ): Promise<string | null> {
    try {
      return (await previewOf(deps, source, file)).office;
    } catch (error) {
      if (error instanceof PermanentError) return null;
      throw error;
    }
  }

  return {
    keys: async () => (await push.listKeys(records.read)).map(shownKey),

    async makeKey({ name, sources, office, perMinute, expiresOn }, viewer) {
      const key = `mtk_${randomBytes(32).toString('base64url')}`;
      const record: PushKeyRecord = {
        id: randomUUID(),
        name,
        prefix: key.slice(0, 10),
        keyHash: sha256(key),
        sources,
        office,
        perMinute,
        createdAt: clock.now(),
        createdBy: viewer.username,
        expiresAt: expiresOn === null ? null : new Date(`${addDays(expiresOn, 1)}T00:00:00+08:00`),
        revokedAt: null,
        lastUsedAt: null,
      };
      await push.addKey(records.read, record);
      return { key, made: shownKey(record) };
    },

    async revokeKey(id) {
      if (await push.revokeKey(records.read, id, clock.now())) return;
      throw refuse(
        'not-found',
        'push-key-not-found',
        '没有这个密钥，或已吊销。',
        'No such key, or it was revoked.',
      );
    },

    async holderOf(key) {
      const now = clock.now();
      const holder = key === null ? null : await push.findKey(records.read, sha256(key));
      if (holder === null || holder.revokedAt !== null) {
        throw refuse(
          'unauthenticated',
          'push-key',
          '密钥缺失、无效或已吊销；请以 Authorization: Bearer 提供。',
          'The key is missing, not valid or revoked; send it as Authorization: Bearer.',
        );
      }
      if (holder.expiresAt !== null && holder.expiresAt <= now) {
        throw refuse(
          'unauthenticated',
          'push-key-expired',
          '密钥已过期，请联系管理员换发。',
          'The key has expired; ask the administrator for a new one.',
        );
      }
      const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
      if ((await push.countUse(records.read, holder.id, minute, now)) > holder.perMinute) {
        throw new TooManyError(
          'push-too-many',
          {
            zh: `请求过于频繁，该密钥每分钟最多 ${holder.perMinute} 次。`,
            en: `Too many requests; this key has ${holder.perMinute} a minute.`,
          },
          Math.ceil((minute.getTime() + 60_000 - now.getTime()) / 1_000),
        );
      }
      return holder;
    },

    async push(holder, { source, idempotencyKey, form, fileName, body }) {
      requireScope(holder, source);
      return deps.files.scratch('push', async (directory) => {
        const sent = join(directory, 'sent');
        const digest = await save(body, sent, form === 'rows' ? jsonLimit : fileLimit);
        // Two requests of one key at once: the second waits and gets the first one's answer.
        return deps.locks.underLock(`push-${holder.id}-${idempotencyKey}`, async () => {
          const answered = await push.findRequest(records.read, holder.id, idempotencyKey);
          if (answered !== null) {
            if (answered.sha256 === digest && answered.source === source) {
              return answerOf(answered);
            }
            throw refuse(
              'conflict',
              'idempotency-conflict',
              '同一个 Idempotency-Key 已用于另一份内容；新的报送请使用新的键。',
              'This Idempotency-Key was used for other content; a new delivery wants a new one.',
            );
          }
          const path = form === 'rows' ? await rowsFile(sent, directory) : sent;
          await requireOffice(holder, source, { path, fileName }, directory);
          const { batchId, known, batches, archive } = await deps.archives.receive({
            source,
            path,
            fileName,
            via: 'push',
            receivedFrom: holder.name,
            receivedAt: clock.now(),
          });
          const answer = { batchId, known, batches: archive === null ? [] : batches };
          await push.addRequest(
            records.read,
            { keyId: holder.id, idempotencyKey, source, sha256: digest, ...answer },
            clock.now(),
          );
          for (const one of batches) await deps.enqueue(one.batchId);
          return answerOf(answer);
        });
      });
    },

    async requirePushed(holder, batchId) {
      const id = isRecordId(batchId) ? Number(batchId) : 0;
      if (await push.pushed(records.read, holder.id, id)) return;
      throw refuse('not-found', 'batch-not-found', '没有这个导入批次。', 'There is no such import.');
    },
  };
}
