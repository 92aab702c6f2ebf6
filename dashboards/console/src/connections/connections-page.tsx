import { useState } from 'react';
import { Button } from 'antd';
import type { Connection } from '@miaotou/contracts';
import { useTranslation } from '../i18n/index.js';
import { Answer, Forbidden, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { ImportTabs } from '../sources/index.js';
import { Editor } from './editor.js';
import { ConnectionList } from './list.js';
import { PushKeys } from './push-keys.js';
import { useConnections } from './queries.js';

function Connections() {
  const { t } = useTranslation();
  const connections = useConnections();
  const mayConnect = useMay('connect');
  const [open, setOpen] = useState<{ readonly connection: Connection | null } | null>(null);
  return (
    <>
      <section className="panel" aria-label={t('connections.title')}>
        <div className="section-head">
          <h2>{t('connections.pulls')}</h2>
          {mayConnect && (
            <Button
              type="primary"
              onClick={() => {
                setOpen({ connection: null });
              }}
            >
              {t('connections.add')}
            </Button>
          )}
        </div>
        <Answer asked={connections} lines={5}>
          {(items) =>
            items.length === 0 ? (
              <Nothing>{t('connections.empty')}</Nothing>
            ) : (
              <ConnectionList
                connections={items}
                onEdit={(connection) => {
                  setOpen({ connection });
                }}
              />
            )
          }
        </Answer>
      </section>
      <PushKeys />
      {open !== null && (
        <Editor
          connection={open.connection}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

export function Component() {
  const { t } = useTranslation();
  const may = useMay('connections');
  if (!may) return <Forbidden />;
  return (
    <div className="page">
      <h1>{t('imports.title')}</h1>
      <ImportTabs />
      <Connections />
    </div>
  );
}
