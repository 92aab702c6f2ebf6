import { useState } from 'react';
import { Button, Input, Modal, Select } from 'antd';
import type { FiveOneRequest, FiveOneView, IncidentDetail } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Fault, Field, instantText } from '../parts/index.js';
import { useIncidentPlan, usePlanChange, useTeamChoice } from './queries.js';

type Part = FiveOneRequest['part'];

const isPart = (part: FiveOneView['part']): part is Part => part !== 'plan';

interface Said {
  readonly text: string;
  readonly people: readonly string[];
  readonly day: string;
}

/** The request that says a part; null while something of it is lacking. */
function requestOf(part: Part, { text, people, day }: Said, key: string): FiveOneRequest | null {
  const said = text.trim();
  if (part === 'team') return people.length === 0 ? null : { part, text: said, people: [...people], key };
  if (part === 'deadline') return day === '' ? null : { part, day, text: said, key };
  return said.length < 2 ? null : { part, text: said, key };
}

function SayDialog({
  incident,
  one,
  part,
  onClose,
}: {
  readonly incident: string;
  readonly one: FiveOneView;
  readonly part: Part;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const change = usePlanChange(incident);
  const team = useTeamChoice(incident, part === 'team');
  const [key] = useState(() => crypto.randomUUID());
  const [said, setSaid] = useState<Said>({
    text: one.said?.by === null ? '' : (one.said?.text ?? ''),
    people: one.said?.people.map(({ id }) => id) ?? [],
    day: one.said?.day ?? '',
  });
  const set = (patch: Partial<Said>) => {
    setSaid((before) => ({ ...before, ...patch }));
  };
  const body = requestOf(part, said, key);
  return (
    <Modal
      open
      title={say(one.name)}
      okText={t('common.confirm')}
      cancelText={t('common.cancel')}
      confirmLoading={change.isPending}
      okButtonProps={{ disabled: body === null }}
      onCancel={onClose}
      onOk={() => {
        if (body !== null) change.mutate({ to: 'five-ones', body }, { onSuccess: onClose });
      }}
    >
      <div className="ask">
        {part === 'team' && (
          <Field label={t('plans.fivePeople')}>
            <Select
              mode="multiple"
              aria-label={t('plans.fivePeople')}
              value={[...said.people]}
              loading={team.isPending}
              options={(team.data?.items ?? []).map(({ id, displayName, office }) => ({
                value: id,
                label: office === null ? displayName : `${displayName} · ${say(office)}`,
              }))}
              onChange={(people: string[]) => {
                set({ people });
              }}
            />
          </Field>
        )}
        {part === 'deadline' && (
          <Field label={t('plans.fiveDay')}>
            <Input
              type="date"
              value={said.day}
              onChange={({ target }) => {
                set({ day: target.value });
              }}
            />
          </Field>
        )}
        <Field
          label={t(part === 'team' || part === 'deadline' ? 'plans.fiveTextOptional' : 'plans.fiveText')}
        >
          <Input.TextArea
            value={said.text}
            maxLength={2000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={({ target }) => {
              set({ text: target.value });
            }}
          />
        </Field>
        {team.error !== null && <Fault error={team.error} />}
        {change.error !== null && <Fault error={change.error} />}
      </div>
    </Modal>
  );
}

function One({
  one,
  maySay,
  onSay,
}: {
  readonly one: FiveOneView;
  readonly maySay: boolean;
  readonly onSay: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const say = useSay();
  const { said } = one;
  const parts = [said?.day ?? '', said?.people.map(({ displayName }) => displayName).join('、') ?? ''];
  return (
    <li>
      <div className="plan-step">
        <div>
          <strong>{say(one.name)}</strong>{' '}
          {said === null ? (
            <span className="joint-late">{t('plans.fiveMissing')}</span>
          ) : (
            [...parts, said.text].filter((text) => text !== '').join(' · ')
          )}
          {one.overdue && <span className="joint-late"> {t('plans.fiveLate')}</span>}
          {said !== null && (
            <div className="faint">
              {t('plans.fiveBy', {
                by: said.by?.displayName ?? t('incidents.system'),
                at: instantText(said.at, language),
              })}
              {said.changes > 0 && ` · ${t('plans.fiveChanged', { count: said.changes })}`}
            </div>
          )}
        </div>
        {maySay && (
          <Button className="no-print" type={said === null ? 'default' : 'text'} onClick={onSay}>
            {t(said === null ? 'plans.fiveSay' : 'plans.fiveAnew')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** One risk, one plan, one team, one set of measures, one deadline: asked of every incident that is or was red. */
export function FiveOnes({ incident }: { readonly incident: IncidentDetail }) {
  const { t } = useTranslation();
  const plan = useIncidentPlan(incident.id);
  const [chosen, setChosen] = useState<Part | null>(null);
  // The plan's own panel tells of loading and of failure.
  if (plan.data === undefined || plan.data.fiveOnes.length === 0) return null;
  const { fiveOnes, missing, mayTick } = plan.data;
  const one = fiveOnes.find(({ part }) => part === chosen);
  return (
    <section className="panel" aria-label={t('plans.fiveOnes')}>
      <h2>
        {t('plans.fiveOnes')}{' '}
        {missing.length > 0 && <span className="faint">{t('plans.fiveMissingHint')}</span>}
      </h2>
      <ul className="plain">
        {fiveOnes.map((each) => (
          <One
            key={each.part}
            one={each}
            maySay={mayTick && each.part !== 'plan'}
            onSay={() => {
              if (isPart(each.part)) setChosen(each.part);
            }}
          />
        ))}
      </ul>
      {one !== undefined && chosen !== null && (
        <SayDialog
          key={chosen}
          incident={incident.id}
          one={one}
          part={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </section>
  );
}
