import { useState } from 'react';
import { Button, Input, InputNumber, Modal, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import {
  longestSilenceDays,
  SilenceListSchema,
  SilenceReportSchema,
  type Silence,
  type SilenceDecision,
  type SilenceDraft,
} from '@miaotou/contracts';
import { alertTiers, findRegion } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { IncidentTabs } from '../incidents/index.js';
import { Answer, Fault, Field, instantText, Nothing, RegionSelect, TierTag } from '../parts/index.js';
import { useMay } from '../people/index.js';

function useSilenceChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, body }: { readonly to: string; readonly body: SilenceDraft | SilenceDecision }) =>
      http.request(SilenceListSchema, to, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['silences'] }),
  });
}

const listOf = (text: string): string[] =>
  text
    .split(/[,，\s]+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');

function AskDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const change = useSilenceChange();
  const [rules, setRules] = useState('');
  const [employers, setEmployers] = useState('');
  const [region, setRegion] = useState('');
  const [tiers, setTiers] = useState<AlertTier[]>([]);
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState('');
  const scope = {
    rules: listOf(rules),
    employers: listOf(employers),
    regions: region === '' ? [] : [region],
    tiers,
  };
  const named = scope.rules.length + scope.employers.length + scope.regions.length > 0;
  return (
    <Modal
      open
      title={t('silences.ask')}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !named || reason.trim().length < 4 }}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => {
        change.mutate(
          { to: '/silences', body: { scope, days, reason: reason.trim() } },
          { onSuccess: onClose },
        );
      }}
    >
      <div className="ask">
        <p className="faint">{t('silences.intro')}</p>
        <Field label={t('silences.rules')}>
          <Input
            value={rules}
            placeholder="R08, R15"
            onChange={({ target }) => {
              setRules(target.value);
            }}
          />
        </Field>
        <Field label={t('silences.employers')}>
          <Input
            value={employers}
            onChange={({ target }) => {
              setEmployers(target.value);
            }}
          />
        </Field>
        <RegionSelect value={region} onChange={setRegion} />
        <Field label={t('silences.tiers')}>
          <Select
            mode="multiple"
            aria-label={t('silences.tiers')}
            value={tiers}
            options={alertTiers
              .filter((tier) => tier !== 'red')
              .map((value) => ({ value, label: t(`tier.${value}`) }))}
            onChange={setTiers}
          />
        </Field>
        <Field label={t('silences.dayCount')}>
          <InputNumber
            min={1}
            max={longestSilenceDays}
            value={days}
            onChange={(value) => {
              setDays(value ?? 1);
            }}
          />
        </Field>
        <Field label={t('silences.reason')}>
          <Input.TextArea
            value={reason}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => {
              setReason(target.value);
            }}
          />
        </Field>
        {change.error !== null && <Fault error={change.error} />}
      </div>
    </Modal>
  );
}

function Report({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const report = useQuery({
    queryKey: ['silences', 'report', id],
    queryFn: ({ signal }) =>
      http.request(SilenceReportSchema, `/silences/${encodeURIComponent(id)}/report`, { signal }),
  });
  return (
    <Modal open footer={null} title={t('silences.report')} onCancel={onClose}>
      <Answer asked={report} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t('silences.reportEmpty')}</Nothing>
          ) : (
            <ul className="plain">
              {items.map((item) => (
                <li key={`${item.incidentId}:${item.at}`}>
                  <TierTag tier={item.tier} />{' '}
                  <Link to={`/incidents/${encodeURIComponent(item.incidentId)}`}>{item.title}</Link>{' '}
                  <span className="faint num">{instantText(item.at, language)}</span>
                  <p className="faint">{say(item.text)}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Modal>
  );
}

function Line({ silence, may }: { readonly silence: Silence; readonly may: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const change = useSilenceChange();
  const [shown, setShown] = useState(false);
  const { scope } = silence;
  const at = (instant: string) => instantText(instant, language);
  const named = [
    ...scope.rules,
    ...scope.regions.map((code) => say(findRegion(code)?.name ?? { zh: code, en: code })),
    ...scope.employers,
    ...scope.tiers.map((tier) => t(`tier.${tier}`)),
  ];
  const decide = (decision: SilenceDecision['decision']) => {
    change.mutate({ to: `/silences/${encodeURIComponent(silence.id)}/decision`, body: { decision } });
  };
  return (
    <li className="panel">
      <div className="alert-marks">
        <strong>{t(`silences.state.${silence.state}`)}</strong>
        <span>
          {t('silences.scope')}：{named.join('、')}
        </span>
        <Button
          type="link"
          onClick={() => {
            setShown(true);
          }}
        >
          {t('silences.hidden', { count: silence.hidden })}
        </Button>
      </div>
      <p>{silence.reason}</p>
      <p className="faint">
        {t('silences.asked', { by: silence.askedBy, at: at(silence.askedAt) })}
        {silence.decidedBy !== null &&
          silence.decidedAt !== null &&
          ` · ${t('silences.decided', { by: silence.decidedBy, at: at(silence.decidedAt) })}`}
        {silence.expiresAt !== null && ` · ${t('silences.expires', { at: at(silence.expiresAt) })}`}
      </p>
      {may && (
        <div className="tool-row">
          {silence.mayDecide && (
            <>
              <Button
                type="primary"
                loading={change.isPending}
                onClick={() => {
                  decide('approve');
                }}
              >
                {t('silences.approve')}
              </Button>
              <Button
                onClick={() => {
                  decide('refuse');
                }}
              >
                {t('silences.refuse')}
              </Button>
            </>
          )}
          {silence.state === 'in-force' && (
            <Button
              onClick={() => {
                decide('end');
              }}
            >
              {t('silences.end')}
            </Button>
          )}
        </div>
      )}
      {change.error !== null && <Fault error={change.error} />}
      {shown && (
        <Report
          id={silence.id}
          onClose={() => {
            setShown(false);
          }}
        />
      )}
    </li>
  );
}

export function Component() {
  const { t } = useTranslation();
  const may = useMay('silenceDesk');
  const [asking, setAsking] = useState(false);
  const silences = useQuery({
    queryKey: ['silences', 'list'],
    queryFn: ({ signal }) => http.request(SilenceListSchema, '/silences', { signal }),
  });
  return (
    <div className="page">
      <h1>{t('silences.title')}</h1>
      <IncidentTabs />
      <p className="faint">{t('silences.intro')}</p>
      {may && (
        <div className="tool-row">
          <Button
            type="primary"
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('silences.ask')}
          </Button>
        </div>
      )}
      <Answer asked={silences} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>{t('silences.empty')}</Nothing>
          ) : (
            <ul className="plain">
              {items.map((silence) => (
                <Line key={silence.id} silence={silence} may={may} />
              ))}
            </ul>
          )
        }
      </Answer>
      {asking && (
        <AskDialog
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
