import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PermanentError } from '@miaotou/engine';
import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';

interface NamedText {
  readonly name: string;
  readonly text: string;
}

async function readTexts(paths: readonly string[]): Promise<NamedText[]> {
  return Promise.all(
    paths.map(async (path) => {
      try {
        return { name: basename(path), text: await readFile(path, 'utf8') };
      } catch (cause) {
        const text = { zh: `无法读取 ${path}`, en: `cannot read ${path}` };
        throw new PermanentError('invalid', 'file-unreadable', text, { file: path }, { cause });
      }
    }),
  );
}

async function filesOf(directory: string): Promise<NamedText[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).toSorted();
  return readTexts(names.map((name) => join(directory, name)));
}

/** `miaotou rules export`: the rules in force as files. */
function exportCommand({ print, note, withProduct }: Surroundings): Command {
  return new Command('export')
    .description('把现行规则写成文件 / write the rules in force as files')
    .requiredOption('--out <dir>', '写入的目录 / the directory to write to')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ out, json }: { readonly out: string; readonly json?: true }) => {
      const files = await withProduct((product) => product.ruleVersions.files());
      await mkdir(out, { recursive: true });
      for (const { name, text } of files) await writeFile(join(out, name), text);
      if (json === true) print(JSON.stringify({ files: files.map(({ name }) => name) }));
      else note(`已写出 ${files.length} 条规则 / ${files.length} rules written to ${out}`);
    });
}

/** `miaotou rules check`: faults of rule files, each with its place; ends with 1 when there is one. */
function checkCommand({ print, note, withProduct, foundFault }: Surroundings): Command {
  return new Command('check')
    .description('检查规则文件，连同整本规则 / check rule files as parts of the whole book')
    .argument('<file...>', '规则文件 / rule files')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async (paths: readonly string[], { json }: { readonly json?: true }) => {
      const texts = await readTexts(paths);
      const { files } = await withProduct((product) => product.ruleVersions.preview(texts));
      if (json === true) {
        print(
          JSON.stringify({
            files: files.map(({ name, ruleId, standing, faults }) => ({ name, ruleId, standing, faults })),
          }),
        );
      }
      for (const { name, standing, faults } of files) {
        note(`${name}: ${standing}`);
        for (const { line, column, code, message } of faults) {
          note(`${name}:${line}:${column} ${code}: ${message.zh} / ${message.en}`);
        }
      }
      if (files.some(({ faults }) => faults.length > 0)) foundFault();
    });
}

/** `miaotou rules diff`: where the rules in force differ from files; ends with 1 when they do. */
function diffCommand({ print, note, withProduct, foundFault }: Surroundings): Command {
  return new Command('diff')
    .description('比较现行规则与文件 / compare the rules in force with files')
    .option(
      '--dir <dir>',
      '规则文件目录，默认为程序自带 / directory of rule files, the shipped ones by default',
    )
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ dir, json }: { readonly dir?: string; readonly json?: true }) => {
      const texts = dir === undefined ? null : await filesOf(dir);
      const differences = await withProduct((product) => product.ruleVersions.differences(texts));
      if (json === true) print(JSON.stringify({ differences }));
      for (const { ruleId, kind, changes } of differences) {
        note(`${ruleId}: ${kind}`);
        for (const { text } of changes) note(`  ${text.zh} / ${text.en}`);
      }
      if (differences.length > 0) foundFault();
      else note('没有差别 / no difference');
    });
}

/** `miaotou rules`: the rule book as files. */
export function rulesCommand(surroundings: Surroundings): Command {
  const command = new Command('rules').description('规则库 / the rule book');
  for (const sub of [exportCommand, checkCommand, diffCommand]) command.addCommand(sub(surroundings));
  return command;
}
