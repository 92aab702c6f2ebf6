import { useState } from 'react';
import { Button, Input, InputNumber, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { parse } from 'yaml';
import {
  RuleFileSchema,
  RuleHistorySchema,
  RuleRowSchema,
  type ReplayRequestInput,
} from '@miaotou/contracts';
import { addMonths, dayOf } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useStart } from './queries.js';

const ways = ['published', 'draft', 'budget'] as const;
type Way = (typeof ways)[number];

/** Rules with a draft that is still open, and those drafts. */
function useOpenDrafts(asked: boolean) {
  return useQuery({
    queryKey: ['rules', 'open-drafts'],
    enabled: asked,
    queryFn: async ({ signal }) => {
      const rules = await http.request(RuleRowSchema.array(), '/rules', { signal });
      const open = rules.filter(({ drafts }) => drafts.writing + drafts.waiting > 0);
      const histories = await Promise.all(
        open.map(({ id }) =>
          http.request(RuleHistorySchema, `/rules/${encodeURIComponent(id)}/versions`, { signal }),
        ),
      );
      return histories.flatMap(({ drafts }) =>
        drafts.filter(({ state }) => state === 'draft' || state === 'checked'),
      );
    },
  });
}

/** A draft's text as a rule to try; null where it cannot be one. */
function candidateOf(text: string) {
  try {
    return RuleFileSchema.safeParse(parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What is replayed: a span, with the book as it is, with a draft in its rule's place, or with a budget to keep. */
export function StartForm({ onStarted }: { readonly onStarted: (id: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const start = useStart();
  const [today] = useState(() => dayOf(new Date()));
  const [from, setFrom] = useState(addMonths(today, -12));
  const [to, setTo] = useState(today);
  const [title, setTitle] = useState('');
  const [way, setWay] = useState<Way>('published');
  const [moments, setMoments] = useState<'runs' | 'daily'>('runs');
  const [horizonDays, setHorizon] = useState(90);
  const [budget, setBudget] = useState(10);
  const [chosen, setChosen] = useState<string | null>(null);
  const drafts = useOpenDrafts(way === 'draft');
  const draft = drafts.data?.find(({ id }) => id === chosen);
  const candidate = draft === undefined ? null : candidateOf(draft.text);
  const ready = from !== '' && to !== '' && from <= to && (way !== 'draft' || candidate !== null);
  const send = () => {
    const body: ReplayRequestInput = { title: title.trim(), from, to, moments, horizonDays };
    const more =
      way === 'budget'
        ? { budget }
        : way === 'draft' && candidate !== null
          ? { candidates: [candidate] }
          : {};
    start.mutate(
      { ...body, ...more },
      {
        onSuccess: ({ id }) => {
          onStarted(id);
        },
      },
    );
  };
  return (
    <section className="panel no-print" aria-label={t('replays.start')}>
      <h2>{t('replays.start')}</h2>
      <form
        className="replay-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={t('replays.from')}>
          <Input
            type="date"
            value={from}
            max={to}
            onChange={({ target }) => {
              setFrom(target.value);
            }}
          />
        </Field>
        <Field label={t('replays.to')}>
          <Input
            type="date"
            value={to}
            min={from}
            max={today}
            onChange={({ target }) => {
              setTo(target.value);
            }}
          />
        </Field>
        <Field label={t('replays.rules')}>
          <Select
            aria-label={t('replays.rules')}
            value={way}
            options={ways.map((value) => ({ value, label: t(`replays.way.${value}`) }))}
            onChange={setWay}
          />
        </Field>
        {way === 'draft' && (
          <Field label={t('replays.draft')}>
            <Select
              aria-label={t('replays.draft')}
              placeholder={t('replays.chooseDraft')}
              loading={drafts.isLoading}
              value={chosen}
              popupMatchSelectWidth={false}
              notFoundContent={t('replays.noDraft')}
              options={(drafts.data ?? []).map(({ id, ruleId, name, author }) => ({
                value: id,
                label: `${ruleId} ${name === null ? '' : say(name)} · ${author}`,
              }))}
              onChange={setChosen}
            />
          </Field>
        )}
        {way === 'budget' && (
          <Field label={t('replays.budget')}>
            <InputNumber
              min={0}
              max={1_000}
              value={budget}
              onChange={(value) => {
                setBudget(value ?? 0);
              }}
            />
          </Field>
        )}
        <Field label={t('replays.horizon')}>
          <InputNumber
            min={7}
            max={365}
            value={horizonDays}
            onChange={(value) => {
              setHorizon(value ?? 90);
            }}
          />
        </Field>
        <Field label={t('replays.when')}>
          <Select
            aria-label={t('replays.when')}
            value={moments}
            options={(['runs', 'daily'] as const).map((value) => ({
              value,
              label: t(`replays.moments.${value}`),
            }))}
            onChange={setMoments}
          />
        </Field>
        <Field label={t('replays.name')}>
          <Input
            value={title}
            maxLength={120}
            onChange={({ target }) => {
              setTitle(target.value);
            }}
          />
        </Field>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={start.isPending}>
          {t('replays.go')}
        </Button>
      </form>
      <p className="faint">{t('replays.outcomesMean', { days: horizonDays })}</p>
      {way === 'draft' && draft !== undefined && candidate === null && (
        <p className="worse">{t('replays.draftFaulty')}</p>
      )}
      {start.error !== null && <Fault error={start.error} />}
    </section>
  );
}
