import type { SeriesGrain } from '@miaotou/contracts';
import { startOfDay } from '@miaotou/domain';
import type { IndicatorRead, IndicatorsWarehouse } from '@miaotou/engine';
import { z } from 'zod';
import { defineQuery } from '../client/index.js';
import type { NamedQuery, Warehouse } from '../client/index.js';
import { eventRowsSql, eventSeriesSql, eventSubjectsSql } from './event-sql.js';
import { valueRowsSql, valueSeriesSql, valueSubjectsSql } from './value-sql.js';

const Count = z.coerce.number().int();
const Attributes = z.record(z.string(), z.string());

const Params = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  start: z.date(),
  stop: z.date(),
  periods: z.array(z.iso.date()),
  subject: z.string(),
  town: z.string(),
  office: z.string(),
  knownAt: z.date(),
  everywhere: z.boolean(),
  regions: z.array(z.string()),
  limit: z.number().int(),
});
type Params = z.infer<typeof Params>;

const Figure = z.object({ measure: z.string(), period: z.iso.date(), value: z.number().nullable() });
const Subject = z.object({ subject: z.string(), its_name: z.string(), newest: z.iso.date(), total: Count });
const EventRow = z.object({
  batchId: z.string(),
  its_layout: z.string(),
  its_sheet: z.string(),
  its_row: Count,
  knownAt: z.coerce.date(),
  on_day: z.iso.date(),
  employerId: z.string(),
  employerName: z.string(),
  attributes: Attributes,
  total: Count,
});
const ValueRow = EventRow.omit({ attributes: true }).extend({ code: z.string(), its_value: z.number() });

const latestPeriods = defineQuery({
  name: 'indicators.latest',
  sql: `SELECT indicator AS code, max(period) AS newest FROM miaotou.observations
WHERE subject_kind = 'employer' AND retracted = 0 AND observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY indicator ORDER BY indicator`,
  params: z.object({ knownAt: z.date() }),
  row: z.object({ code: z.string(), newest: z.iso.date() }),
});

const layoutMarks = defineQuery({
  name: 'indicators.marks',
  sql: `SELECT layout, complete_through AS through, max(toDate(observed_at, 'Asia/Shanghai')) AS receivedOn
FROM miaotou.watermarks WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')}
GROUP BY layout, through ORDER BY layout, through`,
  params: z.object({ knownAt: z.date() }),
  row: z.object({ layout: z.string(), through: z.iso.date(), receivedOn: z.iso.date() }),
});

const firstDays = defineQuery({
  name: 'indicators.firstDays',
  sql: `SELECT layout, min(first_day) AS firstDay FROM (
  SELECT layout, min(toDate(occurred_at, 'Asia/Shanghai')) AS first_day FROM miaotou.events
  WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY layout
  UNION ALL
  SELECT layout, min(period) AS first_day FROM miaotou.observations
  WHERE observed_at <= {knownAt:DateTime64(3, 'UTC')} GROUP BY layout
) GROUP BY layout ORDER BY layout`,
  params: z.object({ knownAt: z.date() }),
  row: z.object({ layout: z.string(), firstDay: z.iso.date() }),
});

function paramsOf(read: IndicatorRead, limit: number): Params {
  const from = read.periods[0] ?? read.end;
  return {
    from,
    to: read.end,
    start: startOfDay(from),
    stop: startOfDay(read.end),
    periods: [...read.periods],
    subject: ofEmployer(read) || read.derivation?.from === 'events' ? read.subject : '',
    town: read.grain === 'town' ? read.subject : '',
    office: read.office,
    knownAt: read.knownAt,
    everywhere: read.regions === null,
    regions: [...(read.regions ?? [])],
    limit,
  };
}

const ofEmployer = ({ grain }: { readonly grain: SeriesGrain }): boolean => grain === 'employer';

type Purpose = 'series' | 'subjects' | 'rows';

function sqlOf(purpose: Purpose, { code, derivation, grain, rollUp }: IndicatorRead): string {
  const town = grain === 'town';
  if (derivation?.from === 'events') {
    if (purpose === 'series') return eventSeriesSql(derivation, grain);
    return purpose === 'subjects' ? eventSubjectsSql(derivation, grain) : eventRowsSql(derivation, grain);
  }
  if (purpose === 'series') return valueSeriesSql(code, derivation, rollUp, town);
  return purpose === 'subjects' ? valueSubjectsSql(code, derivation) : valueRowsSql(code, derivation, town);
}

/** The query of one indicator at one grain, compiled from its declaration. */
function compiled<R>(purpose: Purpose, read: IndicatorRead, row: z.ZodType<R>): NamedQuery<Params, R> {
  return defineQuery({
    name: `indicators.${purpose}.${read.code}.${read.grain}`,
    sql: sqlOf(purpose, read),
    params: Params,
    row,
  });
}

/** The warehouse side of the indicators. */
export function createIndicatorsWarehouse(warehouse: Warehouse): IndicatorsWarehouse {
  return {
    series: (read) => warehouse.query(compiled('series', read, Figure), paramsOf(read, 0)),
    async subjects(read, limit) {
      const rows = await warehouse.query(compiled('subjects', read, Subject), paramsOf(read, limit));
      return {
        total: rows[0]?.total ?? 0,
        items: rows.map(({ subject, its_name: name, newest: period }) => ({ subject, name, period })),
      };
    },
    async rows(read, limit) {
      const params = paramsOf(read, limit);
      if (read.derivation?.from === 'events') {
        const rows = await warehouse.query(compiled('rows', read, EventRow), params);
        return { total: rows[0]?.total ?? 0, items: rows.map((row) => ({ ...placeOf(row), stated: null })) };
      }
      const rows = await warehouse.query(compiled('rows', read, ValueRow), params);
      return {
        total: rows[0]?.total ?? 0,
        items: rows.map((row) => ({
          ...placeOf({ ...row, attributes: {} }),
          stated: { code: row.code, value: row.its_value },
        })),
      };
    },
    async latest(knownAt) {
      const rows = await warehouse.query(latestPeriods, { knownAt });
      return rows.map(({ code, newest: period }) => ({ code, period }));
    },
    async spans(knownAt) {
      const marks = await warehouse.query(layoutMarks, { knownAt });
      const days = await warehouse.query(firstDays, { knownAt });
      return [...new Set(marks.map(({ layout }) => layout))].map((layout) => ({
        layout,
        firstDay: days.find((one) => one.layout === layout)?.firstDay ?? null,
        marks: marks.filter((mark) => mark.layout === layout),
      }));
    },
  };
}

function placeOf({
  its_layout,
  its_sheet,
  its_row,
  on_day,
  total: _total,
  ...row
}: z.infer<typeof EventRow>) {
  return { ...row, layout: its_layout, sheet: its_sheet, row: its_row, on: on_day };
}
