import { useState } from 'react';
import { Button } from 'antd';
import {
  HolidaysSchema,
  IndexWeightsSchema,
  TierSchemeSchema,
  TierTableSchema,
  TimeNodesSchema,
} from '@miaotou/contracts';
import type { Setting } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, DataList, TierTag } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { NodeYear } from './node-year.js';
import { ProposeDialog } from './propose-dialog.js';
import { useSettings } from './queries.js';
import { NoticeTable, SchemeTable, WeightTable } from './tables.js';
import { Versions } from './versions.js';

type Levels = ReturnType<typeof TierTableSchema.parse>['levels'];
type Nodes = ReturnType<typeof TimeNodesSchema.parse>['nodes'];

function NodeTable({ nodes }: { readonly nodes: Nodes }) {
  const { t } = useTranslation();
  const say = useSay();
  const effect = ({ effects }: Nodes[number]): string =>
    effects
      .map(({ rules, groups, shift, factor, allowance, opens }) => {
        const did = [
          ...(shift > 0 ? [t('settings.shift', { shift })] : []),
          ...(factor < 1 ? [t('settings.factor', { factor })] : []),
          ...Object.values(allowance).map((amount) => t('settings.allowance', { amount })),
          ...(opens ? [t('settings.opens')] : []),
        ];
        return `${[...rules, ...groups].join(' ')}: ${did.join(', ')}`;
      })
      .join('; ');
  return (
    <DataList
      label={t('settings.kind.time-nodes')}
      items={nodes}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'name',
          title: t('settings.node'),
          head: true,
          cell: ({ name, why }) => (
            <>
              {say(name)}
              <div className="faint">{say(why)}</div>
            </>
          ),
        },
        { key: 'effect', title: t('settings.effect'), cell: (node) => effect(node) || '—' },
        {
          key: 'report',
          title: t('settings.report'),
          cell: ({ report, duty }) =>
            [
              ...(report === null ? [] : [t(`settings.cadence.${report}`)]),
              ...(duty ? [t('settings.duty')] : []),
            ].join(', ') || '—',
        },
        {
          key: 'basis',
          title: t('settings.basis'),
          cell: ({ basis, proposed }) => `${say(basis)}${proposed ? ` ${t('settings.proposedMark')}` : ''}`,
        },
      ]}
    />
  );
}

function LevelTable({ levels }: { readonly levels: Levels }) {
  const { t } = useTranslation();
  const say = useSay();
  const span = (one: Levels[number]['planWithin']): string => {
    if (one === null) return '—';
    if (one.amount === 0) return t('settings.sameDay');
    return t(`settings.span.${one.unit}`, { amount: one.amount });
  };
  return (
    <DataList
      label={t('settings.kind.tier-table')}
      items={levels}
      rowKey={({ tier }) => tier}
      columns={[
        { key: 'tier', title: t('settings.tier'), head: true, cell: ({ tier }) => <TierTag tier={tier} /> },
        { key: 'meaning', title: t('settings.meaning'), cell: ({ meaning }) => say(meaning) },
        { key: 'sign', title: t('settings.sign'), cell: ({ signWithin }) => span(signWithin) },
        { key: 'verify', title: t('settings.verify'), cell: ({ verifyWithin }) => span(verifyWithin) },
        { key: 'plan', title: t('settings.plan'), cell: ({ planWithin }) => span(planWithin) },
        { key: 'lead', title: t('settings.lead'), cell: ({ lead }) => say(lead) },
        {
          key: 'basis',
          title: t('settings.basis'),
          cell: ({ basis, proposed }) => `${say(basis)}${proposed ? ` ${t('settings.proposedMark')}` : ''}`,
        },
      ]}
    />
  );
}

function Card({ setting }: { readonly setting: Setting }) {
  const { t } = useTranslation();
  const may = useMay('changeSettings');
  const [open, setOpen] = useState(false);
  const nodes = setting.kind === 'time-nodes' ? TimeNodesSchema.parse(setting.body).nodes : null;
  const levels = setting.kind === 'tier-table' ? TierTableSchema.parse(setting.body).levels : null;
  return (
    <section className="card" aria-label={t(`settings.kind.${setting.kind}`)}>
      <div className="setting-head">
        <h2>{t(`settings.kind.${setting.kind}`)}</h2>
        <span className="faint">
          {setting.version === null
            ? t('settings.shipped')
            : t('settings.since', { version: setting.version, day: setting.since })}
        </span>
        {may && (
          <Button
            onClick={() => {
              setOpen(true);
            }}
          >
            {t('settings.change')}
          </Button>
        )}
      </div>
      {nodes !== null && <NodeTable nodes={nodes} />}
      {nodes !== null && <NodeYear />}
      {levels !== null && <LevelTable levels={levels} />}
      {setting.kind === 'tier-scheme' && <SchemeTable scheme={TierSchemeSchema.parse(setting.body)} />}
      {setting.kind === 'holidays' && <NoticeTable {...HolidaysSchema.parse(setting.body)} />}
      {setting.kind === 'index-weights' && <WeightTable weights={IndexWeightsSchema.parse(setting.body)} />}
      <h3>{t('settings.versions')}</h3>
      <Versions versions={setting.versions} />
      {open && (
        <ProposeDialog
          setting={setting}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </section>
  );
}

/** Dated configuration: what is in force, who changed it and why, and what waits for a second person. */
export function Component() {
  const { t } = useTranslation();
  const settings = useSettings();
  return (
    <div className="page">
      <h1>{t('settings.title')}</h1>
      <p className="faint">{t('settings.about')}</p>
      <Answer asked={settings}>
        {(all) =>
          all
            .filter(({ kind }) => kind !== 'response-plans')
            .map((setting) => <Card key={setting.kind} setting={setting} />)
        }
      </Answer>
    </div>
  );
}
