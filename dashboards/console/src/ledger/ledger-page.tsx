import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Tooltip } from 'antd';
import { Link } from 'react-router';
import {
  LedgerPageSchema,
  LedgerVerificationSchema,
  type LedgerEntry,
  type LedgerVerification,
} from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import {
  Choices,
  DayRange,
  Fault,
  FilterBar,
  instantText,
  RegionSelect,
  useStepText,
  TextFilter,
  TierShape,
  TierTag,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
  PageList,
} from '../parts/index.js';

const shortHash = (hash: string) => hash.slice(0, 10);

function Verdict({ result }: { readonly result: LedgerVerification }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const at = t('ledger.checkedAt', { at: instantText(result.checkedAt, language) });
  const root = result.root === null ? '' : ` · ${t('ledger.root', { hash: shortHash(result.root) })}`;
  const { broken } = result;
  return (
    <Alert
      showIcon
      type={result.holds ? 'success' : 'error'}
      title={
        broken === null ? t('ledger.holds', { count: result.entries }) : t('ledger.broken', { ...broken })
      }
      description={`${at}${root}`}
    />
  );
}

/** Asks the server to recompute the chain and shows what came out. */
function Verify() {
  const { t } = useTranslation();
  const verify = useMutation({
    mutationFn: () => http.request(LedgerVerificationSchema, '/ledger/verification'),
  });
  return (
    <div className="verify">
      <Button
        type="primary"
        loading={verify.isPending}
        onClick={() => {
          verify.mutate();
        }}
      >
        {t(verify.isPending ? 'ledger.verifying' : 'ledger.verify')}
      </Button>
      <span className="faint">{t('ledger.appendOnly')}</span>
      <div aria-live="polite">
        {verify.data !== undefined && <Verdict result={verify.data} />}
        {verify.error !== null && <Fault error={verify.error} />}
      </div>
    </div>
  );
}

function LedgerFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const set = ['tier', 'region', 'q', 'from', 'to'].filter((name) => filters.get(name) !== '');
  return (
    <FilterBar count={set.length}>
      <Choices
        label={t('common.tier')}
        value={filters.get('tier')}
        options={alertTiers.toReversed().map((tier) => ({
          value: tier,
          label: (
            <>
              <TierShape tier={tier} /> {t(`tier.${tier}`)}
            </>
          ),
        }))}
        onChange={(tier) => {
          filters.set({ tier });
        }}
      />
      <RegionSelect
        value={filters.get('region')}
        onChange={(region) => {
          filters.set({ region });
        }}
      />
      <DayRange filters={filters} />
      <TextFilter label={t('alerts.keyword')} name="q" filters={filters} />
      <div className="filter-end">
        {set.length > 0 && (
          <Button type="link" onClick={filters.clear}>
            {t('common.clear')}
          </Button>
        )}
      </div>
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<LedgerEntry>[] {
  const { t } = useTranslation();
  const stepText = useStepText();
  const say = useSay();
  const { language } = useLanguage();
  return [
    {
      key: 'seq',
      title: t('ledger.seq'),
      align: 'end',
      width: '78px',
      cell: ({ seq }) => <span className="num">{seq}</span>,
    },
    {
      key: 'at',
      title: t('common.when'),
      width: '150px',
      cell: ({ at }) => <span className="num">{instantText(at, language)}</span>,
    },
    {
      key: 'kind',
      title: t('ledger.kind'),
      width: '110px',
      head: true,
      cell: ({ kind, tier }) => (
        <>
          {stepText(kind)} {tier !== null && <TierTag tier={tier} />}
        </>
      ),
    },
    {
      key: 'subject',
      title: t('alerts.sentence'),
      head: true,
      cell: ({ alertId, subjectName, sentence }) => (
        <div className="alert-cell">
          {alertId === null ? (
            <strong>{subjectName}</strong>
          ) : (
            <Link to={`/alerts/${encodeURIComponent(alertId)}`}>{subjectName}</Link>
          )}
          <div>{say(sentence)}</div>
        </div>
      ),
    },
    {
      key: 'region',
      title: t('common.region'),
      width: '12%',
      cell: ({ region, regionName }) => (region === '' ? t('common.unknownRegion') : say(regionName)),
    },
    {
      key: 'hash',
      title: t('ledger.hash'),
      width: '130px',
      cell: ({ hash, previousHash }) => (
        <Tooltip title={`${hash} · ${t('ledger.previous', { hash: previousHash })}`}>
          <code tabIndex={0} aria-label={t('ledger.hashFull', { hash })}>
            {shortHash(hash)}
          </code>
        </Tooltip>
      ),
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const search = filters.params.toString();
  const ledger = useQuery({
    queryKey: ['ledger', search],
    queryFn: ({ signal }) => http.request(LedgerPageSchema, `/ledger?${search}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  return (
    <div className="page">
      <h1>{t('ledger.title')}</h1>
      <Verify />
      <LedgerFilters filters={filters} />
      <PageList
        asked={ledger}
        filters={filters}
        empty={t('ledger.empty')}
        label={t('ledger.title')}
        columns={columns}
        rowKey={({ chain, seq }) => `${chain}:${seq}`}
      />
    </div>
  );
}
