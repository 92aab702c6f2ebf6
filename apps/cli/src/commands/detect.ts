import { detectMethods, type DetectedSeries, type DetectMethod } from '@miaotou/contracts';
import { detectSeries, PermanentError } from '@miaotou/engine';
import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';
import { checkedFile, checkedTarget } from './checked-file.js';
import { jsonItems } from './json-items.js';
import { writeWhole } from './write-whole.js';

interface DetectOptions {
  readonly method: string;
  readonly input: string;
  readonly output: string;
  readonly json?: true;
}

const explanation = `
方法 / methods: ${detectMethods.join(', ')}
输入 / input:
  {"series": [{"id", "freq", "start": [年 year, 期 period], "observed": [计数 counts, null = 缺 missing],
               "dates"?, "population"?, "range": [从 from, 到 to], "control": {…}}]}
  range 从 1 起，含两端 / from 1, both ends included; control 用 R surveillance 的参数名 / named as in R's surveillance
输出 / output:
  {"method", "series": [{"id", "range", "upperbound", "alarm", …}]}
  没有结论为 null，无穷为 "Inf" / null where nothing can be said, "Inf" where infinite
  不能判断的序列只有 / a series that cannot be judged has only: {"id", "error": {"code", "zh", "en", "at"?}}`;

/** How many refused series are told one by one. */
const TOLD = 10;

function methodOf(name: string): DetectMethod {
  const method = detectMethods.find((each) => each === name);
  if (method !== undefined) return method;
  const known = detectMethods.join(', ');
  throw new PermanentError('invalid', 'unknown-method', {
    zh: `没有方法 ${name}。可用的方法：${known}。`,
    en: `There is no method ${name}. The methods are: ${known}.`,
  });
}

/** Counts what is written as it passes. */
class Tally {
  series = 0;
  refused = 0;
  points = 0;
  alarms = 0;

  constructor(private readonly note: (line: string) => void) {}

  add(detected: DetectedSeries): void {
    this.series += 1;
    if ('error' in detected) {
      this.refused += 1;
      const { zh, en, at } = detected.error;
      const where = at === undefined ? '' : ` [${at}]`;
      if (this.refused <= TOLD) this.note(`${detected.id ?? `#${this.series}`}${where}: ${zh} / ${en}`);
      return;
    }
    this.points += detected.alarm.length;
    for (const alarm of detected.alarm) if (alarm === 1) this.alarms += 1;
  }
}

async function* judged(method: DetectMethod, path: string, tally: Tally): AsyncGenerator<DetectedSeries> {
  for await (const item of jsonItems(path, 'series')) {
    const detected = detectSeries(method, item);
    tally.add(detected);
    yield detected;
  }
}

/** `miaotou detect`: a method on the series of a file; needs no data directory. */
export function detectCommand({ print, note }: Pick<Surroundings, 'print' | 'note'>): Command {
  return new Command('detect')
    .description('对文件中的序列作异常检测 / a detection method on the series of a file')
    .requiredOption('--method <name>', '检测方法 / detection method')
    .requiredOption('--input <file>', '输入的 JSON 文件 / JSON file to read')
    .requiredOption('--output <file>', '输出的 JSON 文件 / JSON file to write')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .addHelpText('after', explanation)
    .action(async ({ method: name, input, output, json }: DetectOptions) => {
      const started = performance.now();
      const method = methodOf(name);
      const path = await checkedFile(input);
      const target = await checkedTarget(output);
      const tally = new Tally(note);
      const around = { before: `{"method":${JSON.stringify(method)},"series":[`, after: ']}' };
      await writeWhole(target, judged(method, path, tally), around);
      const seconds = Math.round(performance.now() - started) / 1000;
      const { series, refused, points, alarms } = tally;
      if (refused > TOLD) note(`……共 ${refused} 个序列不能判断 / ${refused} series could not be judged`);
      if (json === true) {
        print(JSON.stringify({ method, output, series, refused, points, alarms, seconds }));
      } else {
        note(
          `${output}: ${series} 个序列 / series, ${refused} 个不能判断 / refused, ${alarms} 个异常 / alarms, ${seconds} s`,
        );
      }
    });
}
