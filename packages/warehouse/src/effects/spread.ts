import { z } from 'zod';
import { nobody } from '@miaotou/engine';
import type { EffectsWarehouse, KeptMoment } from '@miaotou/engine';
import type { CheckedRule } from '@miaotou/rules';
import type { Warehouse } from '../client/index.js';
import { judgedSql, valueSql } from './kept-columns.js';

type Spread = Awaited<ReturnType<EffectsWarehouse['spreads']>>[number];

const Count = z.union([z.number(), z.string()]).transform(Number);
const shares = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const;
const most = 36;

const Summary = z.object({
  subjects: Count,
  missing: Count,
  zeros: Count,
  broken: Count,
  least: z.number().nullable(),
  middle: z.number().nullable(),
  greatest: z.number().nullable(),
  quantiles: z.array(z.number().nullable()),
});

interface Bins {
  readonly scale: 'linear' | 'logarithmic';
  readonly from: number;
  /** Width, or the logarithm of the ratio of neighbouring bounds. */
  readonly step: number;
  readonly count: number;
}

/** Bins for values between two bounds; whole numbers get bins of whole width. */
export function binsFor(least: number, greatest: number, middle: number, whole: boolean): Bins {
  const heavy = least > 0 && greatest / least >= 200 && greatest / Math.max(middle, least) >= 20;
  if (heavy) {
    const count = 30;
    return { scale: 'logarithmic', from: least, step: Math.log(greatest / least) / count, count };
  }
  const span = greatest - least;
  if (span === 0)
    return { scale: 'linear', from: least, step: whole ? 1 : Math.max(Math.abs(least), 1), count: 1 };
  const step = whole ? Math.max(1, Math.ceil((span + 1) / most)) : span / most;
  return { scale: 'linear', from: least, step, count: whole ? Math.floor(span / step) + 1 : most };
}

const boundOf = ({ scale, from, step }: Bins, at: number): number =>
  scale === 'linear' ? from + at * step : from * Math.exp(at * step);

/** Where the subjects of one filling stand on one value. */
export async function spreadOf(
  warehouse: Warehouse,
  rule: CheckedRule,
  name: string,
  kept: KeptMoment,
): Promise<Spread> {
  const rows =
    'SELECT * FROM miaotou.effect_values WHERE filling = {filling:UInt64} AND subject_id != {nobody:String}';
  const values = `SELECT toFloat64(${valueSql(rule, name)}) AS v FROM (${judgedSql(rule, rows)})`;
  const params = { filling: kept.filling, nobody };
  const told = 'isNotNull(v) AND v != 0';
  const [summary] = await warehouse.run(
    `SELECT count() AS subjects, countIf(isNull(v)) AS missing, countIf(v = 0) AS zeros, countIf(v != round(v)) AS broken,
       minOrNullIf(v, ${told}) AS least, quantileExactOrNullIf(0.5)(v, ${told}) AS middle, maxOrNullIf(v, ${told}) AS greatest,
       if(count(v) = 0, [], quantilesExactIf(${shares.join(', ')})(v, isNotNull(v))) AS quantiles FROM (${values})`,
    params,
    Summary,
  );
  const { subjects = 0, missing = 0, zeros = 0, broken = 0 } = summary ?? {};
  const { least = null, middle = null, greatest = null, quantiles = [] } = summary ?? {};
  const common = { name, subjects, missing, zeros, least, middle, greatest };
  const known = shares.flatMap((share, at) => {
    const value = quantiles[at];
    return typeof value === 'number' ? { share, value } : [];
  });
  if (least === null || middle === null || greatest === null)
    return { ...common, scale: 'linear', bins: [], quantiles: known };
  const bins = binsFor(least, greatest, middle, broken === 0);
  const place =
    bins.scale === 'linear'
      ? 'floor((v - {from:Float64}) / {step:Float64})'
      : 'floor(log(v / {from:Float64}) / {step:Float64})';
  const found = await warehouse.run(
    `SELECT toInt32(least(greatest(${place}, 0), ${bins.count - 1})) AS place, count() AS subjects FROM (${values}) WHERE ${told} GROUP BY place`,
    { ...params, from: bins.from, step: bins.step },
    z.object({ place: z.number(), subjects: Count }),
  );
  const byPlace = new Map(found.map((one) => [one.place, one.subjects]));
  return {
    ...common,
    scale: bins.scale,
    bins: Array.from({ length: bins.count }, (_, at) => ({
      from: boundOf(bins, at),
      to: boundOf(bins, at + 1),
      subjects: byPlace.get(at) ?? 0,
    })),
    quantiles: known,
  };
}
