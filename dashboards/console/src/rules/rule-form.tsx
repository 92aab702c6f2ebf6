import { useState, type ReactNode } from 'react';
import { Button, Input, InputNumber, Select } from 'antd';
import type { Document } from 'yaml';
import type { RuleCheckResult } from '@miaotou/contracts';
import { eventTakes, indicatorTakes } from '@miaotou/contracts';
import { alertTiers, eventKinds, indicators, responsePlans } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { Field, TierShape } from '../parts/index.js';
import RuleCode from './rule-code.js';
import { documentOf, faultsAt, namesAt, textAt, withValue } from './rule-document.js';
import type { Path } from './rule-document.js';

interface PartProps {
  readonly document: Document;
  readonly text: string;
  readonly faults: RuleCheckResult['faults'];
  readonly set: (path: Path, value: unknown) => void;
}

const nameForm = /^[a-z][A-Za-z0-9]*$/u;

/** A name and a button that adds it. */
function Adder({ label, onAdd }: { readonly label: string; readonly onAdd: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  return (
    <span className="rule-actions">
      <Input
        aria-label={label}
        placeholder={t('rules.newName')}
        value={name}
        maxLength={40}
        style={{ width: 180 }}
        onChange={({ target }) => {
          setName(target.value.trim());
        }}
      />
      <Button
        disabled={!nameForm.test(name)}
        onClick={() => {
          onAdd(name);
          setName('');
        }}
      >
        {label}
      </Button>
    </span>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="rule-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Expression({ path, label, ...part }: PartProps & { readonly path: Path; readonly label: string }) {
  const { document, text, faults, set } = part;
  return (
    <div className="field">
      <span>{label}</span>
      <RuleCode
        label={label}
        within={text}
        value={textAt(document, path)}
        faults={faultsAt(document, text, faults, path)}
        onChange={(value) => {
          set(path, value.trim() === '' ? undefined : value);
        }}
      />
    </div>
  );
}

function Thresholds({ document, set }: PartProps) {
  const { t } = useTranslation();
  const names = namesAt(document, ['thresholds']);
  return (
    <Part title={t('rules.thresholds')}>
      <div className="table-frame">
        <table className="data tight" aria-label={t('rules.thresholds')}>
          <thead>
            <tr>
              <th scope="col">{t('alerts.feature')}</th>
              {alertTiers.map((tier) => (
                <th key={tier} scope="col">
                  <TierShape tier={tier} /> {t(`tier.${tier}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                {alertTiers.map((tier) => {
                  const path = ['thresholds', name, tier];
                  const value = textAt(document, path);
                  return (
                    <td key={tier}>
                      <InputNumber
                        size="small"
                        aria-label={`${name} ${t(`tier.${tier}`)}`}
                        value={value === '' ? null : Number(value)}
                        style={{ width: 84 }}
                        onChange={(number) => {
                          set(path, number ?? undefined);
                        }}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Adder
        label={t('rules.addThreshold')}
        onAdd={(name) => {
          set(['thresholds', name], { blue: 1 });
        }}
      />
    </Part>
  );
}

function Conditions(part: PartProps) {
  const { t } = useTranslation();
  const { document, set } = part;
  return (
    <Part title={t('rules.when')}>
      <Expression {...part} path={['when']} label={t('rules.whenAll')} />
      {alertTiers.map((tier) => (
        <Expression
          key={tier}
          {...part}
          path={['also', tier]}
          label={t('rules.alsoTier', { tier: t(`tier.${tier}`) })}
        />
      ))}
      {namesAt(document, ['derive']).map((name) => (
        <Expression key={name} {...part} path={['derive', name]} label={t('rules.derived', { name })} />
      ))}
      <Adder
        label={t('rules.addDerived')}
        onAdd={(name) => {
          set(['derive', name], '0');
        }}
      />
    </Part>
  );
}

/** A feature of an indicator or of events; the kinds that have more parts are edited as text. */
function Feature({ name, document, set }: PartProps & { readonly name: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const path = ['features', name];
  const kind = ['indicator', 'event'].find((one) => document.hasIn([...path, one])) ?? 'other';
  const single = kind !== 'other' && textAt(document, [...path, kind]) !== '';
  const choose = (part: string, label: string, options: { value: string; label: string }[]) => (
    <Field label={label}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={`${name} ${label}`}
        value={textAt(document, [...path, part])}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(value: string) => {
          set([...path, part], value);
        }}
      />
    </Field>
  );
  const write = (part: Path, label: string) => (
    <Field label={label}>
      <Input
        aria-label={`${name} ${label}`}
        value={textAt(document, [...path, ...part])}
        onChange={({ target }) => {
          set([...path, ...part], target.value);
        }}
      />
    </Field>
  );
  return (
    <div className="rule-feature">
      <header>
        <code>{name}</code>
        <Button
          size="small"
          onClick={() => {
            set(path, undefined);
          }}
        >
          {t('rules.removeFeature')}
        </Button>
      </header>
      <div className="rule-fields">
        {kind === 'indicator' &&
          choose(
            'indicator',
            t('rules.indicator'),
            indicators.map(({ code, name: called }) => ({ value: code, label: `${code} ${say(called)}` })),
          )}
        {kind === 'event' &&
          single &&
          choose(
            'event',
            t('rules.event'),
            eventKinds.map((value) => ({ value, label: t(`eventKind.${value}`) })),
          )}
        {single &&
          choose(
            'take',
            t('rules.take'),
            (kind === 'event' ? eventTakes : indicatorTakes).map((value) => ({ value, label: value })),
          )}
        {single && write(['window'], t('rules.window'))}
        {write(['label', 'zh'], t('rules.labelZh'))}
        {write(['label', 'en'], t('rules.labelEn'))}
      </div>
      {!single && <p className="faint">{t('rules.moreAsText')}</p>}
    </div>
  );
}

function Features(part: PartProps) {
  const { t } = useTranslation();
  const { document, set } = part;
  return (
    <Part title={t('rules.features')}>
      {namesAt(document, ['features']).map((name) => (
        <Feature key={name} name={name} {...part} />
      ))}
      <Adder
        label={t('rules.addEvent')}
        onAdd={(name) => {
          set(['features', name], { event: 'complaint', take: 'count', window: '30d' });
        }}
      />
      <Adder
        label={t('rules.addIndicator')}
        onAdd={(name) => {
          set(['features', name], { indicator: 'SI01', take: 'latest', window: '6m' });
        }}
      />
    </Part>
  );
}

function Words({ document, set }: PartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const areas = [
    ['name', t('rules.name')],
    ['description', t('rules.description')],
    ['sentence', t('rules.sentence')],
  ] as const;
  return (
    <Part title={t('rules.words')}>
      {areas.flatMap(([part, label]) =>
        (['zh', 'en'] as const).map((language) => (
          <Field key={`${part}.${language}`} label={`${label} (${t(`rules.in.${language}`)})`}>
            <Input.TextArea
              autoSize
              value={textAt(document, [part, language])}
              onChange={({ target }) => {
                set([part, language], target.value);
              }}
            />
          </Field>
        )),
      )}
      <Field label={t('rules.plan')}>
        <Select
          aria-label={t('rules.plan')}
          value={textAt(document, ['plan'])}
          options={responsePlans.map(({ code, name }) => ({ value: code, label: `${code} ${say(name)}` }))}
          onChange={(value: string) => {
            set(['plan'], value);
          }}
        />
      </Field>
    </Part>
  );
}

/** The parts of a rule as fields over its text: what is set here stands in the text at once. */
export default function RuleForm({
  text,
  faults,
  onChange,
}: {
  readonly text: string;
  readonly faults: RuleCheckResult['faults'];
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const document = documentOf(text);
  if (document === null) return <p className="worse">{t('rules.unreadable')}</p>;
  const set = (path: Path, value: unknown) => {
    onChange(withValue(text, path, value));
  };
  const part = { document, text, faults, set };
  return (
    <div className="rule-form">
      <Thresholds {...part} />
      <Conditions {...part} />
      <Features {...part} />
      <Words {...part} />
    </div>
  );
}
