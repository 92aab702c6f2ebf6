import { rollUpOf } from '@miaotou/contracts';
import type {
  Derivation,
  EventMeasure,
  IndicatorRows,
  IndicatorSeries,
  IndicatorSubjects,
  PointQuery,
  RollUp,
  SeriesGrain,
  SeriesQuery,
} from '@miaotou/contracts';
import { addDays, dayOf, findIndicator, findRegion, nextPeriodStart, startOfDay } from '@miaotou/domain';
import type { Bilingual, Day, Indicator } from '@miaotou/domain';
import type { KnownGaps } from '../deliveries/index.js';
import { eventSummary } from '../insights/index.js';
import type { LayoutBook } from '../sources/index.js';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError, isRecordId } from '../shared/index.js';
import type { Clock } from '../shared/index.js';
import { readCatalogue } from './catalogue.js';
import { coveredBy, isCovered, periodsBetween, throughOf, whenNone } from './periods.js';
import type { CoveredSpan } from './periods.js';
import type { IndicatorRead, IndicatorNames, IndicatorsWarehouse } from './ports.js';
import { grainsOf, perOf, producersOf } from './producers.js';
import type { Producers } from './producers.js';

export interface IndicatorsDeps {
  readonly names: IndicatorNames;
  readonly warehouse: IndicatorsWarehouse;
  readonly layouts: Pick<LayoutBook, 'inForce'>;
  readonly clock: Clock;
  /** Periods left out amid what came. */
  readonly gaps: (knownAt: Date) => Promise<Pick<KnownGaps, 'byLayout'>>;
}

const subjectsShown = 200;
const rowsShown = 200;
const county: Bilingual = { zh: '全县', en: 'The county' };

function unknown(code: string, zh: string, en: string): PermanentError {
  return new PermanentError('not-found', code, { zh, en });
}

interface Asked {
  readonly indicator: Indicator;
  readonly producers: Producers;
  readonly read: IndicatorRead;
}

const measuresOf = (derivation: Derivation | null): ReadonlyMap<string, EventMeasure> =>
  derivation?.from === 'events'
    ? new Map([
        ['value', derivation.value] as const,
        ...derivation.beside.map(({ key, measure }) => [key, measure] as const),
      ])
    : new Map();

/** Whether a value that is not there is known to be zero: a covered period without events, or without a listing. */
function filledOf(asked: Asked, covered: CoveredSpan | null) {
  const { derivation } = asked.producers;
  const { per, grain } = asked.read;
  const measures = measuresOf(derivation);
  const ends =
    derivation?.from === 'values' &&
    derivation.value.take === 'streak' &&
    derivation.value.missing === 'ends';
  return (key: string, period: Day, found: number | undefined | null): number | null => {
    const measure = measures.get(key);
    if (measure === undefined && !ends) return found ?? null;
    if (!isCovered(per, period, covered, measure?.trailingDays)) return null;
    if (found !== undefined) return found;
    if (measure === undefined) return 0;
    return grain === 'event' ? null : whenNone(measure);
  };
}

/** The catalogue of indicators with their producers, their series, and the rows behind each point. */
export function createIndicators({ names, warehouse, layouts, clock, gaps }: IndicatorsDeps) {
  async function subjectName(grain: SeriesGrain, subject: string, viewer: Viewer): Promise<Bilingual> {
    if (grain === 'county') return county;
    if (grain === 'employer') {
      const [employer] = isRecordId(subject) ? await names.employers([subject]) : [];
      if (employer === undefined || !maySee(viewer, employer.region))
        throw unknown(
          'employer-unknown',
          '没有这家单位，或不在您的辖区内。',
          'There is no such employer, or it lies outside your regions.',
        );
      return { zh: employer.name, en: employer.name };
    }
    if (grain === 'town') {
      const region = findRegion(subject);
      if (region === null || !maySee(viewer, subject))
        throw unknown(
          'region-unknown',
          '没有这个地区，或不在您的辖区内。',
          'There is no such region, or it lies outside yours.',
        );
      return region.name;
    }
    return (await officeNames()).get(subject) ?? { zh: subject, en: subject };
  }

  /** Offices by the code under which they deliver. */
  async function officeNames(): Promise<ReadonlyMap<string, Bilingual>> {
    const senders = (await layouts.inForce()).flatMap((pipeline) => pipeline.layouts);
    return new Map(senders.map(({ manifest: { office } }) => [office.code, office.name]));
  }

  async function askedOf(code: string, query: SeriesQuery, viewer: Viewer, listing: boolean): Promise<Asked> {
    const indicator = findIndicator(code);
    if (indicator === null)
      throw unknown('indicator-unknown', '没有这个指标。', 'There is no such indicator.');
    const { grain } = query;
    if (!grainsOf(indicator).includes(grain) || (!listing && grain !== 'county' && query.subject === ''))
      throw new PermanentError('invalid', 'grain-invalid', {
        zh: '该指标没有这一口径，或没有指明对象。',
        en: 'The indicator has no such grain, or no subject was named.',
      });
    const producers = producersOf(code, await layouts.inForce());
    const { derivation } = producers;
    const per = perOf(indicator, derivation);
    const knownAt = query.knownOn === undefined ? clock.now() : startOfDay(addDays(query.knownOn, 1));
    const today = dayOf(new Date(knownAt.getTime() - 1));
    const periods = periodsBetween(per, today, query);
    const last = periods.at(-1);
    if (last === undefined)
      throw new PermanentError('invalid', 'span-empty', {
        zh: '起止时间之间没有完整的一期。',
        en: 'There is no period between the two days.',
      });
    const single = grain === 'employer' && !listing;
    const rollUp: RollUp = single || derivation?.from === 'events' ? 'none' : rollUpOf(indicator.unit);
    const [sender] = producers.sources;
    return {
      indicator,
      producers,
      read: {
        code,
        derivation,
        per,
        grain,
        subject: grain === 'county' || listing ? '' : query.subject,
        office: sender?.manifest.office.code ?? '',
        rollUp,
        periods,
        end: nextPeriodStart(per, last),
        knownAt,
        regions: visibleRegions(viewer),
      },
    };
  }

  return {
    catalogue: async () => readCatalogue({ warehouse, pipelines: await layouts.inForce(), now: clock.now() }),

    async series(code: string, query: SeriesQuery, viewer: Viewer): Promise<IndicatorSeries> {
      const asked = await askedOf(code, query, viewer, false);
      const { indicator, producers, read } = asked;
      const name = await subjectName(query.grain, query.subject, viewer);
      const [figures, spans, leftOut] = await Promise.all([
        warehouse.series(read),
        warehouse.spans(read.knownAt),
        gaps(read.knownAt),
      ]);
      const found = new Map(figures.map(({ measure, period, value }) => [`${measure} ${period}`, value]));
      const told = producers.sources.length > 0 ? producers.sources : producers.delivered;
      const covered = coveredBy(told, spans, leftOut.byLayout);
      // Values stand for themselves wherever they come from; counts need every register.
      const newest =
        told
          .flatMap((layout) => throughOf(layout, spans) ?? [])
          .toSorted()
          .at(-1) ?? null;
      const filled = filledOf(asked, covered);
      const at = (key: string, period: Day) => filled(key, period, found.get(`${key} ${period}`));
      const beside = producers.derivation?.beside ?? [];
      return {
        code,
        name: indicator.name,
        unit: indicator.unit,
        per: read.per,
        direction: indicator.direction,
        grain: query.grain,
        subject: read.subject,
        subjectName: name,
        rollUp: read.rollUp,
        asOf: read.knownAt.toISOString(),
        completeThrough: producers.derivation?.from === 'events' ? (covered?.through ?? null) : newest,
        beside: beside.map(({ key, name: label, unit }) => ({ key, name: label, unit })),
        points: read.periods.map((period) => ({
          period,
          value: at('value', period),
          beside: Object.fromEntries(beside.map(({ key }) => [key, at(key, period)])),
        })),
      };
    },

    async subjects(code: string, query: SeriesQuery, viewer: Viewer): Promise<IndicatorSubjects> {
      const { read } = await askedOf(code, query, viewer, true);
      const { total, items } = await warehouse.subjects(read, subjectsShown);
      const ids = read.grain === 'employer' ? items.map(({ subject }) => subject) : [];
      const employers = new Map((await names.employers(ids)).map(({ id, name }) => [id, name]));
      const offices = await officeNames();
      return {
        total,
        items: items.map(({ subject, name, period }) => {
          const known = employers.get(subject) ?? (name === '' ? subject : name);
          const region = read.grain === 'town' ? findRegion(subject)?.name : undefined;
          return { subject, name: region ?? offices.get(subject) ?? { zh: known, en: known }, period };
        }),
      };
    },

    async rows(code: string, query: PointQuery, viewer: Viewer): Promise<IndicatorRows> {
      const span = { ...query, from: query.period, to: query.period };
      const { read } = await askedOf(code, span, viewer, false);
      await subjectName(query.grain, query.subject, viewer);
      const { total, items } = await warehouse.rows(read, rowsShown);
      const files = await names.fileNames([...new Set(items.map(({ batchId }) => batchId))]);
      const unnamed = items
        .filter(({ employerName }) => employerName === '')
        .map(({ employerId }) => employerId);
      const employers = await names.employers([...new Set(unnamed)].filter((id) => id !== ''));
      return {
        total,
        items: items.map(
          ({ batchId, layout, sheet, row, knownAt, on, employerId, employerName, stated, attributes }) => {
            const known = stated === null ? null : findIndicator(stated.code);
            return {
              batchId,
              fileName: files.find((file) => file.batchId === batchId)?.fileName ?? '',
              layout,
              sheet,
              row,
              knownAt: knownAt.toISOString(),
              on,
              employerName:
                employerName === ''
                  ? (employers.find(({ id }) => id === employerId)?.name ?? '')
                  : employerName,
              what: known === null ? eventSummary(attributes) : known.name,
              value: stated?.value ?? null,
              unit: known?.unit ?? null,
            };
          },
        ),
      };
    },
  };
}
export type Indicators = ReturnType<typeof createIndicators>;
