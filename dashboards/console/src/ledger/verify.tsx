import { Alert, Button } from 'antd';
import type { LedgerRoot, LedgerVerification } from '@miaotou/contracts';
import { API } from '../api/index.js';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, instantText, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useMakeRoot, useRoots, useVerification } from './queries.js';

/** The head of a hash, as it stands in lists. */
export const shortHash = (hash: string) => hash.slice(0, 10);

function Verdict({ result }: { readonly result: LedgerVerification }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const { broken, chains, roots } = result;
  return (
    <Alert
      showIcon
      type={result.holds ? 'success' : 'error'}
      title={
        broken === null ? t('ledger.holds', { count: result.entries }) : t('ledger.broken', { ...broken })
      }
      description={
        <>
          <div>
            {t('ledger.checkedAt', { at: instantText(result.checkedAt, language) })}
            {result.root !== null && ` · ${t('ledger.root', { hash: shortHash(result.root) })}`}
            {` · ${t('ledger.rootsHeld', { count: roots })}`}
          </div>
          <details>
            <summary>{t('ledger.chains', { count: chains.length })}</summary>
            <ul className="ledger-chains">
              {chains.map(({ chain, office, entries, hash }) => (
                <li key={chain}>
                  {say(office)} <span className="num">{t('ledger.entries', { count: entries })}</span>{' '}
                  <code>{shortHash(hash)}</code>
                </li>
              ))}
            </ul>
          </details>
        </>
      }
    />
  );
}

function Root({ root }: { readonly root: LedgerRoot }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <li>
      <strong className="num">{t('ledger.rootName', { number: root.number, day: root.day })}</strong>{' '}
      <span className="faint">{t('ledger.rootHolds', { entries: root.entries, chains: root.chains })}</span>{' '}
      <code className="ledger-root">{root.root}</code>{' '}
      <a href={`${API}/ledger/roots/${root.number}/file`} download>
        {t('ledger.rootFile')}
      </a>
      <ul className="ledger-ways">
        {root.exports.map(({ way, at, done, detail }) => (
          <li key={`${way}:${at}`} className={done ? 'faint' : 'joint-late'}>
            {t(`ledger.way.${way}`)} {t(done ? 'ledger.wayDone' : 'ledger.wayFailed')}{' '}
            <span className="num">{instantText(at, language)}</span> {detail}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Roots() {
  const { t } = useTranslation();
  const mayMake = useMay('makeRoots');
  const roots = useRoots(true);
  const make = useMakeRoot();
  return (
    <details className="ledger-roots no-print">
      <summary>{t('ledger.roots')}</summary>
      <p className="faint">{t('ledger.rootsAbout')}</p>
      {mayMake && (
        <Button
          loading={make.isPending}
          onClick={() => {
            make.mutate();
          }}
        >
          {t('ledger.makeRoot')}
        </Button>
      )}
      {make.error !== null && <Fault error={make.error} />}
      <Answer asked={roots} lines={3}>
        {({ items, folder }) => (
          <>
            {!folder && <Alert type="warning" showIcon title={t('ledger.noFolder')} />}
            {items.length === 0 ? (
              <Nothing>{t('ledger.noRoots')}</Nothing>
            ) : (
              <ul className="plain">
                {items.slice(0, 30).map((root) => (
                  <Root key={root.number} root={root} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
    </details>
  );
}

/** Asks the server to recompute every chain and shows what came out, and the roots that were taken off the machine. */
export function Proof() {
  const { t } = useTranslation();
  const mayRoots = useMay('ledgerRoots');
  const verify = useVerification();
  return (
    <>
      <div className="verify no-print">
        <Button
          loading={verify.isPending}
          onClick={() => {
            verify.mutate();
          }}
        >
          {t(verify.isPending ? 'ledger.verifying' : 'ledger.verify')}
        </Button>
        <span className="faint">{t('ledger.appendOnly')}</span>
        <div aria-live="polite">
          {verify.data !== undefined && <Verdict result={verify.data} />}
          {verify.error !== null && <Fault error={verify.error} />}
        </div>
      </div>
      {mayRoots && <Roots />}
    </>
  );
}
