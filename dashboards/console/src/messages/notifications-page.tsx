import { Button } from 'antd';
import type { Device } from '@miaotou/contracts';
import { useLanguage, useTranslation } from '../i18n/index.js';
import { Answer, DataList, Nothing, instantText } from '../parts/index.js';
import { usePreferences, useRemoveDevice } from './queries.js';
import { ThisDevice } from './this-device.js';
import { WishesForm } from './wishes.js';

function Devices({ devices }: { readonly devices: readonly Device[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const remove = useRemoveDevice();
  return (
    <section className="panel" aria-label={t('messages.devices')}>
      <h2>{t('messages.devices')}</h2>
      {devices.length === 0 ? (
        <Nothing>{t('messages.noDevices')}</Nothing>
      ) : (
        <DataList
          label={t('messages.devices')}
          items={devices}
          rowKey={({ id }) => id}
          columns={[
            { key: 'label', title: t('messages.device'), head: true, cell: ({ label }) => label },
            {
              key: 'since',
              title: t('messages.since'),
              cell: ({ createdAt }) => <span className="num">{instantText(createdAt, language)}</span>,
            },
            {
              key: 'do',
              title: '',
              width: '110px',
              cell: ({ id }) => (
                <Button
                  size="small"
                  onClick={() => {
                    remove.mutate(id);
                  }}
                >
                  {t('messages.removeDevice')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** How the signed-in person wants to be reached. */
export function Component() {
  const { t } = useTranslation();
  const preferences = usePreferences();
  return (
    <div className="page">
      <h1>{t('messages.settings')}</h1>
      <p className="faint">{t('messages.intro')}</p>
      <Answer asked={preferences} lines={8}>
        {(own) => (
          <>
            <ThisDevice publicKey={own.publicKey} />
            <Devices devices={own.devices} />
            <WishesForm preferences={own} />
          </>
        )}
      </Answer>
    </div>
  );
}
