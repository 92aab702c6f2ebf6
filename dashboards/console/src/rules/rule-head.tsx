import { NavLink } from 'react-router';
import type { Bilingual } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { TabBar } from '../parts/index.js';
import { useMay } from '../people/index.js';

/** Name of a rule and the views of it. */
export function RuleHead({ id, name }: { readonly id: string; readonly name: Bilingual }) {
  const { t } = useTranslation();
  const say = useSay();
  const mayRead = useMay('ruleBook');
  const mayDraft = useMay('draftRules');
  const to = `/rules/${encodeURIComponent(id)}`;
  return (
    <>
      <h1>
        <span className="num">{id}</span> {say(name)}
      </h1>
      <TabBar label={t('rules.title')}>
        <NavLink to="/rules" end>
          {t('rules.all')}
        </NavLink>
        <NavLink to={to} end>
          {t('rules.overview')}
        </NavLink>
        {mayRead && <NavLink to={`${to}/versions`}>{t('rules.versions')}</NavLink>}
        {mayDraft && <NavLink to={`${to}/edit`}>{t('rules.edit')}</NavLink>}
      </TabBar>
    </>
  );
}
