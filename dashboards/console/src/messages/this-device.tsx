import { Button } from 'antd';
import { useTranslation } from '../i18n/index.js';
import { Fault } from '../parts/index.js';
import { useInstall } from './install.js';
import { usePush } from './push.js';

/** Push on the device in hand, and the console as an app on it. */
export function ThisDevice({ publicKey }: { readonly publicKey: string | null }) {
  const { t } = useTranslation();
  const { state, allow, stop } = usePush(publicKey);
  const install = useInstall();
  const error = allow.error ?? stop.error;
  return (
    <section className="panel" aria-label={t('messages.thisDevice')}>
      <h2>{t('messages.thisDevice')}</h2>
      {state === 'unsupported' && <p>{t('messages.pushUnsupported')}</p>}
      {state === 'denied' && <p>{t('messages.pushDenied')}</p>}
      {state === 'off' && (
        <>
          <p>{t('messages.pushOff')}</p>
          <Button
            className="device-actions"
            type="primary"
            size="large"
            loading={allow.isPending}
            disabled={publicKey === null}
            onClick={() => {
              allow.mutate();
            }}
          >
            {t('messages.allow')}
          </Button>
        </>
      )}
      {state === 'on' && (
        <>
          <p>{t('messages.pushOn')}</p>
          <Button
            className="device-actions"
            loading={stop.isPending}
            onClick={() => {
              stop.mutate();
            }}
          >
            {t('messages.stop')}
          </Button>
        </>
      )}
      {error !== null && <Fault error={error} />}
      {install === null ? (
        <p className="faint">{t('messages.installHint')}</p>
      ) : (
        <p>
          <Button onClick={install}>{t('messages.install')}</Button>
        </p>
      )}
    </section>
  );
}
