import { useState } from 'react';
import { App, Button, Checkbox, Input, Modal, Select } from 'antd';
import type { Mapping, MappingPreview, QuarantineGroup, ValueChange } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field } from '../parts/index.js';
import { useApply, usePreview } from './queries.js';

type Kind = ValueChange['kind'];
const kinds: readonly Kind[] = ['replace', 'times', 'shift-days', 'strip'];
const factors = [10_000, 1_000, 100, 0.01, 0.0001] as const;
const shifts = [1462, -1462] as const;
/** Stands in the list of texts for all of them. */
const every = '\u0000';

/** What was typed and chosen; the change follows from it once it is complete. */
interface Draft {
  readonly from: string;
  readonly kind: Kind;
  readonly to: string;
  readonly factor: (typeof factors)[number];
  readonly days: (typeof shifts)[number];
  readonly strip: string;
}

function changeOf({ kind, to, factor, days, strip }: Draft): ValueChange | null {
  switch (kind) {
    case 'replace':
      return { kind, to: to.trim() };
    case 'times':
      return { kind, factor };
    case 'shift-days':
      return { kind, days };
    case 'strip':
      return strip === '' ? null : { kind, text: strip };
  }
}

function Outcome({ preview }: { readonly preview: MappingPreview }) {
  const { t } = useTranslation();
  const say = useSay();
  const { rows, batches, tried, mended, remaining, samples } = preview;
  return (
    <section className="mapping-outcome" aria-live="polite">
      <p>
        {t('quarantine.previewRows', { rows, batches })}{' '}
        {tried < rows && t('quarantine.previewTried', { tried })}
        <br />
        <strong className={mended === tried ? 'better' : 'worse'}>
          {t('quarantine.previewMended', { mended, tried })}
        </strong>
      </p>
      {remaining.length > 0 && (
        <ul className="faults">
          {remaining.map((one) => (
            <li key={`${one.code}:${one.field}`}>
              {one.header} {say(one.message)} <span className="num">{one.rows}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="table-frame scroll" tabIndex={0} role="region" aria-label={t('quarantine.samples')}>
        <table className="data cells">
          <thead>
            <tr>
              <th scope="col">{t('alerts.rowNo')}</th>
              <th scope="col">{t('quarantine.before')}</th>
              <th scope="col">{t('quarantine.after')}</th>
              <th scope="col">{t('quarantine.still')}</th>
            </tr>
          </thead>
          <tbody>
            {samples.map((sample) => (
              <tr key={`${sample.fileName}:${sample.sheet}:${sample.row}`}>
                <td className="num" title={sample.fileName}>
                  {sample.row}
                </td>
                <td>{sample.before === '' ? t('quarantine.emptyText') : sample.before}</td>
                <td>{sample.after}</td>
                <td className={sample.faults.length > 0 ? 'worse' : 'better'}>
                  {sample.faults.length === 0
                    ? t('quarantine.fine')
                    : sample.faults.map(({ header, message }) => `${header} ${say(message)}`).join('；')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** One decision for a whole group of rows: what a text means, tried first, then applied and perhaps kept. */
export function MappingDialog({
  group,
  value,
  onClose,
}: {
  readonly group: QuarantineGroup;
  /** The text to begin with. */
  readonly value: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const preview = usePreview();
  const apply = useApply();
  const [draft, setDraft] = useState<Draft>({
    from: value ?? every,
    kind: 'replace',
    to: '',
    factor: 10_000,
    days: 1462,
    strip: '',
  });
  const [previewed, setPreviewed] = useState<Mapping | null>(null);
  const [reason, setReason] = useState('');
  const [keep, setKeep] = useState(false);
  const patch = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setPreviewed(null);
  };
  const change = changeOf(draft);
  const outcome = previewed === null ? undefined : preview.data;
  const kindOptions = kinds.map((kind) => ({ value: kind, label: t(`quarantine.change.${kind}`) }));

  return (
    <Modal
      open
      width={720}
      title={t('quarantine.mappingTitle', { header: group.header })}
      okText={t('quarantine.apply')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: outcome === undefined || outcome.rows === 0 || reason.trim() === '' }}
      confirmLoading={apply.isPending}
      onCancel={onClose}
      onOk={() => {
        if (previewed === null || outcome === undefined) return;
        apply.mutate(
          { mapping: previewed, rows: outcome.rows, reason: reason.trim(), keep },
          {
            onSuccess: ({ rows }) => {
              void message.success(t('quarantine.applied', { count: rows }));
              onClose();
            },
          },
        );
      }}
    >
      <div className="mapping-form">
        <Field label={t('quarantine.from')}>
          <Select
            aria-label={t('quarantine.from')}
            value={draft.from}
            options={[
              { value: every, label: t('quarantine.everyValue', { count: group.distinct }) },
              ...group.values.map((one) => ({
                value: one.value,
                label: `${one.value === '' ? t('quarantine.emptyText') : one.value}（${one.rows}）`,
              })),
            ]}
            onChange={(from) => {
              patch({ from });
            }}
          />
        </Field>
        <Field label={t('quarantine.how')}>
          <Select
            aria-label={t('quarantine.how')}
            value={draft.kind}
            options={kindOptions}
            onChange={(kind) => {
              patch({ kind });
            }}
          />
        </Field>
        {draft.kind === 'replace' && (
          <Field label={t('quarantine.to')}>
            <Input
              aria-label={t('quarantine.to')}
              value={draft.to}
              maxLength={500}
              onChange={({ target }) => {
                patch({ to: target.value });
              }}
            />
          </Field>
        )}
        {draft.kind === 'times' && (
          <Field label={t('quarantine.factor')}>
            <Select
              aria-label={t('quarantine.factor')}
              value={draft.factor}
              options={factors.map((factor) => ({ value: factor, label: `× ${factor}` }))}
              onChange={(factor) => {
                patch({ factor });
              }}
            />
          </Field>
        )}
        {draft.kind === 'shift-days' && (
          <Field label={t('quarantine.days')}>
            <Select
              aria-label={t('quarantine.days')}
              value={draft.days}
              options={shifts.map((days) => ({ value: days, label: days > 0 ? `+${days}` : `${days}` }))}
              onChange={(days) => {
                patch({ days });
              }}
            />
          </Field>
        )}
        {draft.kind === 'strip' && (
          <Field label={t('quarantine.stripText')}>
            <Input
              aria-label={t('quarantine.stripText')}
              value={draft.strip}
              maxLength={50}
              onChange={({ target }) => {
                patch({ strip: target.value });
              }}
            />
          </Field>
        )}
        <Button
          disabled={change === null}
          loading={preview.isPending}
          onClick={() => {
            if (change === null) return;
            const { layout, code, field } = group;
            const from = draft.from === every ? null : draft.from;
            const mapping = { layout, reason: code, field, from, change };
            preview.mutate(mapping, {
              onSuccess: () => {
                setPreviewed(mapping);
              },
            });
          }}
        >
          {t('quarantine.preview')}
        </Button>
      </div>
      {preview.error !== null && <Fault error={preview.error} />}
      {outcome !== undefined && (
        <>
          <Outcome preview={outcome} />
          <Checkbox
            checked={keep}
            onChange={({ target }) => {
              setKeep(target.checked);
            }}
          >
            {t('quarantine.keep')}
          </Checkbox>
          <label className="field">
            <span>
              {t('common.reason')} ({t('common.required')})
            </span>
            <Input.TextArea
              value={reason}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 4 }}
              onChange={({ target }) => {
                setReason(target.value);
              }}
            />
          </label>
        </>
      )}
      {apply.error !== null && <Fault error={apply.error} />}
    </Modal>
  );
}
