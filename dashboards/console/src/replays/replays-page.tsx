import { useState } from 'react';
import { Button, Progress } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { ReplayRow } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Fault, instantText, PageList, useUrlFilters } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useEnd, useReplays } from './queries.js';
import { StartForm } from './start-form.js';
import { numberText, shareText } from './words.js';

/** Where a replay stands: a bar while it goes on, otherwise the word. */
export function Standing({ replay }: { readonly replay: ReplayRow }) {
  const { t } = useTranslation();
  const say = useSay();
  const { state, progress, problem } = replay;
  return (
    <>
      <span className={`state-tag replay-${state}`}>{t(`replays.state.${state}`)}</span>
      {state === 'running' && (
        <Progress percent={Math.round(progress * 100)} size="small" aria-label={t('replays.progress')} />
      )}
      {problem !== null && <div className="worse">{say(problem)}</div>}
    </>
  );
}

function useColumns(may: boolean, marked: readonly string[], onMark: (id: string) => void) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const end = useEnd();
  const columns: readonly ListColumn<ReplayRow>[] = [
    {
      key: 'title',
      title: t('replays.replay'),
      head: true,
      cell: (replay) => (
        <div className="alert-cell">
          <Link to={`/replays/${encodeURIComponent(replay.id)}`}>
            <strong>{replay.title === '' ? `${replay.from} – ${replay.to}` : replay.title}</strong>
          </Link>
          <div className="faint">
            {replay.requestedBy} · <span className="num">{instantText(replay.requestedAt, language)}</span>
          </div>
        </div>
      ),
    },
    {
      key: 'span',
      title: t('replays.span'),
      cell: ({ from, to, moments }) => (
        <>
          <span className="num">
            {from} – {to}
          </span>
          <div className="faint">{t(`replays.moments.${moments}`)}</div>
        </>
      ),
    },
    {
      key: 'tried',
      title: t('replays.candidates'),
      cell: ({ candidates, budget }) =>
        budget !== null
          ? t('replays.budgetOf', { count: budget })
          : candidates.length === 0
            ? t('replays.publishedOnly')
            : candidates.map(({ ruleId }) => ruleId).join('、'),
    },
    {
      key: 'state',
      title: t('replays.standing'),
      width: '150px',
      cell: (replay) => <Standing replay={replay} />,
    },
    {
      key: 'headline',
      title: t('replays.headline'),
      cell: ({ headline }) =>
        headline === null ? (
          <span className="faint">—</span>
        ) : (
          <span className="num">
            {t('replays.headlineOf', { alerts: headline.alerts, hours: numberText(headline.hours) })}
            <div className="faint">
              {t('replays.recall')} {shareText(headline.recall)}
            </div>
          </span>
        ),
    },
    {
      key: 'act',
      title: t('replays.act'),
      width: '190px',
      cell: ({ id, state }) => (
        <div className="tool-row no-print">
          {state === 'done' && (
            <Button
              size="small"
              aria-pressed={marked.includes(id)}
              type={marked.includes(id) ? 'primary' : 'default'}
              onClick={() => {
                onMark(id);
              }}
            >
              {t('replays.mark')}
            </Button>
          )}
          {may && (
            <Button
              size="small"
              onClick={() => {
                const goesOn = state === 'waiting' || state === 'running';
                end.mutate({ id, act: goesOn ? 'cancel' : 'remove' });
              }}
            >
              {t(state === 'waiting' || state === 'running' ? 'replays.cancel' : 'replays.remove')}
            </Button>
          )}
        </div>
      ),
    },
  ];
  return { columns, error: end.error };
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const navigate = useNavigate();
  const may = useMay('runReplays');
  const replays = useReplays(filters.page);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const { columns, error } = useColumns(may, marked, (id) => {
    setMarked(marked.includes(id) ? marked.filter((one) => one !== id) : [...marked, id].slice(-2));
  });
  const [first, second] = marked;
  return (
    <div className="page">
      <h1>{t('replays.title')}</h1>
      <p className="faint">{t('replays.intro')}</p>
      <p className="no-print">
        <Link to="/rules">{t('rules.title')}</Link>
      </p>
      {may && (
        <StartForm
          onStarted={(id) => {
            void navigate(`/replays/${encodeURIComponent(id)}`);
          }}
        />
      )}
      {error !== null && <Fault error={error} />}
      <div className="tool-row no-print">
        <Button
          disabled={first === undefined || second === undefined}
          onClick={() => {
            void navigate(
              `/replays/${encodeURIComponent(first ?? '')}?with=${encodeURIComponent(second ?? '')}`,
            );
          }}
        >
          {t('replays.compare')}
        </Button>
        <span className="faint">{t('replays.compareHow', { count: marked.length })}</span>
      </div>
      <PageList
        asked={replays}
        filters={filters}
        empty={t('replays.empty')}
        lines={6}
        label={t('replays.title')}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </div>
  );
}
