import { useState } from 'react';
import { Button, Input, InputNumber, Select } from 'antd';
import type { InspectionChoices, InspectionDetail } from '@miaotou/contracts';
import { alertTiers, disputeTypes, inspectionOutcomes, keyGroups } from '@miaotou/domain';
import type { AlertTier, InspectionOutcome } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Choices, Fault, Field } from '../parts/index.js';
import { useStep } from './queries.js';

/** Ends an inspection: what came out, who was there, and, for a risk, how it is graded. */
export function EndForm({
  inspection,
  choices,
}: {
  readonly inspection: InspectionDetail;
  readonly choices: InspectionChoices;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const step = useStep(inspection.id);
  const [outcome, setOutcome] = useState<InspectionOutcome | null>(null);
  const [conclusion, setConclusion] = useState('');
  const [companionId, setCompanion] = useState<string | null>(null);
  const [tier, setTier] = useState<AlertTier | null>(null);
  const [headcount, setHeadcount] = useState<number | null>(null);
  const [yuan, setYuan] = useState<number | null>(null);
  const [types, setTypes] = useState<string[]>([]);
  const [groups, setGroups] = useState<string[]>([]);
  const left = inspection.items - inspection.answered;
  const ready =
    outcome !== null &&
    left === 0 &&
    conclusion.trim().length >= 4 &&
    (outcome !== 'risk' || tier !== null) &&
    (!inspection.may.needsCompanion || companionId !== null);
  return (
    <div className="ask inspection-form">
      {left > 0 && <p className="faint">{t('inspections.left', { count: left })}</p>}
      <Choices
        label={t('inspections.result')}
        value={outcome ?? ''}
        options={inspectionOutcomes.map((value) => ({ value, label: t(`inspections.outcome.${value}`) }))}
        onChange={(next) => {
          setOutcome(
            inspectionOutcomes.find((one) => one !== outcome && next.split(',').includes(one)) ?? null,
          );
        }}
      />
      {outcome === 'risk' && (
        <>
          <Choices
            label={t('common.tier')}
            value={tier ?? ''}
            options={alertTiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
            onChange={(next) => {
              setTier(alertTiers.find((one) => one !== tier && next.split(',').includes(one)) ?? null);
            }}
          />
          <Field label={t('ledger.by.disputeType')}>
            <Select
              mode="multiple"
              aria-label={t('ledger.by.disputeType')}
              value={types}
              options={disputeTypes
                .filter(({ parent }) => parent === null)
                .map(({ code, name }) => ({ value: code, label: say(name) }))}
              onChange={setTypes}
            />
          </Field>
          <Field label={t('ledger.by.keyGroup')}>
            <Select
              mode="multiple"
              aria-label={t('ledger.by.keyGroup')}
              value={groups}
              options={keyGroups.map(({ code, name }) => ({ value: code, label: say(name) }))}
              onChange={setGroups}
            />
          </Field>
        </>
      )}
      {outcome !== null && outcome !== 'closed' && (
        <>
          <Field label={t('ledger.by.headcount')}>
            <InputNumber min={0} max={1_000_000} precision={0} value={headcount} onChange={setHeadcount} />
          </Field>
          <Field label={t('ledger.amountYuan')}>
            <InputNumber min={0} max={1e12} precision={2} value={yuan} onChange={setYuan} />
          </Field>
        </>
      )}
      <Field label={`${t('inspections.conclusion')} (${t('common.required')})`}>
        <Input.TextArea
          value={conclusion}
          maxLength={2000}
          autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={({ target }) => {
            setConclusion(target.value);
          }}
        />
      </Field>
      <Field label={t('inspections.companion')}>
        <Select
          allowClear
          aria-label={t('inspections.companion')}
          placeholder={t(inspection.may.needsCompanion ? 'inspections.twoNeeded' : 'inspections.nobodyElse')}
          value={companionId}
          options={choices.people.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          onChange={(id: string | null | undefined) => {
            setCompanion(id ?? null);
          }}
        />
      </Field>
      {step.error !== null && <Fault error={step.error} />}
      <Button
        type="primary"
        loading={step.isPending}
        disabled={!ready}
        onClick={() => {
          if (outcome === null) return;
          step.mutate({
            step: 'end',
            version: inspection.version,
            outcome,
            conclusion: conclusion.trim(),
            companionId,
            tier: outcome === 'risk' ? tier : null,
            headcount,
            amountFen: yuan === null ? null : Math.round(yuan * 100),
            disputeTypes: types,
            keyGroups: groups,
          });
        }}
      >
        {t('inspections.end')}
      </Button>
    </div>
  );
}
