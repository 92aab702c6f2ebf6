import { useState } from 'react';
import { App, Input, Select } from 'antd';
import { employerLinkKinds, employerLinkTexts, type EmployerLinkKind } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field, ReasonDialog } from '../parts/index.js';
import { EmployerSelect } from './employer-select.js';
import { useChange } from './queries.js';

/** Says how this employer belongs to another without being it. */
export function LinkDialog({
  employer,
  onClose,
}: {
  readonly employer: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = App.useApp();
  const change = useChange();
  const [toId, setToId] = useState('');
  const [kind, setKind] = useState<EmployerLinkKind>('branch');
  const [since, setSince] = useState('');
  return (
    <ReasonDialog
      title={t('employer.link')}
      action={t('employer.link')}
      ready={toId !== ''}
      pending={change.isPending}
      error={change.error}
      onClose={onClose}
      onDo={(reason) => {
        const link = { toId, kind, since: since === '' ? null : since, until: null, reason };
        change.mutate(
          { do: 'link', id: employer.id, ...link },
          {
            onSuccess: () => {
              void message.success(t('employer.linked'));
              onClose();
            },
          },
        );
      }}
    >
      <Field label={t('employer.other')}>
        <EmployerSelect label={t('employer.other')} value={toId} without={employer.id} onChange={setToId} />
      </Field>
      <Field label={t('employer.linkKind')}>
        <Select
          aria-label={t('employer.linkKind')}
          value={kind}
          options={employerLinkKinds.map((value) => ({ value, label: say(employerLinkTexts[value]) }))}
          onChange={setKind}
        />
      </Field>
      <Field label={t('common.from')}>
        <Input
          type="date"
          value={since}
          onChange={({ target }) => {
            setSince(target.value);
          }}
        />
      </Field>
    </ReasonDialog>
  );
}
