import { PermanentError } from '@miaotou/engine';
import { CronTime } from 'cron';

/** The first moment after `after` that a cron expression names, Asia/Shanghai; one that names none is refused. */
export function nextRun(expression: string, after: Date): Date {
  try {
    return new CronTime(expression, 'Asia/Shanghai').getNextDateFrom(after, 'Asia/Shanghai').toJSDate();
  } catch (cause) {
    const text = {
      zh: `运行时间“${expression}”不是有效的 cron 表达式，例如每天六点应写作 0 6 * * *。`,
      en: `“${expression}” is no cron expression; every day at six is 0 6 * * *.`,
    };
    throw new PermanentError('invalid', 'cron-form', text, { field: 'cron' }, { cause });
  }
}
