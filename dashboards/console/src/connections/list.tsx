import { App, Button } from 'antd';
import { Link } from 'react-router';
import type { Connection } from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../i18n/index.js';
import { DataList, Fault, instantText, type ListColumn } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { draftOf, inputOf, targetOf } from './draft.js';
import { useRemove, useRun, useSave } from './queries.js';

/** How it goes with a connection: paused, failing with its reason, or well. */
function State({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const say = useSay();
  const { enabled, problem, failures, lastSucceededAt } = connection;
  const state = !enabled
    ? 'paused'
    : problem !== null
      ? 'failing'
      : lastSucceededAt === null
        ? 'new'
        : 'well';
  return (
    <div className="batch-state">
      <span className={`state-tag connection-${state}`}>{t(`connections.state.${state}`)}</span>
      {problem !== null && (
        <span className="batch-problem">
          {say(problem.message)} {t('connections.failures', { count: failures })}
        </span>
      )}
    </div>
  );
}

function Actions({
  connection,
  onEdit,
}: {
  readonly connection: Connection;
  readonly onEdit: (connection: Connection) => void;
}) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const run = useRun();
  const save = useSave(connection.id);
  const remove = useRemove();
  const own = connection.origin === 'console';
  const error = run.error ?? save.error ?? remove.error;
  return (
    <div className="row-actions">
      <Button
        size="small"
        loading={run.isPending}
        onClick={() => {
          run.mutate(connection.id, { onSuccess: () => void message.success(t('connections.asked')) });
        }}
      >
        {t('connections.run')}
      </Button>
      {own && (
        <>
          <Button
            size="small"
            onClick={() => {
              onEdit(connection);
            }}
          >
            {t('connections.edit')}
          </Button>
          <Button
            size="small"
            loading={save.isPending}
            onClick={() => {
              save.mutate(inputOf({ ...draftOf(connection), enabled: !connection.enabled }));
            }}
          >
            {t(connection.enabled ? 'connections.pause' : 'connections.resume')}
          </Button>
          <Button
            size="small"
            danger
            onClick={() => {
              modal.confirm({
                title: t('connections.removeTitle', { name: connection.name }),
                content: t('connections.removeText'),
                okText: t('connections.remove'),
                cancelText: t('common.cancel'),
                onOk: () => {
                  remove.mutate(connection.id);
                },
              });
            }}
          >
            {t('connections.remove')}
          </Button>
        </>
      )}
      {error !== null && <Fault error={error} />}
    </div>
  );
}

/** Connections with how it goes with each. */
export function ConnectionList({
  connections,
  onEdit,
}: {
  readonly connections: readonly Connection[];
  readonly onEdit: (connection: Connection) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const mayConnect = useMay('connect');
  const when = (instant: string | null) => (
    <span className="num">{instant === null ? '—' : instantText(instant, language)}</span>
  );
  const columns: readonly ListColumn<Connection>[] = [
    {
      key: 'name',
      title: t('connections.name'),
      head: true,
      cell: ({ name, source, settings, origin }) => (
        <div className="alert-cell">
          <strong>{name}</strong>
          <div className="faint">
            {t(`family.${source}`)} · {t(`connections.kindName.${settings.kind}`)}
            {origin === 'configuration' && ` · ${t('connections.configured')}`}
          </div>
          <div className="faint target">{targetOf(settings)}</div>
        </div>
      ),
    },
    { key: 'state', title: t('imports.state'), width: '22%', cell: (one) => <State connection={one} /> },
    {
      key: 'last',
      title: t('connections.lastSucceeded'),
      width: '150px',
      cell: ({ lastSucceededAt, lastBatchId }) =>
        lastBatchId === null ? (
          when(lastSucceededAt)
        ) : (
          <Link to={`/imports/${lastBatchId}`}>{when(lastSucceededAt)}</Link>
        ),
    },
    {
      key: 'mark',
      title: t('connections.mark'),
      width: '12%',
      cell: ({ mark }) => <span className="num target">{mark ?? '—'}</span>,
    },
    { key: 'next', title: t('connections.next'), width: '150px', cell: ({ nextRunAt }) => when(nextRunAt) },
    ...(mayConnect
      ? [
          {
            key: 'do',
            title: '',
            width: '250px',
            cell: (one: Connection) => <Actions connection={one} onEdit={onEdit} />,
          },
        ]
      : []),
  ];
  return (
    <DataList label={t('connections.title')} items={connections} columns={columns} rowKey={({ id }) => id} />
  );
}
