import { addDays, isValidDay, startOfDay } from '@miaotou/domain';
import { Command, InvalidArgumentError } from 'commander';
import type { Surroundings } from '../program/index.js';

interface EvaluateOptions {
  readonly asOf?: Date;
  readonly full?: true;
  readonly json?: true;
}

/** A day means its end; an instant means itself. */
function readMoment(text: string): Date {
  if (isValidDay(text)) return startOfDay(addDays(text, 1));
  const instant = new Date(text);
  if (/T.*(Z|[+-]\d{2}:\d{2})$/u.test(text) && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError('应为 YYYY-MM-DD 日期或带时区的时刻 / a day, or an instant with its zone');
}

/** `miaotou evaluate`: rules to signals to alerts, and the detectors, over everything, as known at a moment. */
export function evaluateCommand({ print, note, withProduct }: Surroundings): Command {
  return new Command('evaluate')
    .description('运行规则和统计检测，生成信号和预警 / run the rules and the detectors: signals and alerts')
    .option('--as-of <date>', '评估时点，默认现在 / the moment judged, now by default', readMoment)
    .option('--full', '评估全部对象（默认即是） / judge every subject, which is the default')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ asOf, full, json }: EvaluateOptions) => {
      const moment = { full: full === true, ...(asOf === undefined ? {} : { asOf }) };
      const summary = await withProduct(async (product, signal) => {
        const control = { signal, progress: () => undefined };
        const judged = await product.evaluation.evaluate({ reason: 'manual', ...moment }, control);
        return { ...judged, detections: await product.detect(moment, control) };
      });
      if (json === true) {
        print(JSON.stringify(summary));
        return;
      }
      const { subjects, signals, opened, raised, lowered, resolved, abstentions, detections } = summary;
      note(
        `subjects ${subjects}, signals ${signals}; alerts opened ${opened}, raised ${raised}, lowered ${lowered}, resolved ${resolved}`,
      );
      const { series, judged, alarms, scans } = detections;
      note(`detections: series ${series}, judged anew ${judged}, unusual ${alarms}, scans ${scans}`);
      for (const { ruleId, subjects: count, detail } of abstentions) {
        note(`${ruleId}: ${detail.zh} / ${detail.en} (${count})`);
      }
    });
}
