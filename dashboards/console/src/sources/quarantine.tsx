import { useState } from 'react';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import type { Batch, QuarantineRow } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Fault, Nothing, Pager, useUrlFilters } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { changedCells, correct, correctedCells, rowKey, type Corrections } from './corrections.js';
import { QuarantineCard } from './quarantine-row.js';
import { useBatchChange, useQuarantine } from './queries.js';

type Change = 'rerun' | 'discard';

/** Asks why, then sends the chosen rows again or discards them. */
function ChangeDialog({
  change,
  batchId,
  rows,
  corrections,
  onClose,
  onDone,
}: {
  readonly change: Change;
  readonly batchId: string;
  readonly rows: readonly QuarantineRow[];
  readonly corrections: Corrections;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const send = useBatchChange(batchId, change);
  const count = rows.length;
  const body = {
    reason: reason.trim(),
    rows: rows.map((row) => ({
      sheet: row.sheet,
      row: row.row,
      ...(change === 'rerun' ? { cells: correctedCells(row, corrections) } : {}),
    })),
  };
  return (
    <Modal
      open
      title={t(change === 'rerun' ? 'imports.rerunTitle' : 'imports.discardTitle', { count })}
      okText={t(`imports.${change}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', danger: change === 'discard' }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => {
        send.mutate(body, {
          onSuccess: () => {
            void message.success(
              t(change === 'rerun' ? 'imports.rerunDone' : 'imports.discardDone', { count }),
            );
            onDone();
          },
        });
      }}
    >
      {change === 'discard' && <p>{t('imports.discardText')}</p>}
      <label className="field">
        <span>
          {t('common.reason')} ({t('common.required')})
        </span>
        <Input.TextArea
          value={reason}
          maxLength={500}
          showCount
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      {send.error !== null && <Fault error={send.error} />}
    </Modal>
  );
}

/** The filters that the server knows, out of the page's address. */
function quarantineSearch(params: URLSearchParams): string {
  const known = [...params].filter(([name]) => name === 'page' || name === 'reason');
  return new URLSearchParams(known).toString();
}

/** Rows that could not be kept: by reason, with the cells to be corrected in place. */
export function Quarantine({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const say = useSay();
  const filters = useUrlFilters();
  const editable = useMay('bringIn');
  const asked = useQuarantine(batch.id, quarantineSearch(filters.params));
  const [corrections, setCorrections] = useState<Corrections>(new Map());
  const [chosen, setChosen] = useState<ReadonlyMap<string, QuarantineRow>>(new Map());
  const [change, setChange] = useState<Change | null>(null);

  const choose = (rows: readonly QuarantineRow[], on: boolean) => {
    const next = new Map(chosen);
    for (const row of rows) {
      if (on) next.set(rowKey(row), row);
      else next.delete(rowKey(row));
    }
    setChosen(next);
  };
  const forget = () => {
    setChange(null);
    setChosen(new Map());
    setCorrections(new Map());
  };

  return (
    <section className="panel" aria-label={t('imports.quarantine')}>
      <h2>{t('imports.quarantine')}</h2>
      <Answer asked={asked}>
        {(page) => {
          const open = page.items.filter(({ state }) => state === 'open');
          const reason = filters.get('reason');
          return (
            <>
              {page.reasons.length > 0 && (
                <fieldset className="choices reasons">
                  <legend>{t('imports.reasons')}</legend>
                  <button
                    type="button"
                    aria-pressed={reason === ''}
                    onClick={() => {
                      filters.set({ reason: '' });
                    }}
                  >
                    {t('imports.allReasons')}
                  </button>
                  {page.reasons.map(({ code, field, message, rows }) => (
                    <button
                      key={`${code}:${field}`}
                      type="button"
                      aria-pressed={reason === code}
                      onClick={() => {
                        filters.set({ reason: code });
                      }}
                    >
                      {say(message)} <span className="num">{rows.toLocaleString('en-US')}</span>
                    </button>
                  ))}
                </fieldset>
              )}
              {page.items.length === 0 ? (
                <Nothing>{t('imports.quarantineNone')}</Nothing>
              ) : (
                <>
                  {editable ? (
                    <div className="quarantine-tools">
                      <Checkbox
                        disabled={open.length === 0}
                        checked={open.length > 0 && open.every((row) => chosen.has(rowKey(row)))}
                        onChange={({ target }) => {
                          choose(open, target.checked);
                        }}
                      >
                        {t('imports.selectAll')}
                      </Checkbox>
                      <span className="num">{t('imports.selected', { count: chosen.size })}</span>
                      <span className="faint num">
                        {t('imports.changed', { count: changedCells(corrections) })}
                      </span>
                      <Button
                        type="primary"
                        disabled={chosen.size === 0}
                        onClick={() => {
                          setChange('rerun');
                        }}
                      >
                        {t('imports.rerun')}
                      </Button>
                      <Button
                        danger
                        disabled={chosen.size === 0}
                        onClick={() => {
                          setChange('discard');
                        }}
                      >
                        {t('imports.discard')}
                      </Button>
                      <span className="faint">{t('imports.correctHint')}</span>
                    </div>
                  ) : (
                    <p className="faint">{t('imports.readOnly')}</p>
                  )}
                  <ul className="cards always">
                    {page.items.map((row) => (
                      <QuarantineCard
                        key={rowKey(row)}
                        row={row}
                        editable={editable}
                        chosen={chosen.has(rowKey(row))}
                        corrections={corrections}
                        onChoose={(on) => {
                          choose([row], on);
                        }}
                        onCell={(at, text) => {
                          setCorrections((before) => correct(before, row, at, text));
                          choose([row], true);
                        }}
                      />
                    ))}
                  </ul>
                  <Pager
                    page={page.page}
                    pageSize={page.pageSize}
                    total={page.total}
                    onPage={filters.setPage}
                  />
                </>
              )}
            </>
          );
        }}
      </Answer>
      {change !== null && (
        <ChangeDialog
          change={change}
          batchId={batch.id}
          rows={[...chosen.values()]}
          corrections={corrections}
          onClose={() => {
            setChange(null);
          }}
          onDone={forget}
        />
      )}
    </section>
  );
}
