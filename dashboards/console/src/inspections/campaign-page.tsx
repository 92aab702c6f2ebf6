import { useState } from 'react';
import { Button, Checkbox, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import type { InspectionCandidates, InspectionChoices } from '@miaotou/contracts';
import { addDays, alertTiers, dayOf, huilaiUnits, industrySections } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Fault, Field, Nothing, TierTag, type ListColumn } from '../parts/index.js';
import { assignable, AssignmentFields, type Assignment } from './assignment.js';
import { useCampaign, useCandidates, useChoices } from './queries.js';

type Candidate = InspectionCandidates['items'][number];
const usualDays = 30;

interface Focus {
  readonly regions: string[];
  readonly industries: string[];
  readonly tier: AlertTier | null;
}

function FocusFields({
  focus,
  onChange,
}: {
  readonly focus: Focus;
  readonly onChange: (focus: Focus) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <Field label={t('inspections.towns')}>
        <Select
          mode="multiple"
          aria-label={t('inspections.towns')}
          placeholder={t('common.regionAll')}
          showSearch={{ optionFilterProp: 'label' }}
          value={focus.regions}
          options={huilaiUnits.map(({ code, name }) => ({ value: code, label: say(name) }))}
          onChange={(regions: string[]) => {
            onChange({ ...focus, regions });
          }}
        />
      </Field>
      <Field label={t('inspections.industries')}>
        <Select
          mode="multiple"
          aria-label={t('inspections.industries')}
          placeholder={t('common.all')}
          value={focus.industries}
          options={industrySections.map(({ letter, name }) => ({ value: letter, label: say(name) }))}
          onChange={(industries: string[]) => {
            onChange({ ...focus, industries });
          }}
        />
      </Field>
      <Field label={t('inspections.atLeast')}>
        <Select
          allowClear
          aria-label={t('inspections.atLeast')}
          placeholder={t('common.all')}
          value={focus.tier}
          options={alertTiers.map((value) => ({ value, label: t(`tier.${value}`) }))}
          onChange={(tier: AlertTier | null | undefined) => {
            onChange({ ...focus, tier: tier ?? null });
          }}
        />
      </Field>
    </>
  );
}

function useColumns(
  chosen: ReadonlySet<string>,
  toggle: (employerId: string) => void,
): readonly ListColumn<Candidate>[] {
  const { t } = useTranslation();
  const say = useSay();
  return [
    {
      key: 'name',
      title: t('employers.name'),
      head: true,
      cell: ({ employerId, name, open }) => (
        <Checkbox
          checked={chosen.has(employerId)}
          disabled={open}
          onChange={() => {
            toggle(employerId);
          }}
        >
          {name} {open && <span className="faint">{t('inspections.openAlready')}</span>}
        </Checkbox>
      ),
    },
    { key: 'region', title: t('common.region'), width: '16%', cell: ({ regionName }) => say(regionName) },
    {
      key: 'tier',
      title: t('employers.tierNow'),
      width: '18%',
      cell: ({ tier, alerts }) =>
        tier === null ? (
          '—'
        ) : (
          <>
            <TierTag tier={tier} /> <span className="num faint">{alerts}</span>
          </>
        ),
    },
    {
      key: 'inspected',
      title: t('inspections.lastDone'),
      width: '130px',
      cell: ({ inspected }) => <span className="num">{inspected ?? '—'}</span>,
    },
  ];
}

function Campaign({ choices }: { readonly choices: InspectionChoices }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const campaign = useCampaign();
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [checklist, setChecklist] = useState(choices.checklists[0]?.code ?? '');
  const [focus, setFocus] = useState<Focus>({ regions: [], industries: [], tier: null });
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const [assignment, setAssignment] = useState<Assignment>(() => ({
    officeId: '',
    personId: null,
    dueDay: addDays(dayOf(new Date()), usualDays),
  }));
  const focused = focus.regions.length + focus.industries.length > 0 || focus.tier !== null;
  const search = new URLSearchParams({
    ...(focus.regions.length === 0 ? {} : { regions: focus.regions.join(',') }),
    ...(focus.industries.length === 0 ? {} : { industries: focus.industries.join(',') }),
    ...(focus.tier === null ? {} : { tier: focus.tier }),
  });
  const candidates = useCandidates(focused ? search.toString() : null);
  // Everybody in focus is chosen until somebody takes one out.
  const chosen = new Set(
    (candidates.data?.items ?? [])
      .filter(({ employerId, open }) => !open && !dropped.has(employerId))
      .map(({ employerId }) => employerId),
  );
  const columns = useColumns(chosen, (employerId) => {
    const next = new Set(dropped);
    if (!next.delete(employerId)) next.add(employerId);
    setDropped(next);
  });
  return (
    <>
      <section className="panel ask inspection-form" aria-label={t('inspections.what')}>
        <h2>{t('inspections.what')}</h2>
        <Field label={t('inspections.name')}>
          <Input
            value={title}
            maxLength={100}
            onChange={({ target }) => {
              setTitle(target.value);
            }}
          />
        </Field>
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
        <Field label={t('inspections.checklist')}>
          <Select
            aria-label={t('inspections.checklist')}
            value={checklist}
            options={choices.checklists.map(({ code, name }) => ({ value: code, label: say(name) }))}
            onChange={setChecklist}
          />
        </Field>
        <AssignmentFields value={assignment} choices={choices} onChange={setAssignment} />
      </section>
      <section className="panel ask" aria-label={t('inspections.focus')}>
        <h2>{t('inspections.focus')}</h2>
        <div className="inspection-form">
          <FocusFields focus={focus} onChange={setFocus} />
        </div>
        {!focused ? (
          <p className="faint">{t('inspections.chooseFocus')}</p>
        ) : (
          <Answer asked={candidates} lines={6}>
            {({ items, total }) =>
              items.length === 0 ? (
                <Nothing>{t('employers.empty')}</Nothing>
              ) : (
                <>
                  <p>{t('inspections.chosen', { chosen: chosen.size, shown: items.length, total })}</p>
                  <DataList
                    label={t('inspections.focus')}
                    items={items}
                    columns={columns}
                    rowKey={({ employerId }) => employerId}
                  />
                </>
              )
            }
          </Answer>
        )}
      </section>
      {campaign.error !== null && <Fault error={campaign.error} />}
      <div className="tool-row">
        <Button
          type="primary"
          loading={campaign.isPending}
          disabled={
            title.trim().length < 2 ||
            reason.trim().length < 2 ||
            !assignable(assignment) ||
            chosen.size === 0
          }
          onClick={() => {
            campaign.mutate(
              {
                title: title.trim(),
                reason: reason.trim(),
                regions: focus.regions,
                industries: focus.industries,
                employers: [...chosen],
                checklist,
                ...assignment,
              },
              { onSuccess: ({ campaignId }) => void navigate(`/inspections?campaign=${campaignId}`) },
            );
          }}
        >
          {t('inspections.start', { count: chosen.size })}
        </Button>
      </div>
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const choices = useChoices();
  return (
    <div className="page">
      <h1>{t('inspections.newCampaign')}</h1>
      <Answer asked={choices} lines={10}>
        {(found) => <Campaign choices={found} />}
      </Answer>
    </div>
  );
}
