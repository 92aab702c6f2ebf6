import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ImportSummary } from '@miaotou/contracts';
import { isValidDay, sourceFamilies, startOfDay } from '@miaotou/domain';
import type { SourceFamily } from '@miaotou/domain';
import { PermanentError } from '@miaotou/engine';
import { Argument, Command, InvalidArgumentError } from 'commander';
import type { Surroundings } from '../program/index.js';

interface ImportOptions {
  readonly received?: string;
  readonly json?: true;
}

function readDay(text: string): string {
  if (isValidDay(text)) return text;
  throw new InvalidArgumentError('应为 YYYY-MM-DD 日期 / a day as YYYY-MM-DD');
}

/** Every file is looked at before the first is taken: wrong use changes nothing. */
async function checked(files: readonly string[]): Promise<string[]> {
  const paths = files.map((file) => resolve(file));
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) continue;
    throw new PermanentError('invalid', 'no-such-file', {
      zh: `没有文件 ${path}，未导入任何文件。`,
      en: `There is no file ${path}; nothing was imported.`,
    });
  }
  return paths;
}

function told({
  file,
  state,
  rows,
  accepted,
  quarantined,
  held,
  duplicates,
  corrected,
  problem,
  notes,
}: ImportSummary): string {
  const counts = `rows ${rows} = accepted ${accepted} + quarantined ${quarantined}${held > 0 ? ` (${held} held)` : ''} + duplicates ${duplicates}; corrected ${corrected}`;
  const said = problem === null ? '' : `\n  ${problem.message.zh}\n  ${problem.message.en}`;
  const noted = notes.map(({ message }) => `\n  ${message.zh}\n  ${message.en}`).join('');
  return `${file}: ${state}; ${counts}${said}${noted}`;
}

/** `miaotou import`: brings files in, one batch each, of an archive one for each file in it. Ends with 2 when a file was refused, after all were tried. */
export function importCommand({ now, print, note, withProduct }: Surroundings): Command {
  return new Command('import')
    .description('导入部门报送的文件 / bring in files as departments send them')
    .addArgument(new Argument('<source>', '来源 / source').choices(sourceFamilies))
    .argument('<file...>', '文件 / files')
    .option('--received <day>', '收到日期，默认今天 / day received, today by default', readDay)
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async (source: SourceFamily, files: readonly string[], { received, json }: ImportOptions) => {
      const paths = await checked(files);
      const summaries = await withProduct(async (product, signal) => {
        const ended: ImportSummary[] = [];
        for (const path of paths) {
          const { batches, archive } = await product.archives.receive({
            source,
            path,
            fileName: basename(path),
            via: 'command',
            receivedFrom: 'command',
            receivedAt: received === undefined ? now() : startOfDay(received),
          });
          for (const { message } of archive?.skipped ?? []) note(`${message.zh}\n${message.en}`);
          for (const { batchId } of batches) {
            const summary = await product.imports.run(batchId, { signal, progress: () => undefined });
            ended.push(summary);
            if (json !== true) note(told(summary));
          }
        }
        return ended;
      });
      if (json === true) {
        const [only] = summaries;
        print(JSON.stringify(summaries.length === 1 && only !== undefined ? only : { imports: summaries }));
      }
      const refused = summaries.find(({ state }) => state !== 'done');
      if (refused !== undefined) {
        const text = refused.problem?.message ?? { zh: '导入未完成。', en: 'The import did not end.' };
        throw new PermanentError('invalid', refused.problem?.code ?? refused.state, text);
      }
    });
}
