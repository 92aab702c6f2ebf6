import type { Thresholds } from '@miaotou/contracts';
import { alertTiers, type AlertTier } from '@miaotou/domain';

/** A cell of the table of thresholds. */
export interface Cell {
  readonly name: string;
  readonly tier: AlertTier;
}

/** Numbers tried as the address holds them: `items.blue=1,people.red=20`. */
export function triedText(tried: Thresholds): string {
  return Object.keys(tried)
    .toSorted()
    .flatMap((name) =>
      alertTiers.flatMap((tier) => {
        const number = tried[name]?.[tier];
        return number === undefined ? [] : [`${name}.${tier}=${number}`];
      }),
    )
    .join(',');
}

/** Reads numbers from an address; what makes no sense is left out. */
export function readTried(text: string, inForce: Thresholds): Thresholds {
  let tried: Thresholds = {};
  for (const part of text.split(',')) {
    const [, name = '', word = '', number = ''] = /^([A-Za-z]\w*)\.(\w+)=(-?[\d.eE+-]+)$/u.exec(part) ?? [];
    const tier = alertTiers.find((one) => one === word);
    const value = Number(number);
    if (tier === undefined || number === '' || !Number.isFinite(value)) continue;
    tried = withNumber(tried, inForce, { name, tier }, value);
  }
  return tried;
}

/** The numbers with one changed; one that is as in force is not tried. Cells that the rule does not have are left alone. */
export function withNumber(
  tried: Thresholds,
  inForce: Thresholds,
  { name, tier }: Cell,
  value: number,
): Thresholds {
  const published = inForce[name]?.[tier];
  if (published === undefined) return tried;
  const { [tier]: _, ...others } = tried[name] ?? {};
  const own = value === published ? others : { ...others, [tier]: value };
  const { [name]: __, ...rest } = tried;
  return Object.keys(own).length === 0 ? rest : { ...rest, [name]: own };
}

/** What a cell stands at. */
export function numberAt(tried: Thresholds, inForce: Thresholds, { name, tier }: Cell): number | undefined {
  return tried[name]?.[tier] ?? inForce[name]?.[tier];
}

/** Names whose numbers turn back on the way from blue to red: they must only rise or only fall. */
export function outOfOrder(tried: Thresholds, inForce: Thresholds): readonly string[] {
  return Object.keys(inForce).filter((name) => {
    const numbers = alertTiers.flatMap((tier) => numberAt(tried, inForce, { name, tier }) ?? []);
    const steps = numbers.slice(1).map((number, at) => Math.sign(number - (numbers[at] ?? number)));
    return steps.includes(1) && steps.includes(-1);
  });
}

/** What a person typed as a number; null where it is none. */
export function typedNumber(text: string): number | null {
  const plain = text.trim().replaceAll('，', '').replaceAll(',', '').replace('。', '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/u.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) && Math.abs(value) < 1e12 ? value : null;
}
