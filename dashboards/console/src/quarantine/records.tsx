import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Correction, ValueMapping } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import {
  Answer,
  DataList,
  instantText,
  Nothing,
  type ListColumn,
  type UrlFilters,
  PageList,
  ReasonDialog,
} from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useChangeText } from './change-text.js';
import { useCorrections, useMappings, useTakeBack } from './queries.js';

const batchLink = (id: string) => `/imports/${encodeURIComponent(id)}`;

/** What was corrected so far, newest first; each can be taken back. */
export function Corrections({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const changeText = useChangeText();
  const editable = useMay('bringIn');
  const corrections = useCorrections(filters.page);
  const undo = useTakeBack('corrections');
  const [asked, setAsked] = useState<Correction | null>(null);
  const columns: readonly ListColumn<Correction>[] = [
    {
      key: 'what',
      title: t('quarantine.corrections'),
      head: true,
      cell: (one) => (
        <>
          <Link to={batchLink(one.batchId)}>{t(`quarantine.kind.${one.kind}`)}</Link>
          {one.mapping !== null && (
            <div>
              {one.header}：{one.mapping.from ?? t('quarantine.every')} → {changeText(one.mapping.change)}
            </div>
          )}
          <div className="faint">
            <Link to={batchLink(one.corrects)}>{one.fileName}</Link> · {say(one.layoutName)}
          </div>
        </>
      ),
    },
    {
      key: 'state',
      title: t('imports.state'),
      width: '150px',
      cell: (one) => (
        <>
          <span className={`state-tag batch-${one.state}`}>{t(`imports.batchState.${one.state}`)}</span>
          {one.undoneBy !== null && <div className="faint">{t('quarantine.undone')}</div>}
        </>
      ),
    },
    {
      key: 'rows',
      title: t('quarantine.outcome'),
      width: '180px',
      cell: (one) => (
        <span className="num">
          {t('quarantine.outcomeText', {
            rows: one.rows,
            accepted: one.accepted,
            quarantined: one.quarantined,
          })}
        </span>
      ),
    },
    {
      key: 'by',
      title: t('quarantine.by'),
      width: '220px',
      cell: (one) => (
        <>
          {one.author} <span className="num faint">{instantText(one.madeAt, language)}</span>
          <div>{one.reason}</div>
        </>
      ),
    },
    {
      key: 'undo',
      title: '',
      width: '90px',
      align: 'end',
      cell: (one) =>
        editable && one.kind !== 'undo' && one.state === 'done' && one.undoneBy === null ? (
          <Button
            size="small"
            onClick={() => {
              setAsked(one);
            }}
          >
            {t('quarantine.undo')}
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <PageList
        asked={corrections}
        filters={filters}
        empty={t('quarantine.noCorrections')}
        lines={8}
        label={t('quarantine.corrections')}
        columns={columns}
        rowKey={({ batchId }) => batchId}
      />
      {asked !== null && (
        <ReasonDialog
          showCount
          title={t('quarantine.undoTitle')}
          action={t('quarantine.undo')}
          danger
          pending={undo.isPending}
          error={undo.error}
          onClose={() => {
            setAsked(null);
          }}
          onDo={(reason) => {
            undo.mutate(
              { id: asked.batchId, reason },
              {
                onSuccess: () => {
                  setAsked(null);
                },
              },
            );
          }}
        >
          <p>{t('quarantine.undoText', { count: asked.rows })}</p>
        </ReasonDialog>
      )}
    </>
  );
}

/** Mappings that stand for later deliveries, and those that stood. */
export function StandingMappings() {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const changeText = useChangeText();
  const editable = useMay('bringIn');
  const mappings = useMappings();
  const end = useTakeBack('mappings');
  const [asked, setAsked] = useState<ValueMapping | null>(null);
  const columns: readonly ListColumn<ValueMapping>[] = [
    {
      key: 'what',
      title: t('quarantine.standing'),
      head: true,
      cell: (one) => (
        <>
          <strong>
            {one.header}：{one.from ?? t('quarantine.every')} → {changeText(one.change)}
          </strong>
          <div className="faint">{say(one.layoutName)}</div>
        </>
      ),
    },
    {
      key: 'uses',
      title: t('quarantine.uses'),
      width: '180px',
      cell: (one) => (
        <span className="num">{t('quarantine.usesText', { batches: one.batches, rows: one.rows })}</span>
      ),
    },
    {
      key: 'by',
      title: t('quarantine.by'),
      width: '260px',
      cell: (one) => (
        <>
          {one.author} <span className="num faint">{instantText(one.since, language)}</span>
          <div>{one.reason}</div>
        </>
      ),
    },
    {
      key: 'end',
      title: t('imports.state'),
      width: '200px',
      cell: (one) =>
        one.until === null ? (
          <>
            <span className="better">{t('quarantine.inForce')}</span>{' '}
            {editable && (
              <Button
                size="small"
                onClick={() => {
                  setAsked(one);
                }}
              >
                {t('quarantine.end')}
              </Button>
            )}
          </>
        ) : (
          <span className="faint">
            {t('quarantine.endedBy', { at: instantText(one.until, language), by: one.endedBy ?? '' })}
            <br />
            {one.endedReason}
          </span>
        ),
    },
  ];
  return (
    <>
      <p className="faint">{t('quarantine.standingHint')}</p>
      <Answer asked={mappings} lines={6}>
        {(found) =>
          found.length === 0 ? (
            <Nothing>{t('quarantine.noMappings')}</Nothing>
          ) : (
            <DataList
              label={t('quarantine.standing')}
              items={found}
              columns={columns}
              rowKey={({ id }) => id}
            />
          )
        }
      </Answer>
      {asked !== null && (
        <ReasonDialog
          showCount
          title={t('quarantine.endTitle')}
          action={t('quarantine.end')}
          pending={end.isPending}
          error={end.error}
          onClose={() => {
            setAsked(null);
          }}
          onDo={(reason) => {
            end.mutate(
              { id: asked.id, reason },
              {
                onSuccess: () => {
                  setAsked(null);
                },
              },
            );
          }}
        >
          <p>{t('quarantine.endText')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
