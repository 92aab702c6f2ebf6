import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Batch } from '@miaotou/contracts';
import { API } from '../api/index.js';
import { useSay, useTranslation } from '../i18n/index.js';
import { Answer, Nothing, Pager, useUrlFilters } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { useBatchQuarantine } from './queries.js';
import { Rows } from './rows.js';

/** The filters that the server knows, out of the page's address. */
function quarantineSearch(params: URLSearchParams): string {
  const known = [...params].filter(([name]) => ['page', 'reason', 'field'].includes(name));
  return new URLSearchParams(known).toString();
}

/** Rows of one delivery that could not be kept: by reason, with the cells to be corrected in place. */
export function Quarantine({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const say = useSay();
  const filters = useUrlFilters();
  const editable = useMay('bringIn');
  const asked = useBatchQuarantine(batch.id, quarantineSearch(filters.params));
  const [reason, field] = [filters.get('reason'), filters.get('field')];
  return (
    <section className="panel" aria-label={t('imports.quarantine')}>
      <h2>{t('imports.quarantine')}</h2>
      <Answer asked={asked}>
        {(page) => (
          <>
            {page.reasons.length > 0 && (
              <fieldset className="choices reasons">
                <legend>{t('imports.reasons')}</legend>
                <button
                  type="button"
                  aria-pressed={reason === ''}
                  onClick={() => {
                    filters.set({ reason: '', field: '' });
                  }}
                >
                  {t('imports.allReasons')}
                </button>
                {page.reasons.map((one) => (
                  <button
                    key={`${one.code}:${one.field}`}
                    type="button"
                    aria-pressed={reason === one.code && field === one.field}
                    onClick={() => {
                      filters.set({ reason: one.code, field: one.field });
                    }}
                  >
                    {one.header !== '' && <>{one.header} · </>}
                    {say(one.message)} <span className="num">{one.rows.toLocaleString('en-US')}</span>
                  </button>
                ))}
              </fieldset>
            )}
            {editable && page.reasons.length > 0 && (
              <p>
                <Button
                  icon={<DownloadOutlined />}
                  href={`${API}/imports/${encodeURIComponent(batch.id)}/quarantine/workbook`}
                  download
                >
                  {t('quarantine.workbook')}
                </Button>{' '}
                <span className="faint">{t('quarantine.workbookHint')}</span>
              </p>
            )}
            {page.items.length === 0 ? (
              <Nothing>
                {batch.corrects === null ? (
                  t('imports.quarantineNone')
                ) : (
                  <Link to={`/imports/${encodeURIComponent(batch.corrects)}`}>{t('quarantine.atHome')}</Link>
                )}
              </Nothing>
            ) : (
              <>
                <Rows rows={page.items} named={false} />
                <Pager
                  page={page.page}
                  pageSize={page.pageSize}
                  total={page.total}
                  onPage={filters.setPage}
                />
              </>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}
