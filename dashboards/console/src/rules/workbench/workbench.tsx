import { useMemo, useState } from 'react';
import { Alert, Button, Progress } from 'antd';
import { Link } from 'react-router';
import { tierTotal } from '@miaotou/charts';
import type { Effect, RuleRow, Thresholds } from '@miaotou/contracts';
import { useSay, useTranslation } from '../../i18n/index.js';
import { Answer, Nothing, ReasonDialog } from '../../parts/index.js';
import { useMay } from '../../people/index.js';
import { Differences } from './differences.js';
import { Totals, Towns, Weeks } from './outcome.js';
import { useDraft, useRuleEffect, useSpreads, useStopPreparing } from './queries.js';
import { SpreadList } from './spreads.js';
import { ThresholdTable } from './threshold-table.js';
import { outOfOrder, triedText } from './tried.js';
import { useSettled, useTried } from './use-tried.js';

/** Numbers looked at become a draft with its reason; what they would have done goes with the reason. */
function DraftDialog({
  ruleId,
  tried,
  effect,
  onClose,
}: {
  readonly ruleId: string;
  readonly tried: Thresholds;
  readonly effect: Effect;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const draft = useDraft(ruleId, tried);
  const looked = t('workbench.looked', {
    before: tierTotal(effect.published.alerts),
    after: tierTotal(effect.tried.alerts),
    gained: effect.counts.gained,
    lost: effect.counts.lost,
    hoursBefore: Math.round(effect.published.hours),
    hoursAfter: Math.round(effect.tried.hours),
  });
  if (draft.data !== undefined)
    return (
      <Alert
        type="success"
        showIcon
        closable={{ onClose }}
        title={t('workbench.drafted', { id: draft.data.id })}
        description={
          <Link to={`/rules/${encodeURIComponent(ruleId)}/versions`}>{t('workbench.toVersions')}</Link>
        }
      />
    );
  return (
    <ReasonDialog
      title={t('workbench.draft')}
      action={t('workbench.draft')}
      pending={draft.isPending}
      error={draft.error}
      onClose={onClose}
      onDo={(reason) => {
        draft.mutate(`${reason.slice(0, 498 - looked.length)}\n${looked}`);
      }}
    >
      <p>
        <code>{triedText(tried).replaceAll(',', '\n')}</code>
      </p>
      <p className="faint">{looked}</p>
    </ReasonDialog>
  );
}

function Preparing({
  ruleId,
  done,
  total,
}: {
  readonly ruleId: string;
  readonly done: number;
  readonly total: number;
}) {
  const { t } = useTranslation();
  const [stopped, setStopped] = useState(false);
  const stop = useStopPreparing(ruleId);
  return (
    <section className="panel" aria-live="polite">
      <p>{t('workbench.preparing', { done, total })}</p>
      <Progress
        percent={Math.round((100 * done) / Math.max(1, total))}
        aria-label={t('workbench.preparingName')}
      />
      {!stopped && (
        <Button
          size="small"
          onClick={() => {
            setStopped(true);
            stop.mutate();
          }}
        >
          {t('common.cancel')}
        </Button>
      )}
    </section>
  );
}

/** What is left of a year in which nothing was said by either table. */
function Outcome({ effect, tried }: { readonly effect: Effect; readonly tried: Thresholds }) {
  const { t } = useTranslation();
  const empty = tierTotal(effect.published.alerts) + tierTotal(effect.tried.alerts) === 0;
  return (
    <>
      <section className="panel" aria-label={t('workbench.totals')}>
        <h2>{t('workbench.totals')}</h2>
        <Totals effect={effect} />
        {empty && <Nothing>{t('workbench.noAlerts')}</Nothing>}
      </section>
      {!empty && (
        <>
          <Weeks effect={effect} />
          <Differences effect={effect} tried={tried} />
          <Towns effect={effect} />
        </>
      )}
    </>
  );
}

/** Thresholds of one rule, changed in place, with what they would have done over the last twelve months. */
export function Workbench({ rule }: { readonly rule: RuleRow }) {
  const { t } = useTranslation();
  const say = useSay();
  const editable = useMay('draftRules');
  const inForce = rule.thresholds;
  const { tried, change, reset, undo, redo, canUndo, canRedo } = useTried(inForce);
  const settled = useSettled(tried);
  const faults = useMemo(() => outOfOrder(tried, inForce), [tried, inForce]);
  const sound = outOfOrder(settled, inForce).length === 0;
  const [drafting, setDrafting] = useState(false);
  const asked = useRuleEffect(rule.id, settled, sound);
  const answer = asked.data;
  const spreads = useSpreads(rule.id, answer?.state === 'ready');
  const labels = new Map((spreads.data?.spreads ?? []).map(({ name, label }) => [name, say(label)]));
  const changed = triedText(tried) !== '';
  const behind = asked.isFetching && answer?.state === 'ready';

  if (Object.keys(inForce).length === 0) return <Nothing>{t('workbench.noNumbers')}</Nothing>;
  return (
    <div className="workbench">
      <section className="panel" aria-label={t('workbench.thresholds')}>
        <h2>{t('workbench.thresholds')}</h2>
        <p className="faint no-print">{t(editable ? 'workbench.how' : 'workbench.readOnly')}</p>
        <ThresholdTable
          inForce={inForce}
          tried={tried}
          labels={labels}
          faults={faults}
          editable={editable}
          onChange={change}
          onUndo={undo}
          onRedo={redo}
        />
        {editable && (
          <div className="workbench-tools no-print">
            <Button disabled={!canUndo} onClick={undo}>
              {t('workbench.undo')}
            </Button>
            <Button disabled={!canRedo} onClick={redo}>
              {t('workbench.redo')}
            </Button>
            <Button disabled={!changed} onClick={reset}>
              {t('workbench.reset')}
            </Button>
            <Button
              type="primary"
              disabled={!changed || faults.length > 0 || answer?.state !== 'ready' || asked.isFetching}
              onClick={() => {
                setDrafting(true);
              }}
            >
              {t('workbench.draft')}
            </Button>
            <span className="faint" role="status">
              {behind ? t('workbench.computing') : ''}
            </span>
          </div>
        )}
        {drafting && answer?.state === 'ready' && (
          <DraftDialog
            ruleId={rule.id}
            tried={tried}
            effect={answer}
            onClose={() => {
              setDrafting(false);
            }}
          />
        )}
      </section>
      <Answer asked={asked} lines={10}>
        {(found) =>
          found.state === 'none' ? (
            <Alert type="info" showIcon title={say(found.reason)} />
          ) : found.state === 'warming' ? (
            <Preparing ruleId={rule.id} done={found.done} total={found.total} />
          ) : (
            <div className={behind ? 'outcome behind' : 'outcome'} aria-busy={behind}>
              <Outcome effect={found} tried={settled} />
            </div>
          )
        }
      </Answer>
      {spreads.data !== undefined && spreads.data !== null && spreads.data.spreads.length > 0 && (
        <SpreadList
          spreads={spreads.data.spreads}
          inForce={inForce}
          tried={tried}
          editable={editable}
          onChange={change}
        />
      )}
    </div>
  );
}
