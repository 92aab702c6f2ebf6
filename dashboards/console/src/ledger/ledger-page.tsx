import { useState } from 'react';
import { Button, Segmented, Tooltip } from 'antd';
import { Link } from 'react-router';
import { amountBands, headcountBands, type LedgerEntry } from '@miaotou/contracts';
import { disputeTypes, industrySections, keyGroups } from '@miaotou/domain';
import { API } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import {
  ChoiceFilter,
  Choices,
  DayRange,
  FilterBar,
  instantText,
  PageList,
  RegionSelect,
  TextFilter,
  TierShape,
  TierTag,
  useStepText,
  useUrlFilters,
  type ListColumn,
  type UrlFilters,
} from '../parts/index.js';
import { askedSlots, useTiersInUse, useTierScheme } from '../tiers/index.js';
import { DoorLink, useMay } from '../people/index.js';
import { GradeCounts } from './counts.js';
import { Measures, useClassText } from './grade-words.js';
import { PlaceDrawer } from './place-drawer.js';
import { placeOf, useLedger, useLedgerCounts, type PlaceOf } from './queries.js';
import { Proof, shortHash } from './verify.js';

const filterNames = [
  'tier',
  'disputeType',
  'keyGroup',
  'industry',
  'headcount',
  'amount',
  'chain',
  'region',
  'q',
  'from',
  'to',
] as const;

function LedgerFilters({ filters, search }: { readonly filters: UrlFilters; readonly search: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const scheme = useTierScheme();
  const tiers = useTiersInUse();
  const counts = useLedgerCounts(search);
  const set = filterNames.filter((name) => filters.get(name) !== '');
  const chosen = filters.get('chain');
  const offices = counts.data?.chain ?? [];
  const missing = chosen !== '' && !offices.some(({ value }) => value === chosen);
  return (
    <FilterBar count={set.length}>
      <Choices
        label={t('common.tier')}
        value={filters.get('tier')}
        options={tiers.map((tier) => ({
          value: tier,
          label: (
            <>
              <TierShape tier={tier} /> {t(`tier.${tier}`)}
            </>
          ),
        }))}
        onChange={(tier) => {
          filters.set({ tier: askedSlots(tier, scheme) });
        }}
      />
      <ChoiceFilter
        name="disputeType"
        label={t('ledger.by.disputeType')}
        options={disputeTypes
          .filter(({ parent }) => parent === null)
          .map(({ code, name }) => ({ value: code, label: say(name) }))}
        filters={filters}
      />
      <ChoiceFilter
        name="keyGroup"
        label={t('ledger.by.keyGroup')}
        options={keyGroups.map(({ code, name }) => ({ value: code, label: say(name) }))}
        filters={filters}
      />
      <ChoiceFilter
        name="industry"
        label={t('ledger.by.industry')}
        options={[
          ...industrySections.map(({ letter, name }) => ({ value: letter, label: say(name) })),
          { value: 'unknown', label: t('ledger.unknown') },
        ]}
        filters={filters}
      />
      <ChoiceFilter
        name="headcount"
        label={t('ledger.by.headcount')}
        options={headcountBands.map((value) => ({ value, label: t(`ledger.headcountBand.${value}`) }))}
        filters={filters}
      />
      <ChoiceFilter
        name="amount"
        label={t('ledger.by.amount')}
        options={amountBands.map((value) => ({ value, label: t(`ledger.amountBand.${value}`) }))}
        filters={filters}
      />
      <ChoiceFilter
        name="chain"
        label={t('ledger.by.chain')}
        options={[
          ...offices.map(({ value, name }) => ({ value, label: say(name) })),
          ...(missing ? [{ value: chosen, label: chosen }] : []),
        ]}
        filters={filters}
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

function useColumns(onOpen: (place: PlaceOf) => void): readonly ListColumn<LedgerEntry>[] {
  const { t } = useTranslation();
  const stepText = useStepText();
  const classText = useClassText();
  const say = useSay();
  const { language } = useLanguage();
  return [
    {
      key: 'at',
      title: t('common.when'),
      width: '132px',
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
      cell: ({ alertId, inspectionId, subjectName, sentence, corrects, correctedBy }) => (
        <div className={correctedBy === null ? 'alert-cell' : 'alert-cell ledger-past'}>
          {alertId !== null ? (
            <Link to={`/alerts/${encodeURIComponent(alertId)}`}>{subjectName}</Link>
          ) : inspectionId !== null ? (
            <DoorLink door="inspections" to={`/inspections/${encodeURIComponent(inspectionId)}`}>
              {subjectName}
            </DoorLink>
          ) : (
            <strong>{subjectName}</strong>
          )}
          <div>{say(sentence)}</div>
          {corrects !== null && (
            <div className="ledger-mark">{t('ledger.correctsMark', { seq: corrects.seq })}</div>
          )}
          {correctedBy !== null && (
            <div className="ledger-mark joint-late">
              {t('ledger.correctedMark', {
                seq: correctedBy.seq,
                by: correctedBy.by,
                reason: correctedBy.reason,
              })}
            </div>
          )}
        </div>
      ),
    },
    { key: 'class', title: t('ledger.class'), width: '15%', cell: (entry) => classText(entry) || '—' },
    {
      key: 'measures',
      title: t('ledger.measures'),
      width: '116px',
      align: 'end',
      cell: (entry) => <Measures entry={entry} />,
    },
    {
      key: 'region',
      title: t('common.region'),
      width: '9%',
      cell: ({ region, regionName }) => (region === '' ? t('common.unknownRegion') : say(regionName)),
    },
    {
      key: 'hash',
      title: t('ledger.number'),
      width: '150px',
      cell: (entry) => (
        <>
          {say(entry.office)} <span className="num">#{entry.seq}</span>{' '}
          <Tooltip title={`${entry.hash} · ${t('ledger.previous', { hash: entry.previousHash })}`}>
            <button
              type="button"
              className="ledger-open"
              aria-label={t('ledger.open', { seq: entry.seq })}
              onClick={() => {
                onOpen(placeOf(entry));
              }}
            >
              <code>{shortHash(entry.hash)}</code>
            </button>
          </Tooltip>
        </>
      ),
    },
  ];
}

function WaysOut({ search }: { readonly search: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayExport = useMay('exportLedger');
  const asked = new URLSearchParams(search);
  asked.delete('page');
  asked.set('language', language);
  return (
    <div className="tool-row no-print">
      {mayExport && (
        <Button type="primary" href={`${API}/ledger/workbook?${asked.toString()}`}>
          {t('ledger.export')}
        </Button>
      )}
      <Button
        onClick={() => {
          globalThis.print();
        }}
      >
        {t('ledger.print')}
      </Button>
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const [place, setPlace] = useState<PlaceOf | null>(null);
  const search = filters.params.toString();
  // Counts are of everything that matches, whichever page is open.
  const counted = new URLSearchParams(filters.params);
  counted.delete('page');
  const ledger = useLedger(search);
  const columns = useColumns(setPlace);
  return (
    <div className="page">
      <h1>{t('ledger.title')}</h1>
      <WaysOut search={search} />
      <Proof />
      <Segmented
        className="no-print"
        aria-label={t('ledger.view.label')}
        value={filters.get('view') === 'risks' ? 'risks' : 'entries'}
        options={(['entries', 'risks'] as const).map((value) => ({
          value,
          label: t(`ledger.view.${value}`),
        }))}
        onChange={(view) => {
          filters.set({ view: view === 'risks' ? 'risks' : '' });
        }}
      />
      <LedgerFilters filters={filters} search={counted.toString()} />
      {/* A list that is refused or fails says so itself, once. */}
      {ledger.error === null && <GradeCounts search={counted.toString()} filters={filters} />}
      <PageList
        asked={ledger}
        filters={filters}
        empty={t('ledger.empty')}
        label={t('ledger.title')}
        columns={columns}
        rowKey={({ chain, seq }) => `${chain}:${seq}`}
      />
      <PlaceDrawer
        place={place}
        onClose={() => {
          setPlace(null);
        }}
      />
    </div>
  );
}
