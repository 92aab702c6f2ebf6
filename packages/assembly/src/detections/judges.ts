import type { PointJudgement, Scanner, SeriesJudges, SeriesToJudge } from '@miaotou/engine';
import type { TaskPool } from './pool.js';

/** Series of one piece of work: small enough that giving up is quick, large enough that sending it is cheap. */
const chunk = 100;

/** The models over a pool of threads. */
export function createJudges(pool: TaskPool): SeriesJudges & Scanner {
  return {
    async weekly(series, covariates, { alpha }, signal) {
      const seasons = [...covariates];
      const chunks: (readonly SeriesToJudge[])[] = [];
      for (let start = 0; start < series.length; start += chunk)
        chunks.push(series.slice(start, start + chunk));
      const answers = await Promise.all(
        chunks.map((part) => pool.run({ kind: 'weekly', series: part, seasons, alpha }, signal)),
      );
      return answers.flatMap((answer): readonly (readonly PointJudgement[])[] =>
        answer.kind === 'weekly' ? answer.judged : [],
      );
    },
    async scan(input, signal) {
      const answer = await pool.run({ kind: 'scan', input }, signal);
      if (answer.kind !== 'scan') throw new TypeError('a scan was answered by something else');
      return answer.findings;
    },
  };
}
