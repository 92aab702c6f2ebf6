import { useState } from 'react';
import { Alert, App } from 'antd';
import type { MergePreview } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Field, ReasonDialog } from '../parts/index.js';
import { EmployerSelect } from './employer-select.js';
import { useChange, useMergePreview } from './queries.js';

const counted = [
  'observations',
  'events',
  'shared',
  'alertsFollow',
  'alertsClose',
  'ledgerEntries',
  'aliases',
  'questions',
  'links',
] as const satisfies readonly (keyof MergePreview)[];

function Changes({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section aria-label={t('employer.changes')}>
      {preview.warnings.map(({ code, text }) => (
        <Alert key={code} type="warning" showIcon title={say(text)} />
      ))}
      <h3>{t('employer.changes')}</h3>
      <ul className="changes">
        {counted
          .filter((name) => preview[name] > 0)
          .map((name) => (
            <li key={name}>{t(`employer.change.${name}`, { count: preview[name] })}</li>
          ))}
      </ul>
      <p className="faint">{t('employer.reversible')}</p>
    </section>
  );
}

/** Says what a merge would change, and does it. */
export function MergeDialog({
  employer,
  wanted = null,
  onClose,
}: {
  readonly employer: { readonly id: string; readonly name: string };
  /** The employer that it is thought to be. */
  readonly wanted?: { readonly id: string; readonly name: string } | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [into, setInto] = useState(wanted?.id ?? '');
  const preview = useMergePreview(employer.id, into);
  const change = useChange();
  return (
    <ReasonDialog
      title={t('employer.mergeTitle', { name: employer.name })}
      action={t('employer.mergeDo')}
      ready={preview.data !== undefined}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onDo={(reason) => {
        change.mutate(
          { do: 'merge', id: employer.id, into, reason },
          {
            onSuccess: () => {
              void message.success(t('employer.mergeDone'));
              onClose();
            },
          },
        );
      }}
    >
      <Field label={t('employer.mergeInto')}>
        {wanted === null ? (
          <EmployerSelect
            label={t('employer.mergeInto')}
            value={into}
            without={employer.id}
            onChange={setInto}
          />
        ) : (
          <strong>{wanted.name}</strong>
        )}
      </Field>
      {into !== '' && (
        <Answer asked={preview} lines={4}>
          {(shown) => <Changes preview={shown} />}
        </Answer>
      )}
    </ReasonDialog>
  );
}
