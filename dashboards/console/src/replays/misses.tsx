import { useState } from 'react';
import { Segmented } from 'antd';
import { Link } from 'react-router';
import type { ReplayMiss } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { PageList, useUrlFilters } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { useMisses } from './queries.js';

const sides = ['published', 'candidate'] as const;

/** Columns of happenings: who, what, when, where, how many people. */
export function useMissColumns(): readonly ListColumn<ReplayMiss>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'employer',
      title: t('subject.employer'),
      head: true,
      cell: ({ employerId, employerName }) =>
        /^\d+$/u.test(employerId) ? (
          <Link to={`/employers/${encodeURIComponent(employerId)}`}>{employerName}</Link>
        ) : (
          employerName
        ),
    },
    { key: 'kind', title: t('replays.happening'), cell: ({ kind }) => t(`replays.outcome.${kind}`) },
    { key: 'on', title: t('replays.on'), cell: ({ on }) => <span className="num">{on}</span> },
    { key: 'town', title: t('common.region'), cell: ({ regionName }) => say(regionName) },
    {
      key: 'persons',
      title: t('replays.persons'),
      align: 'end',
      cell: ({ persons }) => <span className="num">{persons ?? '—'}</span>,
    },
  ];
}

/** What happened and nobody was warned of, by name. */
export function Misses({ id, both }: { readonly id: string; readonly both: boolean }) {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const [side, setSide] = useState<(typeof sides)[number]>('published');
  const asked = useMisses(id, side, filters.page);
  const columns = useMissColumns();
  return (
    <section className="panel" aria-label={t('replays.part.misses')}>
      <h2>{t('replays.part.misses')}</h2>
      {both && (
        <Segmented
          className="no-print"
          aria-label={t('replays.sides')}
          value={side}
          options={sides.map((value) => ({ value, label: t(`replays.side.${value}`) }))}
          onChange={(value) => {
            setSide(value);
            filters.setPage(1);
          }}
        />
      )}
      <PageList
        asked={asked}
        filters={filters}
        empty={t('replays.noMiss')}
        lines={6}
        label={t('replays.part.misses')}
        columns={columns}
        rowKey={({ employerId, kind, on }) => `${employerId} ${kind} ${on}`}
      />
    </section>
  );
}
