import { useState } from 'react';
import { Button, Tag } from 'antd';
import type { SettingVersion } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { DataList, instantText, Nothing, ReasonDialog } from '../parts/index.js';
import { useDecide } from './queries.js';

type Asked = { readonly version: SettingVersion; readonly approve: boolean };

/** Every version that people made of a setting, with who proposed and who decided, and why. */
export function Versions({ versions }: { readonly versions: readonly SettingVersion[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [asked, setAsked] = useState<Asked | null>(null);
  const decide = useDecide();
  if (versions.length === 0) return <Nothing>{t('settings.noVersions')}</Nothing>;
  return (
    <>
      <DataList
        label={t('settings.versions')}
        items={versions}
        rowKey={({ id }) => id}
        columns={[
          { key: 'version', title: t('settings.version'), head: true, cell: ({ version }) => version },
          { key: 'from', title: t('settings.effectiveFrom'), cell: ({ effectiveFrom }) => effectiveFrom },
          {
            key: 'state',
            title: t('settings.state'),
            cell: ({ state, inForce }) => (
              <Tag color={inForce ? 'green' : 'default'}>
                {t(inForce ? 'settings.inForce' : `settings.states.${state}`)}
              </Tag>
            ),
          },
          {
            key: 'who',
            title: t('settings.proposed'),
            cell: ({ author, proposedAt, reason }) => (
              <>
                {author} · {instantText(proposedAt, language)}
                <div className="faint">{reason}</div>
              </>
            ),
          },
          {
            key: 'decided',
            title: t('settings.decided'),
            cell: ({ decidedBy, decidedAt, decisionReason }) =>
              decidedBy === null || decidedAt === null ? (
                '—'
              ) : (
                <>
                  {decidedBy} · {instantText(decidedAt, language)}
                  <div className="faint">{decisionReason}</div>
                </>
              ),
          },
          {
            key: 'do',
            title: '',
            cell: (version) =>
              version.mayDecide && (
                <span className="setting-decide">
                  <Button
                    size="small"
                    type="primary"
                    onClick={() => {
                      setAsked({ version, approve: true });
                    }}
                  >
                    {t('settings.approve')}
                  </Button>
                  <Button
                    size="small"
                    onClick={() => {
                      setAsked({ version, approve: false });
                    }}
                  >
                    {t('settings.refuse')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {asked !== null && (
        <ReasonDialog
          title={t(asked.approve ? 'settings.approveTitle' : 'settings.refuseTitle', {
            version: asked.version.version,
          })}
          action={t(asked.approve ? 'settings.approve' : 'settings.refuse')}
          danger={!asked.approve}
          pending={decide.isPending}
          error={decide.error}
          onClose={() => {
            setAsked(null);
          }}
          onDo={(reason) => {
            decide.mutate(
              { id: asked.version.id, approve: asked.approve, reason },
              {
                onSuccess: () => {
                  setAsked(null);
                },
              },
            );
          }}
        >
          <pre className="setting-json">{JSON.stringify(asked.version.body, null, 2)}</pre>
        </ReasonDialog>
      )}
    </>
  );
}
