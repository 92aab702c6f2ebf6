import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { RuleRow } from '@miaotou/contracts';
import { ruleStandings } from '@miaotou/contracts';
import {
  alertTiers,
  findDisputeType,
  findResponsePlan,
  liveAlertStates,
  sourceFamilies,
} from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  Answer,
  ChoiceFilter,
  DataList,
  FilterBar,
  Nothing,
  TextFilter,
  TierShape,
  useUrlFilters,
} from '../parts/index.js';
import type { ListColumn, UrlFilters } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ImportDialog } from './import-dialog.js';
import { useRules } from './queries.js';
import { StandingTag } from './standing.js';

const names = ['family', 'subject', 'dispute', 'plan', 'standing', 'text'] as const;

function matches(rule: RuleRow, { get }: UrlFilters): boolean {
  const asked = (name: (typeof names)[number], has: (value: string) => boolean) =>
    get(name) === '' || has(get(name));
  const words = `${rule.id} ${rule.name.zh} ${rule.name.en}`.toLowerCase();
  return (
    asked('family', (family) => rule.families.some((one) => one === family)) &&
    asked('subject', (subject) => rule.subject === subject) &&
    asked('dispute', (code) => rule.disputeTypes.includes(code)) &&
    asked('plan', (plan) => rule.plan === plan) &&
    asked('standing', (standing) =>
      standing === 'waiting'
        ? rule.drafts.writing + rule.drafts.waiting > 0
        : standing === 'update'
          ? rule.update !== null
          : rule.standing === standing,
    ) &&
    asked('text', (text) => words.includes(text.toLowerCase()))
  );
}

function Filters({ rules, filters }: { readonly rules: readonly RuleRow[]; readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const say = useSay();
  const subjects = [...new Set(rules.map(({ subject }) => subject))];
  const disputes = [...new Set(rules.flatMap(({ disputeTypes }) => disputeTypes))].toSorted();
  const plans = [...new Set(rules.map(({ plan }) => plan))].toSorted();
  const nameOf = (code: string) => {
    const found = findDisputeType(code);
    return found === null ? code : say(found.name);
  };
  const planOf = (code: string) => {
    const found = findResponsePlan(code);
    return found === null ? code : `${code} ${say(found.name)}`;
  };
  return (
    <FilterBar count={names.filter((name) => filters.get(name) !== '').length}>
      <ChoiceFilter
        name="family"
        label={t('rules.family')}
        filters={filters}
        options={sourceFamilies.map((value) => ({ value, label: t(`family.${value}`) }))}
      />
      <ChoiceFilter
        name="subject"
        label={t('rules.subject')}
        filters={filters}
        options={subjects.map((value) => ({ value, label: t(`subject.${value}`) }))}
      />
      <ChoiceFilter
        name="dispute"
        label={t('rules.dispute')}
        filters={filters}
        options={disputes.map((value) => ({ value, label: nameOf(value) }))}
      />
      <ChoiceFilter
        name="plan"
        label={t('rules.plan')}
        filters={filters}
        options={plans.map((value) => ({ value, label: planOf(value) }))}
      />
      <ChoiceFilter
        name="standing"
        label={t('rules.state')}
        filters={filters}
        options={[...ruleStandings, 'waiting' as const, 'update' as const].map((value) => ({
          value,
          label: t(`rules.standing.${value}`),
        }))}
      />
      <TextFilter name="text" label={t('rules.find')} filters={filters} />
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<RuleRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const mayRead = useMay('ruleBook');
  const alerts = (rule: string, tier: string) =>
    `/alerts?${new URLSearchParams({ rule, tier, state: liveAlertStates.join(',') }).toString()}`;
  return [
    {
      key: 'rule',
      title: t('rules.rule'),
      head: true,
      cell: (rule) => (
        <div className="alert-cell">
          <Link to={`/rules/${rule.id}`}>
            <strong>
              <span className="num">{rule.id}</span> {say(rule.name)}
            </strong>
          </Link>
          <div className="faint">
            {t(`subject.${rule.subject}`)} · {rule.plan}
            {rule.families.map((family) => ` · ${t(`family.${family}`)}`)}
          </div>
        </div>
      ),
    },
    {
      key: 'standing',
      title: t('rules.state'),
      width: '210px',
      cell: (rule) => (
        <>
          <StandingTag rule={rule} />
          <div className="faint">
            {rule.since !== null && t('rules.since', { version: rule.version, day: rule.since })}
            {rule.nextFrom !== null && ` ${t('rules.nextFrom', { day: rule.nextFrom })}`}
          </div>
        </>
      ),
    },
    {
      key: 'live',
      title: t('rules.live'),
      width: '270px',
      cell: (rule) => (
        <div className="rule-live">
          {alertTiers.toReversed().map((tier) => (
            <Link
              key={tier}
              to={alerts(rule.id, tier)}
              aria-label={`${t(`tier.${tier}`)} ${rule.live[tier]}`}
            >
              <TierShape tier={tier} />
              <span className="num">{rule.live[tier]}</span>
            </Link>
          ))}
        </div>
      ),
    },
    {
      key: 'able',
      title: t('rules.ability'),
      width: '190px',
      cell: ({ abstaining, standing }) =>
        standing !== 'in-force' ? (
          <span className="faint">—</span>
        ) : abstaining === null ? (
          <span className="better">✓ {t('rules.able')}</span>
        ) : (
          <span className="worse">
            {t('rules.abstaining', { count: abstaining.subjects })}
            <div className="faint">{say(abstaining.detail)}</div>
          </span>
        ),
    },
    {
      key: 'drafts',
      title: t('rules.waiting'),
      width: '170px',
      cell: ({ id, drafts, update }) => {
        const said = [
          ...(drafts.waiting > 0 ? [t('rules.toApprove', { count: drafts.waiting })] : []),
          ...(drafts.writing > 0 ? [t('rules.beingWritten', { count: drafts.writing })] : []),
          ...(update === null ? [] : [t('rules.updateThere', { version: update })]),
        ].join(' · ');
        if (said === '') return <span className="faint">—</span>;
        return mayRead ? <Link to={`/rules/${id}/versions`}>{said}</Link> : said;
      },
    },
  ];
}

export function Component() {
  const { t } = useTranslation();
  const rules = useRules();
  const filters = useUrlFilters();
  const columns = useColumns();
  const mayRead = useMay('ruleBook');
  const mayDraft = useMay('draftRules');
  const [importing, setImporting] = useState(false);
  return (
    <div className="page">
      <h1>{t('rules.title')}</h1>
      {mayRead && (
        <p className="rule-actions">
          {mayDraft && (
            <>
              <Link to="/rules/new">
                <Button type="primary">{t('rules.new')}</Button>
              </Link>{' '}
              <Button
                onClick={() => {
                  setImporting(true);
                }}
              >
                {t('rules.import')}
              </Button>{' '}
            </>
          )}
          <Button href="/api/v1/rules/export">{t('rules.export')}</Button>{' '}
          <Link to="/replays">{t('replays.title')}</Link> <Link to="/settings">{t('settings.title')}</Link>
        </p>
      )}
      <Answer asked={rules} lines={12}>
        {(rows) => {
          const shown = rows.filter((rule) => matches(rule, filters));
          return (
            <>
              <Filters rules={rows} filters={filters} />
              <p className="faint num">{t('rules.shown', { shown: shown.length, count: rows.length })}</p>
              {shown.length === 0 ? (
                <Nothing>{t(rows.length === 0 ? 'rules.empty' : 'rules.noneShown')}</Nothing>
              ) : (
                <DataList label={t('rules.title')} items={shown} columns={columns} rowKey={({ id }) => id} />
              )}
            </>
          );
        }}
      </Answer>
      {importing && (
        <ImportDialog
          onClose={() => {
            setImporting(false);
          }}
        />
      )}
    </div>
  );
}
