import { readFile } from 'node:fs/promises';
import { scanKinds } from '@miaotou/contracts';
import { PermanentError, scanFile } from '@miaotou/engine';
import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';
import { checkedFile, checkedTarget } from './checked-file.js';
import { writeObject } from './write-whole.js';

interface ScanOptions {
  readonly input: string;
  readonly output: string;
  readonly json?: true;
}

const explanation = `
模型 / kinds: ${scanKinds.join(', ')}
输入 / input, one JSON object:
  kind                  模型 / one of the kinds
  xy | lat, lon         地点坐标（平面，或经纬度）/ places, on a plane or in degrees
  cases, population, expected?          spatial-poisson：各地点 / by place
  counts, maxDays, baseline?, time?     各地点各日 / by place and day; time: prospective | retrospective
  rmax | rmax_km, maxPopFraction, minCases (2)       窗口上限 / limits of a window
  replicates (999), seed (1), stopAfter?, maxClusters (10)
输出 / output:
  {llr, ids, cases, expected, relativeRisk, p, replicates, centre, radius, days?, from?, to?, secondary: […]}
  地点和日从 1 起 / places and days are counted from 1
  p 为 (1+g)/(1+R)；给出 stopAfter=h 时，第 h 次不弱于实际的模拟出现在第 l 次即停，p=h/l
  p is (1+g)/(1+R); with stopAfter=h the scan stops for a cluster at the l-th replicate, the h-th that did as well: p=h/l`;

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new PermanentError(
      'invalid',
      'not-json',
      { zh: `文件不是 JSON：${detail}`, en: `The file is not JSON: ${detail}` },
      { file: path },
    );
  }
}

/** `miaotou scan`: the scan statistic on a file; needs no data directory. */
export function scanCommand({ print, note }: Pick<Surroundings, 'print' | 'note'>): Command {
  return new Command('scan')
    .description('空间与时空扫描统计 / scan statistics over space and time')
    .requiredOption('--input <file>', '输入的 JSON 文件 / JSON file to read')
    .requiredOption('--output <file>', '输出的 JSON 文件 / JSON file to write')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .addHelpText('after', explanation)
    .action(async ({ input, output, json }: ScanOptions) => {
      const started = performance.now();
      const target = await checkedTarget(output);
      const found = scanFile(await readJson(await checkedFile(input)));
      await writeObject(target, found);
      const seconds = Math.round(performance.now() - started) / 1000;
      const { llr, ids, cases, expected, p, secondary } = found;
      if (json === true) {
        const clusters = secondary.length + Math.min(1, ids.length);
        print(JSON.stringify({ output, llr, p, clusters, seconds }));
      } else {
        note(
          `${output}: ${ids.length} 个地点 / places, ${cases} 例 / cases, 预期 / expected ${expected.toFixed(2)}, LLR ${llr.toFixed(4)}, p ${p.toFixed(4)}, ${seconds} s`,
        );
      }
    });
}
