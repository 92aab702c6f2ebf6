import { useState } from 'react';
import { Button, Input, Modal } from 'antd';
import type { IncidentDetail, IncidentPlan, IncidentPlanStep } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Field, instantText } from '../parts/index.js';
import { useIncidentPlan, usePlanChange } from './queries.js';

/** Ticks one step off, or takes the tick back with a reason. */
function TickDialog({
  plan,
  step,
  onClose,
}: {
  readonly plan: IncidentPlan;
  readonly step: IncidentPlanStep;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const change = usePlanChange(plan.incidentId);
  // One key for each dialog: tapping twice counts once.
  const [key] = useState(() => crypto.randomUUID());
  const [note, setNote] = useState('');
  const done = step.state !== 'done';
  const must = !done || step.evidence === 'note';
  const label = done
    ? t(must ? 'plans.tickNote' : 'plans.noteOptional')
    : `${t('common.reason')} (${t('common.required')})`;
  return (
    <Modal
      open
      title={`${t(done ? 'plans.tick' : 'plans.untick')} · ${say(step.text)}`}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
      confirmLoading={change.isPending}
      okButtonProps={{ disabled: must && note.trim() === '' }}
      onCancel={onClose}
      onOk={() => {
        change.mutate(
          { to: 'ticks', body: { plan: plan.code, step: step.code, done, note: note.trim(), key } },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="ask">
        <Field label={label}>
          <Input.TextArea
            value={note}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={({ target }) => {
              setNote(target.value);
            }}
          />
        </Field>
        {change.error !== null && <Fault error={change.error} />}
      </div>
    </Modal>
  );
}

function Step({
  step,
  mayTick,
  onTick,
}: {
  readonly step: IncidentPlanStep;
  readonly mayTick: boolean;
  readonly onTick: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const done = step.state === 'done';
  return (
    <li>
      <div className="plan-step">
        <div>
          <strong>{say(step.text)}</strong>
          <div className="faint">
            <span className={step.state === 'overdue' ? 'joint-late' : undefined}>
              {t(`plans.step.${step.state}`)}
            </span>
            {step.dueAt !== null && ` · ${t('incidents.due', { at: instantText(step.dueAt, language) })}`}
            {step.provisional && ` · ${t('incidents.provisional')}`}
            {` · ${t('plans.office', { office: say(step.office) })}`}
          </div>
          {step.basis !== null && <div className="faint">{say(step.basis)}</div>}
          {step.ticks.map((tick) => (
            <div key={`${tick.at}:${String(tick.done)}`} className="faint">
              {tick.done
                ? t('plans.done', {
                    by: tick.by?.displayName ?? t('incidents.system'),
                    at: instantText(tick.at, language),
                  })
                : t('plans.back', {
                    by: tick.by?.displayName ?? t('incidents.system'),
                    at: instantText(tick.at, language),
                    note: tick.note,
                  })}
              {tick.done && tick.note !== '' && ` · ${tick.note}`}
            </div>
          ))}
        </div>
        {mayTick && (
          <Button className="no-print" type={done ? 'text' : 'default'} onClick={onTick}>
            {t(done ? 'plans.untick' : 'plans.tick')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** The plan as the incident froze it, with its steps, their times and who ticked them off. */
export function PlanCard({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const plan = useIncidentPlan(incident.id);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section className="panel" aria-label={t('alerts.plan')}>
      <Answer asked={plan} lines={5}>
        {(found) => {
          const step = found.steps.find(({ code }) => code === chosen);
          return (
            <>
              <h2>
                {t('alerts.plan')} · {say(found.name)}{' '}
                <span className="faint">
                  {found.version === null
                    ? t('plans.shipped')
                    : t('plans.version', { version: found.version })}
                </span>
              </h2>
              {found.frozenAt === null && <p className="faint">{t('plans.waits')}</p>}
              {found.earlier.map(({ code, name, until }) => (
                <p key={`${code}:${until}`} className="faint">
                  {t('plans.earlier', { name: say(name), at: instantText(until, language) })}
                </p>
              ))}
              <ol className="steps">
                {found.steps.map((one) => (
                  <Step
                    key={one.code}
                    step={one}
                    mayTick={found.mayTick}
                    onTick={() => {
                      setChosen(one.code);
                    }}
                  />
                ))}
              </ol>
              {step !== undefined && (
                <TickDialog
                  key={step.code}
                  plan={found}
                  step={step}
                  onClose={() => {
                    setChosen(null);
                  }}
                />
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}
