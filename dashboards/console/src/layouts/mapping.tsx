import { useEffect, useState } from 'react';
import { App, Button, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import type { LayoutDraft, MappingTarget, Proposal, Sample, SampleRef } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Fault, Waiting } from '../parts/index.js';
import { Columns, choicesOf, mappedOf } from './columns.js';
import { useFieldChoices } from './fields.js';
import { Outcome } from './outcome.js';
import { useAgain, usePreview, useSave } from './queries.js';
import { versionText } from './version-text.js';

/** How long nobody may change anything before the sample is tried again. */
const QUIET_MS = 500;

/** The text as it was when it last came to rest. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(text);
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return rested;
}

/** The mapping was saved: what remains is to run the file. */
function Saved({ sample, version }: { readonly sample: SampleRef; readonly version: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const again = useAgain();
  return (
    <section className="panel saved" aria-live="polite">
      <h2>{t('layouts.saved', { version: versionText(version) })}</h2>
      <p>{t('layouts.savedText')}</p>
      <Button
        type="primary"
        loading={again.isPending}
        onClick={() => {
          again.mutate(sample, {
            onSuccess: ({ batchId }) => {
              void navigate(`/imports/${encodeURIComponent(batchId)}`);
            },
          });
        }}
      >
        {t('layouts.again')}
      </Button>
      {again.error !== null && <Fault error={again.error} />}
    </section>
  );
}

/** The columns of a sheet, what would come of them, and the way to save them. */
export function Mapping({
  sampleRef,
  sample,
  proposal,
  place,
  target,
}: {
  readonly sampleRef: SampleRef;
  readonly sample: Sample;
  readonly proposal: Proposal;
  readonly place: Pick<LayoutDraft, 'sheet' | 'headerRow' | 'twoRows'>;
  readonly target: MappingTarget;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fields = useFieldChoices(sample, target);
  const [choices, setChoices] = useState(() => choicesOf(proposal));
  const [reason, setReason] = useState('');
  const save = useSave();
  const [relaxed, setRelaxed] = useState<readonly string[]>([]);
  const mapped = mappedOf(proposal.columns, choices, fields);
  const there = new Set(choices.map(({ field }) => field));
  const absent =
    target.kind === 'headings'
      ? (sample.layouts.find(({ layout }) => layout === target.layout)?.fields ?? []).filter(
          ({ field, relaxable }) => relaxable && !there.has(field),
        )
      : [];
  const without = absent.filter(({ field }) => relaxed.includes(field)).map(({ field }) => field);
  const complete = mapped.length > 0 && (target.kind === 'headings' || target.name.trim() !== '');
  const draft: LayoutDraft = { sample: sampleRef, ...place, target, columns: mapped, relaxed: without };
  const text = JSON.stringify(draft);
  const atRest = useRested(text) === text;
  const preview = usePreview(complete && atRest ? draft : null);
  const settled = atRest && !preview.isFetching && !preview.isPlaceholderData;
  const fine = settled && preview.data?.problems.length === 0;

  if (save.data !== undefined) return <Saved sample={sampleRef} version={save.data.version} />;
  return (
    <>
      <h2>{t('layouts.columns')}</h2>
      <p className="faint">{t('layouts.columnsText')}</p>
      <Columns columns={proposal.columns} choices={choices} fields={fields} onChange={setChoices} />
      {absent.length > 0 && (
        <label className="field">
          <span>{t('layouts.relaxed')}</span>
          <Select
            mode="multiple"
            aria-label={t('layouts.relaxed')}
            value={without}
            placeholder={t('layouts.relaxedNone')}
            options={absent.map(({ field, header }) => ({ value: field, label: header }))}
            onChange={setRelaxed}
          />
          <span className="faint">{t('layouts.relaxedText')}</span>
        </label>
      )}
      <h2>{t('layouts.preview')}</h2>
      <p className="faint">{t('layouts.previewText')}</p>
      {preview.error !== null && <Fault error={preview.error} retry={() => void preview.refetch()} />}
      {preview.data === undefined && preview.error === null && complete && <Waiting lines={4} />}
      {preview.data !== undefined && <Outcome preview={preview.data} stale={!settled} />}
      <section className="panel save-version">
        <label className="field">
          <span>
            {t('common.reason')} ({t('common.required')})
          </span>
          <Input.TextArea
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => {
              setReason(event.target.value);
            }}
          />
        </label>
        <Button
          type="primary"
          disabled={!fine || reason.trim() === ''}
          loading={save.isPending}
          onClick={() => {
            save.mutate(
              { ...draft, reason: reason.trim() },
              {
                onSuccess: ({ version }) => {
                  void message.success(t('layouts.saved', { version: versionText(version) }));
                },
              },
            );
          }}
        >
          {t('layouts.save')}
        </Button>
        {save.error !== null && <Fault error={save.error} />}
      </section>
    </>
  );
}
