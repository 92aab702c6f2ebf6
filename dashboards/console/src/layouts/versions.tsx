import { useState } from 'react';
import { Button } from 'antd';
import { dateOrders } from '@miaotou/contracts';
import type { DateOrder, LayoutVersion } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, instantText, Nothing, ReasonDialog } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useEnd, useVersions } from './queries.js';
import { versionText } from './version-text.js';

const orderOf = (text: string): DateOrder => dateOrders.find((one) => one === text) ?? 'ymd';

function Changes({ version }: { readonly version: LayoutVersion }) {
  const { t } = useTranslation();
  return (
    <ul className="layout-columns" aria-label={t('layouts.changes')}>
      {version.changes.map(({ kind, header, text }) => (
        <li key={`${kind}:${header}:${text}`}>
          {kind === 'column-added' && t('layouts.columnAdded', { header })}
          {kind === 'heading-added' && t('layouts.headingAdded', { header, text })}
          {kind === 'unit' && t('layouts.unitSaid', { text })}
          {kind === 'date-order' &&
            t('layouts.orderSaid', { header, order: t(`layouts.order.${orderOf(text)}`) })}
          {kind === 'relaxed' && t('layouts.relaxedSaid', { header })}
        </li>
      ))}
    </ul>
  );
}

function Version({ version }: { readonly version: LayoutVersion }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const may = useMay('bringIn');
  const end = useEnd();
  const [ending, setEnding] = useState(false);
  const { until, endedBy, endedReason } = version;
  const standing = until !== null ? 'ended' : version.inForce ? 'inForce' : 'replaced';
  return (
    <li className="panel layout-version">
      <header>
        <h3>
          {say(version.name)} <span className="num">v{versionText(version.version)}</span>
        </h3>
        <span className={`state-tag version-${standing}`}>{t(`layouts.standing.${standing}`)}</span>
        {may && until === null && (
          <Button
            size="small"
            onClick={() => {
              setEnding(true);
            }}
          >
            {t('layouts.end')}
          </Button>
        )}
      </header>
      <p className="faint">
        {t(`family.${version.source}`)} · {version.author} · {instantText(version.since, language)} ·{' '}
        {t('layouts.readBy', { count: version.batches })}
      </p>
      <p>{version.reason}</p>
      {until !== null && (
        <p className="faint">
          {t('layouts.endedBy', { by: endedBy ?? '', at: instantText(until, language) })}：{endedReason}
        </p>
      )}
      <details>
        <summary>{t('layouts.changeCount', { count: version.changes.length })}</summary>
        <Changes version={version} />
      </details>
      {ending && (
        <ReasonDialog
          showCount
          title={t('layouts.endTitle', { version: versionText(version.version) })}
          action={t('layouts.end')}
          danger
          pending={end.isPending}
          error={end.error}
          onClose={() => {
            setEnding(false);
          }}
          onDo={(reason) => {
            end.mutate(
              { id: version.id, reason },
              {
                onSuccess: () => {
                  setEnding(false);
                },
              },
            );
          }}
        >
          <p>{t('layouts.endText')}</p>
        </ReasonDialog>
      )}
    </li>
  );
}

/** Versions that people saved, newest first. */
export function Versions() {
  const { t } = useTranslation();
  const versions = useVersions();
  return (
    <section aria-label={t('layouts.versions')}>
      <h2>{t('layouts.versions')}</h2>
      <Answer asked={versions} lines={3}>
        {(all) =>
          all.length === 0 ? (
            <Nothing>{t('layouts.noVersions')}</Nothing>
          ) : (
            <ul className="layout-versions">
              {all.map((version) => (
                <Version key={version.id} version={version} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}
