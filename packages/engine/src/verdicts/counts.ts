import type { RuleVerdicts } from '@miaotou/contracts';
import { verdictKinds } from '@miaotou/domain';
import type { VerdictKind } from '@miaotou/domain';

/** Two-sided 95 %. */
const z = 1.959963984540054;

/** Wilson's interval of a share; null without any trial. */
export function wilson(hits: number, total: number): [number, number] | null {
  if (total === 0) return null;
  const share = hits / total;
  const square = z * z;
  const middle = (share + square / (2 * total)) / (1 + square / total);
  const half =
    (z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total))) / (1 + square / total);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** How verdicts fell, and the share of alerts that turned out true or partly true. */
export function countVerdicts(kinds: readonly VerdictKind[]): RuleVerdicts['all'] {
  const of = (kind: VerdictKind): number => kinds.filter((one) => one === kind).length;
  const counts = { true: of('true'), partly: of('partly'), false: of('false'), known: of('known') };
  const total = verdictKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const hits = counts.true + counts.partly;
  return {
    counts,
    total,
    share: total === 0 ? null : hits / total,
    interval: wilson(hits, total),
  };
}
