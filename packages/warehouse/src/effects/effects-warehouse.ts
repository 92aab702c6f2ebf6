import { z } from 'zod';
import { nobody } from '@miaotou/engine';
import type { EffectsWarehouse } from '@miaotou/engine';
import { compileEventPass, compileSubjectPass } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { withPass } from '../rules/index.js';
import type { Judged } from '../rules/index.js';
import type { Warehouse } from '../client/index.js';
import { judgedSql, keptFeatures, ownSql } from './kept-columns.js';
import * as queries from './queries.js';
import { spreadOf } from './spread.js';

const Ranked = z.object({
  subject_id: z.string(),
  region: z.string(),
  label: z.string(),
  places: z.array(z.number()),
  ranks: z.array(z.number()),
});

/** Stands for a rule that abstained, which arrays of numbers cannot hold. */
const abstained = -1;

function judgedKind({ file }: CheckedRule): Judged {
  if (file.subject === 'source') throw new RangeError(`${file.id} judges sources, which no pass does`);
  return file.subject;
}

/** Past features of rules, kept so that thresholds can be tried on them. */
export function createEffectsWarehouse(warehouse: Warehouse): EffectsWarehouse {
  return {
    async state() {
      return JSON.stringify(await warehouse.query(queries.counted, {}));
    },
    async known(moments) {
      const hours = await warehouse.query(queries.learned, {});
      return moments.map((at) => {
        const totals = new Map<string, number>();
        for (const { what, hour, rows } of hours) {
          if (new Date(hour) < at) totals.set(what, (totals.get(what) ?? 0) + rows);
        }
        return JSON.stringify([...totals].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      });
    },
    async kept(key, moments) {
      const found = await warehouse.query(queries.fillings, { key });
      const byMoment = new Map(
        found.map(({ at, state, newest }) => [`${new Date(at).getTime()} ${state}`, newest]),
      );
      return moments.flatMap(({ at, state }) => {
        const filling = byMoment.get(`${at.getTime()} ${state}`);
        return filling === undefined ? [] : { at, filling };
      });
    },
    async keep({ key, state, filling }, rule, request, signal) {
      const kind = judgedKind(rule);
      const shape = { some: false, grid: false };
      const pass =
        kind === 'event'
          ? compileEventPass(request.rules, shape)
          : compileSubjectPass(kind, request.rules, shape);
      const columns = pass.rules.find((one) => one.rule.file.id === rule.file.id);
      const columnOf = (name: string): string => columns?.features.get(name) ?? 'NULL';
      const { numbers, words } = keptFeatures(rule);
      const list = (names: readonly string[], type: string): string =>
        `CAST([${names.map((name) => `CAST(${columnOf(name)} AS Nullable(${type}))`).join(', ')}] AS Array(Nullable(${type})))`;
      await withPass(warehouse, pass, request, kind, { signal }, (own, parameters) =>
        own.command(
          `INSERT INTO miaotou.effect_values (filling, subject_id, as_of, region, label, numbers, words)
           SELECT {filling:UInt64}, subject_id, as_of, region, ${kind === 'event' ? 'label' : "''"}, ${list(numbers, 'Float64')}, ${list(words, 'String')}
           FROM (${pass.sql}) WHERE ${ownSql(rule)}`,
          { ...parameters, filling },
          { signal },
        ),
      );
      signal.throwIfAborted();
      await warehouse.insert('miaotou.effect_moments', [
        { rule_key: key, as_of: request.moments.at(-1), state, filling },
      ]);
    },
    async ranked(rule, kept, signal) {
      const rows = 'SELECT * FROM miaotou.effect_values WHERE filling IN ({fillings:Array(UInt64)})';
      // Few subjects are ever given a tier: gathering the moments of all others would be most of the work.
      const hit = `SELECT subject_id FROM (${judgedSql(rule, rows)}) WHERE tier > 0`;
      const found = await warehouse.run(
        `SELECT subject_id, max(region) AS region, max(label) AS label,
           groupArray(toUInt16(indexOf({fillings:Array(UInt64)}, filling) - 1)) AS places, groupArray(toInt8(ifNull(tier, ${abstained}))) AS ranks
         FROM (SELECT subject_id, region, label, filling, tier FROM (${judgedSql(rule, `${rows} AND (subject_id = {nobody:String} OR subject_id IN (${hit}))`)}))
         GROUP BY subject_id ORDER BY subject_id`,
        { fillings: kept.map(({ filling }) => filling), nobody },
        Ranked,
        signal === undefined ? {} : { signal },
      );
      return found.map(({ subject_id: subjectId, region, label, places, ranks }) => ({
        subjectId,
        region,
        label,
        ranks: new Map(
          places.map((place, at) => {
            const rank = ranks[at] ?? abstained;
            return [place, rank === abstained ? null : rank];
          }),
        ),
      }));
    },
    async spreads(rule, names, kept) {
      const spreads = [];
      for (const name of names) spreads.push(await spreadOf(warehouse, rule, name, kept));
      return spreads;
    },
    async features(rule, { filling }, subject) {
      const [row] = await warehouse.query(queries.kept, { filling, subject, nobody });
      if (row === undefined) return null;
      const { numbers, words } = keptFeatures(rule);
      return Object.fromEntries(
        rule.features.map(({ name, type }) => {
          if (type === 'string') return [name, row.words[words.indexOf(name)] ?? null];
          const number = row.numbers[numbers.indexOf(name)] ?? null;
          return [name, type === 'bool' && number !== null ? number !== 0 : number];
        }),
      );
    },
  };
}
