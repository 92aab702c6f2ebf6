import type { LedgerEntry } from '@miaotou/contracts';
import { findDisputeType, formatYuan, keyGroups } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';

/** Types, groups and industry of an entry in words. */
export function useClassText(): (
  entry: Pick<LedgerEntry, 'disputeTypes' | 'keyGroups' | 'industryName'>,
) => string {
  const say = useSay();
  return ({ disputeTypes, keyGroups: groups, industryName }) =>
    [
      ...disputeTypes.map((code) => say(findDisputeType(code)?.name ?? { zh: code, en: code })),
      ...groups.map((code) =>
        say(keyGroups.find((one) => one.code === code)?.name ?? { zh: code, en: code }),
      ),
      ...(industryName === null ? [] : [say(industryName)]),
    ].join(' · ');
}

/** People and money of an entry; a dash where nobody told. */
export function Measures({ entry }: { readonly entry: Pick<LedgerEntry, 'headcount' | 'amountFen'> }) {
  const { t } = useTranslation();
  return (
    <span className="num">
      {entry.headcount === null ? '—' : t('joint.persons', { count: entry.headcount })}
      <br />
      {entry.amountFen === null ? '—' : formatYuan(entry.amountFen)}
    </span>
  );
}
