import { naturalPerson } from '@miaotou/engine';
import type { RulesRecords, RuleVersionRecords } from '@miaotou/engine';
import { and, desc, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import { drizzleOf } from '../client/index.js';
import { employerQuestions, employers } from '../employers/schema.js';
import { evaluationRuns } from './schema.js';
import { ruleVersionRecords } from './versions.js';

/** Ids per question, so that a run over a whole county stays below the limits of one statement. */
const idsAtOnce = 10_000;

/** Rules, their runs and the names of those they judge, in PostgreSQL. */
export const rulesRecords: RulesRecords & RuleVersionRecords = {
  ...ruleVersionRecords,

  async recordRun(executor, run) {
    await drizzleOf(executor).insert(evaluationRuns).values(run);
  },

  async newestAbstentions(executor) {
    const [run] = await drizzleOf(executor)
      .select({ abstentions: evaluationRuns.abstentions })
      .from(evaluationRuns)
      // A run of what the detectors judged looks at some subjects only, as one of a batch does.
      .where(
        and(
          isNull(evaluationRuns.batchId),
          ne(evaluationRuns.reason, 'detection'),
          isNotNull(evaluationRuns.finishedAt),
        ),
      )
      .orderBy(desc(evaluationRuns.startedAt))
      .limit(1);
    return run?.abstentions ?? [];
  },

  async subjects(executor, ids) {
    const found = new Map<string, { name: string; region: string; known: boolean }>();
    for (let start = 0; start < ids.length; start += idsAtOnce) {
      const block = ids.slice(start, start + idsAtOnce);
      const known = block.filter((id) => /^\d{1,15}$/u.test(id)).map(Number);
      const waiting = block.filter((id) => id.startsWith('pending:'));
      if (known.length > 0) {
        const rows = await drizzleOf(executor)
          .select({ id: employers.id, name: employers.name, region: employers.region })
          .from(employers)
          .where(inArray(employers.id, known));
        for (const { id, name, region } of rows) found.set(String(id), { name, region, known: true });
      }
      if (waiting.length > 0) {
        const rows = await drizzleOf(executor)
          .select({
            id: employerQuestions.pendingId,
            name: employerQuestions.name,
            region: employerQuestions.region,
          })
          .from(employerQuestions)
          .where(inArray(employerQuestions.pendingId, waiting));
        for (const { id, name, region } of rows) found.set(id, { name, region, known: false });
      }
      // A natural person is kept without a name and lies where the facts say.
      for (const id of block.filter((one) => one.startsWith('person:'))) {
        found.set(id, { name: naturalPerson, region: '', known: false });
      }
    }
    return found;
  },
};
