import { useCallback, useState } from 'react';
import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { frontierOption, frontierPoints, type ChartLook } from '@miaotou/charts';
import type { BudgetProposal } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Chart, DataList, Nothing, ReasonDialog, TierTag } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useMissColumns } from './misses.js';
import { useDraftProposal } from './queries.js';
import { numberText, shareText } from './words.js';

type ThresholdChange = BudgetProposal['changes'][number];
type Judged = BudgetProposal['train']['published'];

function DraftProposal({ id, proposal }: { readonly id: string; readonly proposal: BudgetProposal }) {
  const { t } = useTranslation();
  const draft = useDraftProposal(id);
  const [asked, setAsked] = useState(false);
  if (draft.data !== undefined) {
    return (
      <Alert
        type="success"
        showIcon
        title={t('replays.drafted', { count: draft.data.length })}
        description={draft.data.map(({ id: draftId, ruleId }) => (
          <span key={draftId}>
            <Link to={`/rules/${encodeURIComponent(ruleId)}/versions`}>{ruleId}</Link>{' '}
          </span>
        ))}
      />
    );
  }
  return (
    <>
      <Button
        type="primary"
        className="no-print"
        onClick={() => {
          setAsked(true);
        }}
      >
        {t('replays.saveDraft')}
      </Button>
      {asked && (
        <ReasonDialog
          title={t('replays.saveDraft')}
          action={t('replays.saveDraft')}
          pending={draft.isPending}
          error={draft.error}
          onClose={() => {
            setAsked(false);
          }}
          onDo={(reason) => {
            draft.mutate({ changes: proposal.changes, reason });
          }}
        >
          <p className="faint">
            {t('replays.saveDraftMean', {
              count: new Set(proposal.changes.map(({ ruleId }) => ruleId)).size,
            })}
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

/** A table of what the thresholds in force and the proposed ones did on the part that chose and on the part that judges. */
function Parts({ proposal }: { readonly proposal: BudgetProposal }) {
  const { t } = useTranslation();
  const lines = (['train', 'test'] as const).flatMap((part) =>
    (['published', 'proposed'] as const).map((side) => ({
      key: `${part} ${side}`,
      part: t(`replays.${part}`),
      side: t(side === 'published' ? 'replays.side.published' : 'replays.proposed'),
      judged: proposal[part][side],
    })),
  );
  type Line = (typeof lines)[number];
  const number = (key: string, title: string, of: (judged: Judged) => string): ListColumn<Line> => ({
    key,
    title,
    align: 'end',
    cell: ({ judged }) => <span className="num">{of(judged)}</span>,
  });
  const columns: readonly ListColumn<Line>[] = [
    {
      key: 'part',
      title: t('replays.span'),
      head: true,
      cell: ({ part, side, judged }) => (
        <>
          <strong>{side}</strong>{' '}
          <span className="faint num">
            {part} {judged.from} – {judged.to}
          </span>
        </>
      ),
    },
    number('most', t('replays.mostAWeek'), ({ mostAWeek }) => String(mostAWeek)),
    number('mean', t('replays.meanAWeek'), ({ meanAWeek }) => String(meanAWeek)),
    number('hours', t('replays.hours'), ({ hours }) => numberText(hours)),
    number('precision', t('replays.precision'), ({ score }) => shareText(score.precision)),
    number('recall', t('replays.recall'), ({ score }) => shareText(score.recall)),
  ];
  return <DataList label={t('replays.judgedOn')} items={lines} columns={columns} rowKey={({ key }) => key} />;
}

/** Thresholds that keep orange and red within a number a week: what changes, what it saves, and what it gives up. */
export function Budget({ id, proposal }: { readonly id: string; readonly proposal: BudgetProposal }) {
  const { t } = useTranslation();
  const say = useSay();
  const may = useMay('draftRules');
  const missColumns = useMissColumns();
  const { frontier, changes, givenUp, reached, budget, tried, train } = proposal;
  const make = useCallback((look: ChartLook) => frontierOption(frontier, look), [frontier]);
  const columns: readonly ListColumn<ThresholdChange>[] = [
    {
      key: 'rule',
      title: t('rules.rule'),
      head: true,
      cell: ({ ruleId, name }) => (
        <Link to={`/rules/${encodeURIComponent(ruleId)}`}>
          {ruleId} {say(name)}
        </Link>
      ),
    },
    { key: 'threshold', title: t('replays.threshold'), cell: ({ thresholdName }) => say(thresholdName) },
    { key: 'tier', title: t('replays.tier'), cell: ({ tier }) => <TierTag tier={tier} /> },
    {
      key: 'change',
      title: t('replays.change'),
      align: 'end',
      cell: ({ from, to }) => (
        <span className="num">
          <span className="faint">{from}</span> → <strong>{to}</strong>
        </span>
      ),
    },
  ];
  return (
    <>
      <Alert
        type={reached ? 'success' : 'warning'}
        showIcon
        title={t(reached ? 'replays.reached' : 'replays.notReached', {
          budget,
          before: train.published.mostAWeek,
          after: train.proposed.mostAWeek,
        })}
        description={t('replays.weighed', { tried })}
      />
      <section className="panel">
        <h2>{t('replays.frontier')}</h2>
        <p className="faint">{t('replays.frontierMean')}</p>
        {frontierPoints(frontier).length === 0 ? (
          <Nothing>{t('replays.noFrontier')}</Nothing>
        ) : (
          <div className="frontier">
            <Chart make={make} label={t('replays.frontier')} />
          </div>
        )}
      </section>
      <section className="panel">
        <h2>{t('replays.proposal')}</h2>
        {changes.length === 0 ? (
          <Nothing>{t('replays.noChange')}</Nothing>
        ) : (
          <>
            <DataList
              label={t('replays.proposal')}
              items={changes}
              columns={columns}
              rowKey={({ ruleId, threshold, tier }) => `${ruleId} ${threshold} ${tier}`}
            />
            {may && <DraftProposal id={id} proposal={proposal} />}
          </>
        )}
      </section>
      <section className="panel">
        <h2>{t('replays.judgedOn')}</h2>
        <p className="faint">{t('replays.judgedOnMean')}</p>
        <Parts proposal={proposal} />
      </section>
      <section className="panel">
        <h2>{t('replays.givenUp')}</h2>
        {givenUp.length === 0 ? (
          <p>{t('replays.nothingGivenUp')}</p>
        ) : (
          <DataList
            label={t('replays.givenUp')}
            items={givenUp}
            columns={missColumns}
            rowKey={({ employerId, kind, on }) => `${employerId} ${kind} ${on}`}
          />
        )}
      </section>
    </>
  );
}
