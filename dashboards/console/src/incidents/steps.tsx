import { useState } from 'react';
import { Alert, App, Button, Input, Modal, Select } from 'antd';
import type { IncidentDetail, IncidentStepRequest } from '@miaotou/contracts';
import { alertTiers, tierRank, verdictKinds } from '@miaotou/domain';
import type { IncidentStep } from '@miaotou/domain';
import { asProblem } from '../api/index.js';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useIncidentStep, useReceivers } from './queries.js';

/** Steps that say nothing without a word why. */
const noteNeeded: ReadonlySet<IncidentStep> = new Set([
  'plan',
  'report',
  'note',
  'resolve',
  'hand-to-matter',
  'dismiss',
  'reopen',
  'lower',
  'offer',
  'decline',
]);
const placed: ReadonlySet<IncidentStep> = new Set(['sign', 'verify', 'arrive', 'report']);

type Content = Partial<Pick<IncidentStepRequest, 'note' | 'place' | 'verdict' | 'tier' | 'to' | 'matter'>>;

function StepDialog({
  incident,
  step,
  onClose,
}: {
  readonly incident: IncidentDetail;
  readonly step: IncidentStep;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const act = useIncidentStep(incident.id);
  const receivers = useReceivers(incident.id, step === 'offer');
  // One key for each dialog: tapping twice, or sending again after a break, counts once.
  const [key] = useState(() => crypto.randomUUID());
  const [content, setContent] = useState<Content>({});
  const set = (patch: Content) => {
    setContent((before) => ({ ...before, ...patch }));
  };
  const closingRed = step === 'close' && incident.tier === 'red';
  const must = noteNeeded.has(step) || closingRed;
  const written = step === 'lower' || closingRed;
  const ready =
    (!must || (content.note ?? '').trim() !== '') &&
    (step !== 'close' || content.verdict !== undefined) &&
    (step !== 'lower' || content.tier !== undefined) &&
    (step !== 'offer' || content.to !== undefined) &&
    (step !== 'hand-to-matter' || (content.matter ?? '').trim() !== '');
  const conflict = act.error !== null && asProblem(act.error).status === 409;
  const send = () => {
    const deviceAt = new Date().toISOString();
    act.mutate(
      { ...content, step, key, version: incident.version, deviceAt },
      {
        onSuccess: () => {
          void message.success(t('incidents.done', { step: t(`incidentStep.${step}`) }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t(`incidentStep.${step}`)}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
      confirmLoading={act.isPending}
      okButtonProps={{ disabled: !ready }}
      onOk={send}
      onCancel={onClose}
    >
      <div className="ask">
        {step === 'close' && (
          <Field label={t('incidents.verdict')}>
            <Select
              aria-label={t('incidents.verdict')}
              value={content.verdict ?? null}
              options={verdictKinds.map((value) => ({ value, label: t(`verdictKind.${value}`) }))}
              onChange={(verdict) => {
                if (verdict !== null) set({ verdict });
              }}
            />
          </Field>
        )}
        {step === 'lower' && (
          <Field label={t('incidents.chooseTier')}>
            <Select
              aria-label={t('incidents.chooseTier')}
              value={content.tier ?? null}
              options={alertTiers
                .filter((tier) => tierRank(tier) < tierRank(incident.tier))
                .map((value) => ({ value, label: t(`tier.${value}`) }))}
              onChange={(tier) => {
                if (tier !== null) set({ tier });
              }}
            />
          </Field>
        )}
        {step === 'offer' && (
          <Field label={t('incidents.receiver')}>
            <Select
              aria-label={t('incidents.receiver')}
              value={content.to ?? null}
              loading={receivers.isPending}
              options={(receivers.data?.items ?? []).map(({ id, displayName }) => ({
                value: id,
                label: displayName,
              }))}
              onChange={(to) => {
                if (to !== null) set({ to });
              }}
            />
          </Field>
        )}
        {step === 'hand-to-matter' && (
          <Field label={t('incidents.matter')}>
            <Input
              value={content.matter ?? ''}
              maxLength={60}
              onChange={({ target }) => {
                set({ matter: target.value });
              }}
            />
          </Field>
        )}
        <Field label={t(written ? 'incidents.decision' : must ? 'incidents.noteNeeded' : 'incidents.note')}>
          <Input.TextArea
            value={content.note ?? ''}
            maxLength={2000}
            showCount
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={({ target }) => {
              set({ note: target.value });
            }}
          />
        </Field>
        {placed.has(step) && (
          <Field label={t('incidents.placeGive')}>
            <Input
              value={content.place ?? ''}
              maxLength={200}
              onChange={({ target }) => {
                set({ place: target.value });
              }}
            />
          </Field>
        )}
        {act.error !== null && <Fault error={act.error} />}
        {conflict && <Alert type="info" showIcon title={t('incidents.conflict')} />}
      </div>
    </Modal>
  );
}

/** What the reader may do in the incident next. */
export function Steps({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<IncidentStep | null>(null);
  return (
    <section className="actions" aria-label={t('incidents.actions')}>
      {incident.steps.length === 0 && <span className="faint">{t('incidents.noActions')}</span>}
      {incident.steps.map((step, at) => (
        <Button
          key={step}
          size="large"
          type={at === 0 ? 'primary' : 'default'}
          danger={step === 'dismiss'}
          onClick={() => {
            setChosen(step);
          }}
        >
          {t(`incidentStep.${step}`)}
        </Button>
      ))}
      {chosen !== null && (
        <StepDialog
          key={chosen}
          incident={incident}
          step={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </section>
  );
}
