import type { IndexWeights, SettingBody } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { DataList, TierTag } from '../parts/index.js';

function Swatch({ colour }: { readonly colour: string }) {
  return (
    <span className="num">
      <i className="setting-swatch" style={{ background: colour }} /> {colour}
    </span>
  );
}

/** The tiers that the office uses, weakest first, and where the others are shown. */
export function SchemeTable({ scheme }: { readonly scheme: SettingBody<'tier-scheme'> }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <DataList
        label={t('settings.kind.tier-scheme')}
        items={scheme.tiers}
        rowKey={({ slot }) => slot}
        columns={[
          { key: 'name', title: t('settings.tierName'), head: true, cell: ({ name }) => say(name) },
          { key: 'symbol', title: t('settings.symbol'), cell: ({ symbol }) => symbol },
          { key: 'light', title: t('settings.light'), cell: ({ light }) => <Swatch colour={light} /> },
          { key: 'dark', title: t('settings.dark'), cell: ({ dark }) => <Swatch colour={dark} /> },
        ]}
      />
      <p className="faint">{t(`settings.folds.${scheme.folds}`)}</p>
    </>
  );
}

/** The holidays of each year that is known, newest first. */
export function NoticeTable({ notices }: SettingBody<'holidays'>) {
  const { t } = useTranslation();
  return (
    <DataList
      label={t('settings.kind.holidays')}
      items={notices.toSorted((a, b) => b.year - a.year)}
      rowKey={({ year }) => String(year)}
      columns={[
        { key: 'year', title: t('settings.noticeYear'), head: true, cell: ({ year }) => year },
        {
          key: 'off',
          title: t('settings.off'),
          cell: ({ off }) => (
            <span className="num">{off.map((one) => one.replace('/', '–')).join(', ')}</span>
          ),
        },
        {
          key: 'makeUp',
          title: t('settings.makeUp'),
          cell: ({ makeUp }) => <span className="num">{makeUp.join(', ') || '—'}</span>,
        },
      ]}
    />
  );
}

/** How much rules and tiers count in the index. */
export function WeightTable({ weights }: { readonly weights: IndexWeights }) {
  const { t } = useTranslation();
  const rules = Object.entries(weights.rules).toSorted(([, a], [, b]) => b - a);
  return (
    <>
      <p>{t('settings.weighing')}</p>
      <p className="setting-steps">
        {alertTiers.map((tier) => (
          <span key={tier}>
            <TierTag tier={tier} /> <span className="num">{weights.steps[tier]}</span>
          </span>
        ))}
      </p>
      <ul className="setting-year">
        {rules.map(([rule, weight]) => (
          <li key={rule} className="num">
            {rule} {weight}
          </li>
        ))}
        <li>
          {t('settings.otherwise')} <span className="num">{weights.otherwise}</span>
        </li>
      </ul>
    </>
  );
}
