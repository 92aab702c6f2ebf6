import { useState } from 'react';
import { Alert, Progress } from 'antd';
import type { SystemStatus } from '@miaotou/contracts';
import type { Connection } from '../api/index.js';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { zh } from '../i18n/texts.js';
import { instantText } from '../parts/index.js';

const SEEN = 'miaotou.restartsSeen';

type Stage = keyof typeof zh.banner.stage;

const isStage = (stage: string): stage is Stage => Object.hasOwn(zh.banner.stage, stage);

function LoadingBanner({ loading }: { readonly loading: NonNullable<SystemStatus['loading']> }) {
  const { t } = useTranslation();
  const { done, total } = loading;
  const stage = isStage(loading.stage) ? t(`banner.stage.${loading.stage}`) : loading.stage;
  const text =
    total === null ? t('banner.loadingSome', { stage, done }) : t('banner.loadingOf', { stage, done, total });
  return (
    <div className="banner banner-loading" role="status">
      <span>{text}</span>
      <Progress
        aria-label={t('banner.loading')}
        percent={total === null || total === 0 ? 0 : Math.round((done / total) * 100)}
        status="active"
        size="small"
      />
    </div>
  );
}

function RestartBanner({ restarts }: { readonly restarts: SystemStatus['engineRestarts'] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [seen, setSeen] = useState(() => localStorage.getItem(SEEN));
  const mark = `${restarts.count}:${restarts.lastAt ?? ''}`;
  if (restarts.count === 0 || seen === mark) return null;
  return (
    <Alert
      banner
      type="warning"
      title={t('banner.restarted', {
        count: restarts.count,
        at: restarts.lastAt === null ? '—' : instantText(restarts.lastAt, language),
      })}
      closable={{
        closeIcon: true,
        'aria-label': t('banner.dismiss'),
        onClose: () => {
          localStorage.setItem(SEEN, mark);
          setSeen(mark);
        },
      }}
    />
  );
}

/** What everybody must know on every page: synthetic data, loading, a restarted engine, a broken line. */
export function Banners({
  system,
  connection,
}: {
  readonly system: SystemStatus | undefined;
  readonly connection: Connection;
}) {
  const { t } = useTranslation();
  return (
    <>
      {connection === 'lost' && <Alert banner type="error" title={t('banner.lost')} />}
      {system?.synthetic === true && (
        <div className="banner banner-synthetic">
          <strong>{t('banner.synthetic')}</strong>
          <span className="wide-only"> · {t('banner.syntheticText')}</span>
        </div>
      )}
      {system?.loading != null && <LoadingBanner loading={system.loading} />}
      {system !== undefined && <RestartBanner restarts={system.engineRestarts} />}
    </>
  );
}
