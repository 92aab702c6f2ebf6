import type { ReactNode } from 'react';
import { Alert, Button, Empty, Skeleton } from 'antd';
import { Link } from 'react-router';
import { asProblem } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';

/** What is shown while the first answer is on its way. */
export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows: lines }} />
    </div>
  );
}

/** Says plainly that there is nothing. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <Empty className="nothing" image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />;
}

/** A fault in the reader's language, with its places and the number to quote, and a way to try again. */
export function Fault({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { status, problem } = asProblem(error);
  if (status === 403) return <Forbidden />;
  if (status === 404) return <NotFound />;
  return (
    <Alert
      className="fault"
      type="error"
      showIcon
      title={say(problem.message)}
      description={
        <>
          {problem.faults?.map((fault) => (
            <div key={`${fault.code}:${fault.place?.field ?? ''}:${fault.place?.row ?? ''}`}>
              {say(fault.message)}
            </div>
          ))}
          {problem.requestId !== undefined && (
            <div className="faint">{t('common.requestId', { id: problem.requestId })}</div>
          )}
        </>
      }
      action={
        retry !== undefined && (
          <Button size="small" onClick={retry}>
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}

/** A page that has only one thing to say. */
export function PageMessage({
  code,
  title,
  text,
  children,
}: {
  readonly code?: string;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="page-message">
      {code !== undefined && <span className="page-code num">{code}</span>}
      <h1>{title}</h1>
      <p className="faint">{text}</p>
      <p>{children}</p>
    </section>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <PageMessage code="404" title={t('page.notFound')} text={t('page.notFoundText')}>
      <Link to="/">{t('page.home')}</Link>
    </PageMessage>
  );
}

export function Forbidden() {
  const { t } = useTranslation();
  return (
    <PageMessage code="403" title={t('page.forbidden')} text={t('page.forbiddenText')}>
      <Link to="/">{t('page.home')}</Link>
    </PageMessage>
  );
}

/** A question to the server, as a query hook returns it. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

/** The states of one question to the server: skeleton, fault with retry, or the answer (marked when it is stale). */
export function Answer<T>({
  asked,
  lines,
  children,
}: {
  readonly asked: Asked<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const retry = () => void asked.refetch();
  if (asked.data === undefined) {
    if (asked.error !== null) return <Fault error={asked.error} retry={retry} />;
    return lines === undefined ? <Waiting /> : <Waiting lines={lines} />;
  }
  return (
    <>
      {asked.error !== null && (
        <Alert
          className="fault"
          type="warning"
          showIcon
          title={t('fault.stale')}
          action={
            <Button size="small" onClick={retry}>
              {t('common.retry')}
            </Button>
          }
        />
      )}
      {children(asked.data)}
    </>
  );
}
