import { useState } from 'react';
import { Button, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { EmployerDetailSchema, type InspectionChoices } from '@miaotou/contracts';
import { addDays, dayOf } from '@miaotou/domain';
import { http } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Field } from '../parts/index.js';
import { assignable, AssignmentFields, type Assignment } from './assignment.js';
import { useChoices, useRaise } from './queries.js';

/** Days that an inspection is given unless somebody says otherwise. */
const usualDays = 7;

function Raise({
  employerId,
  choices,
}: {
  readonly employerId: string;
  readonly choices: InspectionChoices;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const raise = useRaise();
  const [reason, setReason] = useState('');
  const [checklist, setChecklist] = useState(choices.checklists[0]?.code ?? '');
  const [assignment, setAssignment] = useState<Assignment>(() => ({
    officeId: '',
    personId: null,
    dueDay: addDays(dayOf(new Date()), usualDays),
  }));
  const alertId = params.get('alert');
  const incidentId = params.get('incident');
  const list = choices.checklists.find(({ code }) => code === checklist);
  return (
    <div className="ask inspection-form">
      <Field label={t('inspections.checklist')}>
        <Select
          aria-label={t('inspections.checklist')}
          value={checklist}
          options={choices.checklists.map(({ code, name }) => ({ value: code, label: say(name) }))}
          onChange={setChecklist}
        />
      </Field>
      {list !== undefined && (
        <ol className="faint">
          {list.items.map(({ code, text }) => (
            <li key={code}>{say(text)}</li>
          ))}
        </ol>
      )}
      <Field label={`${t('common.reason')} (${t('common.required')})`}>
        <Input.TextArea
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </Field>
      <AssignmentFields value={assignment} choices={choices} onChange={setAssignment} />
      {raise.error !== null && <Fault error={raise.error} />}
      <Button
        type="primary"
        loading={raise.isPending}
        disabled={reason.trim().length < 2 || !assignable(assignment)}
        onClick={() => {
          raise.mutate(
            {
              employerId,
              ...(alertId === null ? {} : { alertId }),
              ...(incidentId === null ? {} : { incidentId }),
              checklist,
              reason: reason.trim(),
              ...assignment,
            },
            { onSuccess: ({ id }) => void navigate(`/inspections/${id}`, { replace: true }) },
          );
        }}
      >
        {t('inspections.raise')}
      </Button>
    </div>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const employerId = params.get('employer') ?? '';
  const choices = useChoices();
  const employer = useQuery({
    queryKey: ['employer', employerId],
    queryFn: ({ signal }) =>
      http.request(EmployerDetailSchema, `/employers/${encodeURIComponent(employerId)}`, { signal }),
  });
  return (
    <div className="page">
      <h1>{t('inspections.raise')}</h1>
      <Answer asked={employer} lines={3}>
        {({ name }) => (
          <section className="panel" aria-label={name}>
            <h2>{name}</h2>
            <Answer asked={choices} lines={6}>
              {(found) => <Raise employerId={employerId} choices={found} />}
            </Answer>
          </section>
        )}
      </Answer>
    </div>
  );
}
