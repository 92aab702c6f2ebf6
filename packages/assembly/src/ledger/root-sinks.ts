import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Executor, Outbox, Records, Responder, RootSink } from '@miaotou/engine';

const exists = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** A folder off the machine: a share or a mount. What lies there is never written over. */
export function folderSink(folder: string): RootSink {
  return {
    way: 'folder',
    async take({ name, text }) {
      const path = join(folder, name);
      const half = `${path}.${randomUUID()}.part`;
      await mkdir(folder, { recursive: true });
      await writeFile(half, text, { flag: 'wx', mode: 0o440 });
      try {
        await link(half, path);
      } catch (error) {
        if (!exists(error)) throw error;
        if ((await readFile(path, 'utf8')) !== text) {
          throw new Error(`${name}: 文件夹中已有另一份内容 / the folder holds another one`, { cause: error });
        }
      } finally {
        await unlink(half);
      }
      return path;
    },
  };
}

export interface MessageSinkDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly people: (at: Executor) => Promise<readonly Responder[]>;
  readonly clock: Clock;
}

/** Those who check the books, on the channels by which they are reached, and the groups and gateways that take everything. */
export function messageSink({ records, outbox, people, clock }: MessageSinkDeps): RootSink {
  return {
    way: 'messages',
    async take({ name, root }) {
      const told = (await people(records.read)).filter(
        ({ role, scope }) => (role === 'auditor' || role === 'admin') && scope.includes('*'),
      );
      if (told.length === 0) throw new Error('没有可以告知的审计人员 / there is nobody to tell');
      await records.transaction((tx) =>
        outbox.put(
          tx,
          told.map(({ id }, index) => ({
            reason: `ledger-root:${root}`,
            incidentId: null,
            personId: id,
            tier: 'blue' as const,
            region: null,
            title: '风险台账根校验值',
            text: `${name}\n根校验值：${root}\n请另行留存，核对时使用 miaotou ledger verify --root-hash。`,
            path: '/ledger',
            notBefore: clock.now(),
            groups: index === 0,
          })),
        ),
      );
      return told.map(({ username }) => username).join(', ');
    },
  };
}
