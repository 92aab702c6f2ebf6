import { addDays, addMonths, monthStart, type Day } from '@miaotou/domain';
import { castEmployers, plantIncidents } from '../incidents/index.js';
import { fillBackground, monthsBetween } from './background.js';
import { plantQuarrels } from './quarrels.js';
import {
  type County,
  type Happenings,
  type Incident,
  fillInsured,
  makeEmployers,
  seededRandom,
} from '../ground/index.js';

/** Day of the following month on which the monthly figures of a month have arrived. */
export const monthlyArrival = 8;
/** Months for which one layout has stopped delivering. */
const outageMonths = 4;
/** Workers a month who take one quarrel to several channels, in a county of 3,000 employers; and at the least in all. */
const quarrelsAMonth = 2;
const fewestQuarrels = 6;

export interface CountyOptions {
  readonly seed: number;
  readonly employers?: number;
  readonly months?: number;
  /** First day that is no longer told of. */
  readonly until: Day;
}

/** Newest month whose figures had arrived before `until`. */
export function newestDeliveredMonth(until: Day): Day {
  const current = monthStart(until);
  return addMonths(current, addDays(current, monthlyArrival) <= until ? -1 : -2);
}

/**
 * Makes a county up: the same for the same options. Throws RangeError for fewer employers than stories, or for fewer
 * than twelve months.
 */
export function makeCounty(options: CountyOptions): County {
  const { seed, employers: count = 3000, months: span = 36, until } = options;
  if (!Number.isInteger(count) || count < 100 || count > 50_000) {
    throw new RangeError('the county needs 100 to 50,000 employers');
  }
  if (!Number.isInteger(span) || span < 12 || span > 120)
    throw new RangeError('the county needs 12 to 120 months');
  const random = seededRandom(seed);
  const from = addMonths(monthStart(addDays(until, -1)), 1 - span);
  const months = monthsBetween(from, until);
  const employers = makeEmployers(random.fork('employers'), count);
  const happenings: Happenings = {
    taxNotices: [],
    taxDues: [],
    taxStatuses: [],
    insuranceDebts: [],
    insured: [],
    separations: [],
    cases: [],
    mediations: [],
    hotline: [],
    inspections: [],
    clues: [],
    petitions: [],
    posts: [],
    quarrels: [],
  };
  const newestMonth = newestDeliveredMonth(until);
  const ground = { months, until, newestMonth };
  const casts = castEmployers(random.fork('cast'), employers, ground);
  const cast = new Set(casts.map(({ employer }) => employer));
  // A story's employer has no ordinary trouble: its tiers follow from the story alone.
  const ordinary = employers.filter((employer) => !cast.has(employer));
  fillInsured(random.fork('insured'), employers, months.length, happenings);
  const scene = { from, until, months, employers: ordinary, happenings };
  fillBackground(random.fork('background'), scene);
  const quarrels = Math.max(fewestQuarrels, Math.round((quarrelsAMonth * span * count) / 3000));
  plantQuarrels(random.fork('quarrels'), scene, quarrels);
  const outage = { layout: 'si-arrears', lastMonth: addMonths(newestMonth, -outageMonths) };
  const silence: Incident = {
    id: 'source-outage-now',
    kind: 'source-outage',
    name: { zh: '社保欠费明细断供', en: 'The list of insurance arrears stops coming' },
    employer: null,
    town: null,
    from: addMonths(outage.lastMonth, 1),
    to: addDays(until, -1),
    expected: [{ rule: 'R38', tier: 'red' }],
  };
  const incidents = [...plantIncidents(random.fork('incidents'), casts, ground, happenings), silence];
  return { seed, from, until, months, employers, happenings, incidents, outage };
}
