import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { sourceFamilies, dayOf, isValidDay, type Day } from '@miaotou/domain';
import { makeCounty, writeCounty, type Truth } from '@miaotou/demo';

interface DemoOptions {
  readonly seed: number;
  readonly out: string;
  readonly employers: number;
  readonly months: number;
  readonly until?: Day;
  readonly json?: true;
}

/** What the command needs from the program around it. */
export interface DemoSurroundings {
  readonly now: () => Date;
  /** Result, and messages beside it; whole lines. */
  readonly print: (line: string) => void;
  readonly note: (line: string) => void;
}

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `应为 ${least} 到 ${most} 的整数 / a whole number from ${least} to ${most}`,
    );
  };

function readDay(text: string): Day {
  if (isValidDay(text)) return text;
  throw new InvalidArgumentError('应为 YYYY-MM-DD 日期 / a day as YYYY-MM-DD');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The files that an earlier truth.json says were written with it; null when it is no such file. */
function filesOf(written: unknown): string[] | null {
  if (!isRecord(written) || written['synthetic'] !== true || !Array.isArray(written['files'])) return null;
  const files: readonly unknown[] = written['files'];
  return files.flatMap((file) => {
    if (!isRecord(file) || typeof file['fileName'] !== 'string') return [];
    const source = sourceFamilies.find((family) => family === file['source']);
    return source === undefined ? [] : [join(source, basename(file['fileName']))];
  });
}

/** Takes an earlier county's files away; says whether the directory may be written to. */
async function makeRoom(directory: string): Promise<boolean> {
  const held = await readdir(directory).catch((): string[] => []);
  if (held.length === 0) return true;
  if (!held.includes('truth.json')) return false;
  const written: unknown = JSON.parse(await readFile(join(directory, 'truth.json'), 'utf8'));
  const earlier = filesOf(written);
  if (earlier === null) return false;
  for (const file of earlier) await rm(join(directory, file), { force: true });
  return true;
}

function summary(truth: Truth): {
  files: number;
  rows: number;
  bad: number;
  duplicates: number;
  incidents: number;
} {
  const sum = (field: 'rows' | 'bad' | 'duplicates') =>
    truth.files.reduce((total, file) => total + file[field], 0);
  return {
    files: truth.files.length,
    rows: sum('rows'),
    bad: sum('bad'),
    duplicates: sum('duplicates'),
    incidents: truth.incidents.length,
  };
}

/** `miaotou demo`: writes a synthetic county's department files and truth.json. The same options give the same files. */
export function demoCommand({ now, print, note }: DemoSurroundings): Command {
  return new Command('demo')
    .description('写出合成县的部门文件和 truth.json / write the department files of a synthetic county')
    .requiredOption('--seed <n>', '随机种子 / seed', wholeNumber(0, 2 ** 31 - 1))
    .requiredOption('--out <dir>', '输出目录 / directory to write to')
    .option('--employers <n>', '用人单位数 / employers', wholeNumber(100, 50_000), 3000)
    .option('--months <n>', '月数 / months', wholeNumber(12, 120), 36)
    .option(
      '--until <day>',
      '数据截至日（不含），默认今天 / first day not told of, today by default',
      readDay,
    )
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(
      async ({ seed, out, employers, months, until = dayOf(now()), json }: DemoOptions, command: Command) => {
        if (!(await makeRoom(out))) {
          command.error(`目录不是空的 / the directory is not empty: ${out}`, {
            exitCode: 2,
            code: 'miaotou.not-empty',
          });
        }
        const { truth } = await writeCounty(makeCounty({ seed, employers, months, until }), out);
        const told = { directory: out, seed, until, ...summary(truth) };
        if (json === true) print(JSON.stringify(told));
        else {
          note(`合成数据，非真实单位 / synthetic data, no real employer: ${out}`);
          print(`${told.files} files, ${told.rows} rows, ${told.incidents} incidents`);
        }
      },
    );
}
