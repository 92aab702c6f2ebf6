import { basename } from 'node:path';
import { readFileTexts } from '@miaotou/assembly';
import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';
import { checkedFile, checkedTarget } from './checked-file.js';
import { writeWhole } from './write-whole.js';

interface ReadOptions {
  readonly input?: string;
  readonly column?: readonly string[];
  readonly corrections?: true;
  readonly output: string;
  readonly json?: true;
}

const collect = (column: string, before: readonly string[] = []) => [...before, column];

const explanation = `
输出为 JSON 数组，每个数据行一项 / the output is a JSON array with one item for each data row:
  row             文件中的行号（表头行为 1）/ row of the file, the header being 1
  labour          是否属于“劳动和社会保障” / whether it belongs to the official labour class
  disputeType     争议类型代码 / code of the dispute type        keyGroup  重点群体代码 / code of the key group
  headcount       人数 / workers concerned                       monthsOwed 拖欠月数 / months of pay owed
  amountFen       拖欠或主张的总额，分 / total owed or claimed, in fen
  place           惠来的乡镇 / town of Huilai                    employer  文中的单位 / employer as named
  danger          涉劳动的极端言行词 / a danger word in a labour sense (dangerWords, dangerScore)
  words           判为劳动类的词及权重 / the words that decided labour, with weights
文中没有说的为 null / null is what the text does not say`;

/**
 * `miaotou read`: what the machine reads out of the texts of a file, which needs no data directory; or what people
 * corrected in the product's readings.
 */
export function readCommand({
  print,
  note,
  withProduct,
}: Pick<Surroundings, 'print' | 'note' | 'withProduct'>): Command {
  return new Command('read')
    .description('读出文本中的要素 / what the machine reads out of the texts of a file')
    .option('--input <file>', '任意编码的 csv、csv.gz 或 xlsx / csv in any encoding, csv.gz or xlsx')
    .option(
      '--column <name>',
      '文本列；可重复，多列合为一段 / column of the text; repeated, the columns are one text',
      collect,
    )
    .option('--corrections', '写出人工更正，作训练材料 / write what people corrected, for training')
    .requiredOption('--output <file>', '输出的 JSON 文件 / JSON file to write')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .addHelpText('after', explanation)
    .action(async ({ input, column, corrections, output, json }: ReadOptions, command: Command) => {
      const started = performance.now();
      const target = await checkedTarget(output);
      let texts: number;
      if (corrections === true) {
        const lessons = await withProduct((product) => product.readings.lessons());
        texts = await writeWhole(target, lessons);
      } else if (input === undefined || column === undefined) {
        command.error('需要 --input 和 --column，或 --corrections / --input and --column, or --corrections', {
          exitCode: 2,
          code: 'miaotou.no-input',
        });
      } else {
        const path = await checkedFile(input);
        texts = await writeWhole(target, readFileTexts(path, basename(path), column));
      }
      const seconds = Math.round(performance.now() - started) / 1000;
      if (json === true) print(JSON.stringify({ output, texts, seconds }));
      else note(`${output}: ${texts} 段文本 / texts, ${seconds} s`);
    });
}
