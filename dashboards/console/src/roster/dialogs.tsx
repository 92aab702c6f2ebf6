import { useState, type ReactNode } from 'react';
import { Input, Modal, Select } from 'antd';
import { shiftDays, type Roster, type ShiftDay } from '@miaotou/contracts';
import { alertTiers, dayOf, escalationLevels } from '@miaotou/domain';
import type { AlertTier, EscalationLevel } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { Fault, Field, RegionSelect } from '../parts/index.js';
import { useRosterChange } from './queries.js';

function Dialog({
  title,
  ready,
  request,
  onClose,
  children,
}: {
  readonly title: string;
  readonly ready: boolean;
  readonly request: () => { readonly to: string; readonly body: unknown };
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const change = useRosterChange();
  return (
    <Modal
      open
      title={title}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => {
        change.mutate({ method: 'POST', ...request() }, { onSuccess: onClose });
      }}
    >
      <div className="ask">
        {children}
        {change.error !== null && <Fault error={change.error} />}
      </div>
    </Modal>
  );
}

function PersonSelect({
  label,
  people,
  value,
  optional = false,
  onChange,
}: {
  readonly label: string;
  readonly people: Roster['people'];
  readonly value: string;
  readonly optional?: boolean;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const options = people.map(({ id, displayName }) => ({ value: id, label: displayName }));
  return (
    <Field label={label}>
      <Select
        aria-label={label}
        value={value}
        options={optional ? [{ value: '', label: t('roster.none') }, ...options] : options}
        onChange={onChange}
      />
    </Field>
  );
}

const orNull = (text: string): string | null => (text === '' ? null : text);

export function PostDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [level, setLevel] = useState<EscalationLevel>('duty');
  const [region, setRegion] = useState('');
  const [minTier, setMinTier] = useState<AlertTier>('blue');
  return (
    <Dialog
      title={t('roster.addPost')}
      ready={name.trim() !== ''}
      request={() => ({
        to: 'posts',
        body: {
          name: name.trim(),
          level,
          regions: region === '' ? [] : [region],
          industries: [],
          disputeTypes: [],
          minTier,
        },
      })}
      onClose={onClose}
    >
      <Field label={t('roster.name')}>
        <Input
          value={name}
          maxLength={60}
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
      </Field>
      <Field label={t('roster.level')}>
        <Select
          aria-label={t('roster.level')}
          value={level}
          options={escalationLevels
            .filter((one) => one !== 'substitute')
            .map((value) => ({ value, label: t(`level.${value}`) }))}
          onChange={setLevel}
        />
      </Field>
      <RegionSelect value={region} onChange={setRegion} />
      <Field label={t('roster.minTier')}>
        <Select
          aria-label={t('roster.minTier')}
          value={minTier}
          options={alertTiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
          onChange={setMinTier}
        />
      </Field>
    </Dialog>
  );
}

export function ShiftDialog({
  roster,
  postId,
  onClose,
}: {
  readonly roster: Roster;
  readonly postId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [personId, setPerson] = useState('');
  const [substitute, setSubstitute] = useState('');
  const [days, setDays] = useState<ShiftDay[]>(['mon', 'tue', 'wed', 'thu', 'fri', 'make-up']);
  const [times, setTimes] = useState({ from: '08:30', until: '18:00' });
  const [span, setSpan] = useState(() => ({ firstDay: dayOf(new Date()), lastDay: '' }));
  return (
    <Dialog
      title={t('roster.addShift')}
      ready={
        personId !== '' && days.length > 0 && times.from !== '' && times.until !== '' && span.firstDay !== ''
      }
      request={() => ({
        to: 'shifts',
        body: {
          postId,
          personId,
          substituteId: orNull(substitute),
          days,
          ...times,
          firstDay: span.firstDay,
          lastDay: orNull(span.lastDay),
        },
      })}
      onClose={onClose}
    >
      <PersonSelect label={t('roster.person')} people={roster.people} value={personId} onChange={setPerson} />
      <PersonSelect
        optional
        label={t('roster.substitute')}
        people={roster.people}
        value={substitute}
        onChange={setSubstitute}
      />
      <Field label={t('roster.days')}>
        <Select
          mode="multiple"
          aria-label={t('roster.days')}
          value={days}
          options={shiftDays.map((value) => ({ value, label: t(`roster.dayKind.${value}`) }))}
          onChange={setDays}
        />
      </Field>
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={t(`roster.${name}`)}>
          <Input
            type="time"
            value={times[name]}
            onChange={({ target }) => {
              setTimes({ ...times, [name]: target.value });
            }}
          />
        </Field>
      ))}
      {(['firstDay', 'lastDay'] as const).map((name) => (
        <Field key={name} label={t(`roster.${name}`)}>
          <Input
            type="date"
            value={span[name]}
            onChange={({ target }) => {
              setSpan({ ...span, [name]: target.value });
            }}
          />
        </Field>
      ))}
    </Dialog>
  );
}

export function LeaveDialog({ roster, onClose }: { readonly roster: Roster; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [personId, setPerson] = useState('');
  const [substitute, setSubstitute] = useState('');
  const [times, setTimes] = useState({ from: '', until: '' });
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={t('roster.addLeave')}
      ready={personId !== '' && times.from !== '' && times.until > times.from && reason.trim() !== ''}
      request={() => ({
        to: 'leaves',
        body: {
          personId,
          substituteId: orNull(substitute),
          // The office's clock, wherever the browser stands.
          from: new Date(`${times.from}:00+08:00`).toISOString(),
          until: new Date(`${times.until}:00+08:00`).toISOString(),
          reason: reason.trim(),
        },
      })}
      onClose={onClose}
    >
      <PersonSelect label={t('roster.person')} people={roster.people} value={personId} onChange={setPerson} />
      <PersonSelect
        optional
        label={t('roster.substitute')}
        people={roster.people}
        value={substitute}
        onChange={setSubstitute}
      />
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={t(`roster.${name}`)}>
          <Input
            type="datetime-local"
            value={times[name]}
            onChange={({ target }) => {
              setTimes({ ...times, [name]: target.value });
            }}
          />
        </Field>
      ))}
      <Field label={t('roster.reason')}>
        <Input
          value={reason}
          maxLength={500}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </Field>
    </Dialog>
  );
}
