import type { ReadingFacts } from '@miaotou/contracts';
import { findDisputeType, findRegion, formatYuan, keyGroups } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';

export const factNames = [
  'labour',
  'danger',
  'disputeType',
  'keyGroup',
  'persons',
  'amountFen',
  'months',
  'town',
] as const satisfies readonly (keyof ReadingFacts)[];
export type FactName = (typeof factNames)[number];

function codeName(name: FactName, code: string): Bilingual {
  const found =
    name === 'town'
      ? findRegion(code)?.name
      : name === 'keyGroup'
        ? keyGroups.find((group) => group.code === code)?.name
        : findDisputeType(code)?.name;
  return found ?? { zh: code, en: code };
}

/** A fact in the reader's words; what the text does not say is said to be so. */
export function useFactText(): (name: FactName, value: ReadingFacts[FactName] | undefined) => string {
  const { t } = useTranslation();
  const say = useSay();
  return (name, value) => {
    if (value === null || value === undefined) return t('reading.unknown');
    if (typeof value === 'boolean') return t(value ? 'reading.yes' : 'reading.no');
    if (typeof value === 'string') return say(codeName(name, value));
    return name === 'amountFen' ? formatYuan(value) : String(value);
  };
}
