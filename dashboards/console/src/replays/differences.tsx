import { useState } from 'react';
import { Button, Drawer, Segmented } from 'antd';
import { Link } from 'react-router';
import {
  differenceKinds,
  type DifferenceKind,
  type ReplayDifference,
  type ReplayResult,
} from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, dayText, instantText, Nothing, PageList, TierTag, useUrlFilters } from '../parts/index.js';
import type { ListColumn } from '../parts/index.js';
import { useDifferences, useSteps } from './queries.js';

/** What can happen to an alert of a replay, in words. */
const happenings = [
  'opened',
  'raised',
  'lowered',
  'easing',
  'acknowledged',
  'handled',
  'reverted',
  'resolved',
  'dismissed',
  'reopened',
] as const;

function Steps({
  id,
  side,
  one,
}: {
  readonly id: string;
  readonly side: 'published' | 'candidate';
  readonly one: ReplayDifference;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const asked = useSteps(id, side, one);
  return (
    <section>
      <h3>{t(`replays.side.${side}`)}</h3>
      <Answer asked={asked} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="faint">{t('replays.noAlert')}</p>
          ) : (
            items.map((alert) => (
              <div key={alert.openedAt}>
                <p>{say(alert.sentence)}</p>
                <ol className="rule-steps">
                  {alert.steps.map(({ at, kind, tier }) => {
                    const known = happenings.find((word) => word === kind);
                    return (
                      <li key={`${at}:${kind}`}>
                        <TierTag tier={tier} /> {known === undefined ? kind : t(`alerts.eventKind.${known}`)}{' '}
                        <span className="num faint">{instantText(at, language)}</span>
                      </li>
                    );
                  })}
                </ol>
              </div>
            ))
          )
        }
      </Answer>
    </section>
  );
}

/** What one difference rests on: both sides step by step, and the way to the alert of production. */
function Evidence({ id, one }: { readonly id: string; readonly one: ReplayDifference }) {
  const { t } = useTranslation();
  const say = useSay();
  const alerts = new URLSearchParams({ rule: one.ruleId, sort: 'opened' });
  if (one.employerId !== null) alerts.set('employer', one.employerId);
  return (
    <div className="effect-evidence">
      <p>
        <strong>
          {one.ruleId} {say(one.name)}
        </strong>
      </p>
      <p>{say(one.reason)}</p>
      {(['published', 'candidate'] as const).map((side) => (
        <Steps key={side} id={id} side={side} one={one} />
      ))}
      <p>
        <Link to={`/alerts?${alerts.toString()}`}>{t('replays.toAlerts')}</Link>
      </p>
      {one.employerId !== null && (
        <p>
          <Link to={`/employers/${encodeURIComponent(one.employerId)}`}>{t('workbench.toEmployer')}</Link>
        </p>
      )}
    </div>
  );
}

/** Alerts that are not the same on both sides, kind by kind; each opens to what happened on either. */
export function Differences({
  id,
  counts,
}: {
  readonly id: string;
  readonly counts: ReplayResult['differences'];
}) {
  const { t } = useTranslation();
  const given = differenceKinds.filter((kind) => counts[kind] > 0);
  const [chosen, setChosen] = useState<DifferenceKind | null>(null);
  const kind = chosen ?? given[0];
  if (kind === undefined) return <Nothing>{t('replays.noDifference')}</Nothing>;
  return (
    <section className="panel" aria-label={t('replays.part.differences')}>
      <h2>{t('replays.part.differences')}</h2>
      <div className="replay-parts no-print">
        <Segmented
          aria-label={t('replays.kinds')}
          value={kind}
          options={given.map((value) => ({
            value,
            label: `${t(`replays.kind.${value}`)} ${counts[value]}`,
          }))}
          onChange={setChosen}
        />
      </div>
      <p className="faint">{t(`replays.kindMean.${kind}`)}</p>
      <OfKind key={kind} id={id} kind={kind} />
    </section>
  );
}

function OfKind({ id, kind }: { readonly id: string; readonly kind: DifferenceKind }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const filters = useUrlFilters();
  const asked = useDifferences(id, kind, filters.page);
  const [open, setOpen] = useState<ReplayDifference | null>(null);
  const columns: readonly ListColumn<ReplayDifference>[] = [
    {
      key: 'subject',
      title: t('workbench.subject'),
      head: true,
      cell: (one) => (
        <button
          type="button"
          className="plain-link"
          onClick={() => {
            setOpen(one);
          }}
        >
          {one.subjectName}
        </button>
      ),
    },
    { key: 'rule', title: t('rules.rule'), cell: ({ ruleId, name }) => `${ruleId} ${say(name)}` },
    { key: 'town', title: t('common.region'), cell: ({ regionName }) => say(regionName) },
    ...(['published', 'candidate'] as const).map((side): ListColumn<ReplayDifference> => ({
      key: side,
      title: t(`replays.side.${side}`),
      cell: (one) => {
        const told = one[side];
        return told === null ? (
          <span className="faint">{t('replays.noAlert')}</span>
        ) : (
          <>
            <TierTag tier={told.peakTier} /> <span className="num">{dayText(told.openedAt, language)}</span>
          </>
        );
      },
    })),
  ];
  return (
    <>
      <PageList
        asked={asked}
        filters={filters}
        empty={t('replays.noDifference')}
        lines={6}
        label={t(`replays.kind.${kind}`)}
        columns={columns}
        rowKey={(one) =>
          `${one.ruleId} ${one.subjectId} ${one.published?.openedAt ?? ''} ${one.candidate?.openedAt ?? ''}`
        }
      />
      <Drawer
        open={open !== null}
        destroyOnHidden
        size="min(560px, 100vw)"
        title={open?.subjectName ?? ''}
        onClose={() => {
          setOpen(null);
        }}
        extra={
          <Button
            size="small"
            onClick={() => {
              setOpen(null);
            }}
          >
            {t('common.close')}
          </Button>
        }
      >
        {open !== null && <Evidence id={id} one={open} />}
      </Drawer>
    </>
  );
}
