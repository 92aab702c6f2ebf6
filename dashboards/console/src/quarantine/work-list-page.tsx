import { Button } from 'antd';
import { Link } from 'react-router';
import type { QuarantineGroups } from '@miaotou/contracts';
import { sourceFamilies } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import {
  Answer,
  ChoiceFilter,
  FilterBar,
  Nothing,
  useUrlFilters,
  type UrlFilters,
  Paged,
} from '../parts/index.js';
import { ImportTabs, useLayouts } from '../sources/index.js';
import { Groups } from './groups.js';
import { useGroups, useWorkList } from './queries.js';
import { Corrections, StandingMappings } from './records.js';
import { Rows } from './rows.js';

const filterNames = ['source', 'office', 'layout', 'reason', 'field', 'value', 'state', 'waited'] as const;
const views = ['', 'corrections', 'mappings'] as const;

/** The filters that the server knows, out of the page's address. */
function searchOf(params: URLSearchParams, names: readonly string[]): string {
  return new URLSearchParams([...params].filter(([name]) => names.includes(name))).toString();
}

/** Distinct options, by code. */
function optionsOf<T>(items: readonly T[], optionOf: (item: T) => readonly [string, string]) {
  return [...new Map(items.map(optionOf))].map(([value, label]) => ({ value, label }));
}

function Filters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const say = useSay();
  const layouts = useLayouts().data ?? [];
  return (
    <FilterBar count={filterNames.filter((name) => filters.get(name) !== '').length}>
      <ChoiceFilter
        name="source"
        label={t('imports.source')}
        options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
        filters={filters}
      />
      <ChoiceFilter
        name="office"
        label={t('imports.office')}
        options={optionsOf(layouts, ({ office }) => [office.code, say(office.name)])}
        filters={filters}
      />
      <ChoiceFilter
        name="layout"
        label={t('imports.layout')}
        options={optionsOf(layouts, ({ layout, name }) => [layout, say(name)])}
        filters={filters}
      />
      <ChoiceFilter
        name="state"
        label={t('imports.state')}
        options={(['open', 'held', 'corrected', 'discarded'] as const).map((state) => ({
          value: state,
          label: t(`imports.quarantineState.${state}`),
        }))}
        filters={filters}
      />
    </FilterBar>
  );
}

/** What waits in all, and for how long. */
function Counts({ filters, groups }: { readonly filters: UrlFilters; readonly groups: QuarantineGroups }) {
  const { t } = useTranslation();
  const waited = filters.get('waited');
  return (
    <>
      <div className="batch-counts">
        <div>
          <span className="faint">{t('quarantine.waiting')}</span>
          <strong className={groups.rows > 0 ? 'num worse' : 'num'}>
            {groups.rows.toLocaleString('en-US')}
          </strong>
        </div>
        <div>
          <span className="faint">{t('quarantine.deliveries')}</span>
          <strong className="num">{groups.batches.toLocaleString('en-US')}</strong>
        </div>
        <div>
          <span className="faint">{t('quarantine.oldest')}</span>
          <strong className="num">{groups.oldest ?? '—'}</strong>
        </div>
      </div>
      <fieldset className="choices reasons">
        <legend>{t('quarantine.waited')}</legend>
        {groups.waited.map(({ days, rows }) => (
          <button
            key={days}
            type="button"
            aria-pressed={waited === (days === 0 ? '' : String(days))}
            onClick={() => {
              filters.set({ waited: days === 0 ? '' : String(days) });
            }}
          >
            {days === 0 ? t('common.all') : t('quarantine.waitedFrom', { days })}{' '}
            <span className="num">{rows.toLocaleString('en-US')}</span>
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** The rows of the group that the address names. */
function OpenedRows({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const rows = useWorkList(searchOf(filters.params, [...filterNames, 'page']));
  return (
    <section className="panel" aria-label={t('imports.quarantine')}>
      <p>
        <Button
          onClick={() => {
            filters.set({ reason: '', field: '', value: '', state: '' });
          }}
        >
          ← {t('quarantine.allGroups')}
        </Button>
      </p>
      <Paged asked={rows} filters={filters} empty={t('imports.quarantineNone')}>
        {(page) => <Rows rows={page.items} named />}
      </Paged>
    </section>
  );
}

function WorkList({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslation();
  const groups = useGroups(searchOf(filters.params, filterNames));
  const rowsAsked = filters.get('reason') !== '' || filters.get('state') !== '';
  return (
    <Answer asked={groups} lines={10}>
      {(found) => (
        <>
          <section className="panel" aria-label={t('quarantine.title')}>
            <Counts filters={filters} groups={found} />
            <Filters filters={filters} />
          </section>
          {rowsAsked && <OpenedRows filters={filters} />}
          {!rowsAsked && found.groups.length === 0 && <Nothing>{t('quarantine.nothing')}</Nothing>}
          {!rowsAsked && found.groups.length > 0 && (
            <>
              <Groups groups={found.groups} filters={filters} />
              {found.total > found.groups.length && (
                <p className="faint">
                  {t('common.ofTotal', { shown: found.groups.length, total: found.total })}
                </p>
              )}
            </>
          )}
        </>
      )}
    </Answer>
  );
}

export function Component() {
  const { t } = useTranslation();
  const filters = useUrlFilters();
  const view = filters.get('view');
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <nav className="tabs inner" aria-label={t('quarantine.title')}>
        {views.map((one) => (
          <Link
            key={one}
            to={one === '' ? '?' : `?view=${one}`}
            className={view === one ? 'active' : ''}
            aria-current={view === one ? 'page' : undefined}
          >
            {t(`quarantine.view.${one === '' ? 'work' : one}`)}
          </Link>
        ))}
      </nav>
      {view === 'corrections' && <Corrections filters={filters} />}
      {view === 'mappings' && <StandingMappings />}
      {view !== 'corrections' && view !== 'mappings' && <WorkList filters={filters} />}
    </div>
  );
}
