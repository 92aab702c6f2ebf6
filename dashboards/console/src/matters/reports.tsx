import { Button } from 'antd';
import type { LinkedReport, Report } from '@miaotou/contracts';
import { formatYuan } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';
import { DataList, type ListColumn } from '../parts/index.js';
import { DoorLink, useMay } from '../people/index.js';
import { deliveredLink } from '../sources/index.js';

/** How one report is spoken of among others: its channel and its day. */
export function useReportName(
  reports: readonly Pick<Report, 'eventId' | 'channel' | 'day'>[],
): (eventId: string) => string {
  const { t } = useTranslation();
  const say = useSay();
  return (eventId) => {
    const report = reports.find((one) => one.eventId === eventId);
    return report === undefined ? t('matters.another') : `${say(report.channel)} ${report.day}`;
  };
}

const isLinked = (report: Report | LinkedReport): report is LinkedReport => 'reason' in report;

function Why({ report, nameOf }: { readonly report: LinkedReport; readonly nameOf: (id: string) => string }) {
  const { t } = useTranslation();
  const { key, with: other, days, window } = report.reason;
  const said = { with: nameOf(other), days, window, by: report.linkedBy };
  if (key === 'hand') return t('matters.byHand', said);
  return t(key === 'person' ? 'matters.byPerson' : 'matters.byPhone', said);
}

/** Reports of a matter, or those that stand alone, with the way to their rows and what may be done about their links. */
export function Reports({
  label,
  reports,
  nameOf,
  onApart,
  onJoin,
}: {
  readonly label: string;
  readonly reports: readonly (Report | LinkedReport)[];
  readonly nameOf: (eventId: string) => string;
  readonly onApart?: (eventId: string) => void;
  readonly onJoin?: (eventId: string) => void;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const mayLink = useMay('linkReports');
  const act = onApart ?? onJoin;
  const columns: ListColumn<Report | LinkedReport>[] = [
    {
      key: 'day',
      title: t('common.when'),
      width: '112px',
      head: true,
      cell: ({ day }) => <span className="num">{day}</span>,
    },
    {
      key: 'channel',
      title: t('matters.channels'),
      width: '15%',
      head: true,
      cell: ({ channel }) => say(channel),
    },
    {
      key: 'summary',
      title: t('alerts.sentence'),
      cell: (report) => (
        <>
          {say(report.summary)}
          {isLinked(report) && (
            <div className="faint">
              <Why report={report} nameOf={nameOf} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'persons',
      title: t('overview.people'),
      width: '72px',
      align: 'end',
      cell: ({ persons }) => <span className="num">{persons ?? '—'}</span>,
    },
    {
      key: 'amount',
      title: '¥',
      width: '116px',
      align: 'end',
      cell: ({ amountFen }) => (
        <span className="num">{amountFen === null ? '—' : formatYuan(Math.round(amountFen))}</span>
      ),
    },
    {
      key: 'row',
      title: t('alerts.rows'),
      width: '132px',
      cell: ({ batchId, row }) => (
        <DoorLink door="delivered" to={deliveredLink(batchId, row)}>
          {t('employer.rowLink', { row })}
        </DoorLink>
      ),
    },
  ];
  if (act !== undefined && mayLink)
    columns.push({
      key: 'act',
      title: '',
      width: '110px',
      cell: ({ eventId }) => (
        <Button
          size="small"
          className="no-print"
          onClick={() => {
            act(eventId);
          }}
        >
          {t(onApart === undefined ? 'matters.join' : 'matters.apart')}
        </Button>
      ),
    });
  return <DataList label={label} items={reports} columns={columns} rowKey={({ eventId }) => eventId} />;
}
