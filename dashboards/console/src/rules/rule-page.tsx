import { useParams } from 'react-router';
import { Alert } from 'antd';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, NotFound } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useRules } from './queries.js';
import { RuleHead } from './rule-head.js';
import { Workbench } from './workbench/index.js';

export function Component() {
  const { t } = useTranslation();
  const say = useSay();
  const { id = '' } = useParams();
  const rules = useRules();
  const mayTry = useMay('ruleBook');
  return (
    <Answer asked={rules} lines={12}>
      {(rows) => {
        const rule = rows.find((one) => one.id === id);
        if (rule === undefined) return <NotFound />;
        return (
          <div className="page">
            <RuleHead id={rule.id} name={rule.name} />
            <section className="panel" aria-label={t('rules.when')}>
              <p className="faint">
                {t('rules.version', { version: rule.version })} · {rule.plan}
              </p>
              <code className="condition">{rule.when}</code>
              {rule.abstaining !== null && (
                <Alert
                  type="warning"
                  showIcon
                  title={`${t('rules.abstaining', { count: rule.abstaining.subjects })} · ${say(rule.abstaining.detail)}`}
                />
              )}
            </section>
            {mayTry && <Workbench key={rule.id} rule={rule} />}
          </div>
        );
      }}
    </Answer>
  );
}
