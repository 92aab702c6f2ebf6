import type { LedgerCounts } from '@miaotou/contracts';
import type { Bilingual } from '@miaotou/domain';
import { alertTiers } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, TierTag, useNarrow, type UrlFilters } from '../parts/index.js';
import { useLedgerCounts } from './queries.js';

const facets = [
  'tier',
  'disputeType',
  'keyGroup',
  'industry',
  'region',
  'chain',
  'headcount',
  'amount',
] as const;
type Facet = (typeof facets)[number];
/** Values of a facet that stand in view; the rest is counted. */
const shown = 8;

interface Counted {
  readonly value: string;
  readonly name: Bilingual;
  readonly entries: number;
}

function Value({ facet, one, filters }: { facet: Facet; one: Counted; filters: UrlFilters }) {
  const say = useSay();
  const pressed = filters.get(facet).split(',').includes(one.value);
  const tier = facet === 'tier' ? alertTiers.find((each) => each === one.value) : undefined;
  // Places that nobody told cannot be asked for.
  const still = facet === 'region' && one.value === 'unknown';
  return (
    <li>
      <button
        type="button"
        disabled={still}
        aria-pressed={pressed}
        onClick={() => {
          filters.set({ [facet]: pressed ? '' : one.value });
        }}
      >
        {tier === undefined ? say(one.name) : <TierTag tier={tier} />}{' '}
        <strong className="num">{one.entries}</strong>
      </button>
    </li>
  );
}

function Counts({ counts, filters }: { readonly counts: LedgerCounts; readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  return (
    <div className="ledger-counts">
      {facets
        .filter((facet) => counts[facet].length > 0)
        .map((facet) => (
          <section key={facet} aria-label={t(`ledger.by.${facet}`)}>
            <h3>{t(`ledger.by.${facet}`)}</h3>
            <ul>
              {counts[facet].slice(0, shown).map((one) => (
                <Value key={one.value} facet={facet} one={one} filters={filters} />
              ))}
              {counts[facet].length > shown && (
                <li className="faint">{t('ledger.more', { count: counts[facet].length - shown })}</li>
              )}
            </ul>
          </section>
        ))}
    </div>
  );
}

/** How the entries that match fall, by every way in which the ledger is graded; each number is a filter. */
export function GradeCounts({ search, filters }: { readonly search: string; readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const counts = useLedgerCounts(search);
  return (
    <details className="panel" open={!narrow}>
      <summary>
        {t('ledger.graded')}
        {counts.data !== undefined && counts.data.corrected > 0 && (
          <span className="faint"> · {t('ledger.correctedCount', { count: counts.data.corrected })}</span>
        )}
      </summary>
      <Answer asked={counts} lines={4}>
        {(found) => <Counts counts={found} filters={filters} />}
      </Answer>
    </details>
  );
}
