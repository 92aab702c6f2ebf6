import { useState } from 'react';
import { InputNumber, Select } from 'antd';
import type { LedgerCorrection, LedgerEntry } from '@miaotou/contracts';
import { alertTiers, disputeTypes, huilaiUnits, industrySections, keyGroups } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field, ReasonDialog, RegionSelect } from '../parts/index.js';
import { useCorrect, type PlaceOf } from './queries.js';

interface Draft {
  readonly tier: AlertTier | null;
  readonly disputeTypes: string[];
  readonly keyGroups: string[];
  readonly industry: string | null;
  readonly region: string;
  readonly headcount: number | null;
  readonly amountFen: number | null;
}

const draftOf = (entry: LedgerEntry): Draft => ({
  tier: entry.tier,
  disputeTypes: entry.disputeTypes,
  keyGroups: entry.keyGroups,
  industry: entry.industry,
  region: entry.region,
  headcount: entry.headcount,
  amountFen: entry.amountFen,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What differs from the entry, as the server takes it; only that is corrected. */
function changesOf(entry: LedgerEntry, draft: Draft): Omit<LedgerCorrection, 'reason' | 'newest'> {
  const before = draftOf(entry);
  const { tier, ...rest } = draft;
  const changed = Object.entries(rest).filter(([name, value]) => !same(value, before[name as keyof Draft]));
  return {
    ...Object.fromEntries(changed),
    ...(tier === null || tier === before.tier ? {} : { tier }),
  };
}

/** What should stand instead of what an entry says; the entry itself stays as it is. */
export function CorrectDialog({
  place,
  newest,
  onClose,
}: {
  readonly place: PlaceOf;
  readonly newest: LedgerEntry;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const correct = useCorrect(place);
  const [draft, setDraft] = useState<Draft>(() => draftOf(newest));
  const put = (patch: Partial<Draft>) => {
    setDraft({ ...draft, ...patch });
  };
  const changes = changesOf(newest, draft);
  // A head of industry stands for its section: what is finer stays as it was unless another section is chosen.
  const section = draft.industry?.slice(0, 1) ?? null;
  const known = huilaiUnits.some(({ code }) => code === draft.region) || draft.region === '';
  return (
    <ReasonDialog
      title={t('ledger.correctTitle', { seq: newest.seq })}
      action={t('ledger.correct')}
      ready={Object.keys(changes).length > 0}
      pending={correct.isPending}
      error={correct.error}
      onClose={onClose}
      onDo={(reason) => {
        correct.mutate({ reason, newest: newest.seq, ...changes }, { onSuccess: onClose });
      }}
    >
      <p className="faint">{t('ledger.correctAbout')}</p>
      <Field label={t('common.tier')}>
        <Select
          aria-label={t('common.tier')}
          value={draft.tier}
          options={alertTiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
          onChange={(tier: AlertTier) => {
            put({ tier });
          }}
        />
      </Field>
      <Field label={t('ledger.by.disputeType')}>
        <Select
          mode="multiple"
          aria-label={t('ledger.by.disputeType')}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.disputeTypes}
          options={disputeTypes.map(({ code, name }) => ({ value: code, label: say(name) }))}
          onChange={(codes: string[]) => {
            put({ disputeTypes: codes });
          }}
        />
      </Field>
      <Field label={t('ledger.by.keyGroup')}>
        <Select
          mode="multiple"
          aria-label={t('ledger.by.keyGroup')}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.keyGroups}
          options={keyGroups.map(({ code, name }) => ({ value: code, label: say(name) }))}
          onChange={(codes: string[]) => {
            put({ keyGroups: codes });
          }}
        />
      </Field>
      <Field label={t('ledger.by.industry')}>
        <Select
          allowClear
          aria-label={t('ledger.by.industry')}
          value={section}
          options={industrySections.map(({ letter, name }) => ({ value: letter, label: say(name) }))}
          onChange={(letter: string | null | undefined) => {
            put({ industry: letter ?? null });
          }}
        />
      </Field>
      {known && (
        <RegionSelect
          value={draft.region}
          onChange={(region) => {
            put({ region: region === '' ? newest.region : region });
          }}
        />
      )}
      <Field label={t('ledger.by.headcount')}>
        <InputNumber
          min={0}
          max={1_000_000}
          precision={0}
          value={draft.headcount}
          onChange={(headcount) => {
            put({ headcount });
          }}
        />
      </Field>
      <Field label={t('ledger.amountYuan')}>
        <InputNumber
          min={0}
          max={1e12}
          precision={2}
          value={draft.amountFen === null ? null : draft.amountFen / 100}
          onChange={(yuan) => {
            put({ amountFen: yuan === null ? null : Math.round(yuan * 100) });
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
