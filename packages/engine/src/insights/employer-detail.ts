import type { AlertRow, EmployerDetail } from '@miaotou/contracts';
import { addMonths, dayOf, findIndicator, liveAlertStates, monthStart, riskIndex } from '@miaotou/domain';
import type { Bilingual, IndexWeighing } from '@miaotou/domain';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError } from '../shared/index.js';
import type { Clock, Records } from '../shared/index.js';
import { regionNameOf } from './overview.js';
import type { EmployerFacts, InsightsRecords, InsightsWarehouse } from './ports.js';

export interface EmployerDetailDeps {
  readonly records: Records;
  readonly facts: InsightsRecords;
  readonly warehouse: InsightsWarehouse;
  readonly clock: Clock;
  /** All alerts of one employer, newest first. */
  readonly alertsOf: (employerId: string, viewer: Viewer) => Promise<readonly AlertRow[]>;
  /** Weights of the index in force, and their version. */
  readonly weights: () => Promise<{ readonly version: number | null; readonly body: IndexWeighing }>;
}

const monthsShown = 24;

/** An employer that the person may see; one outside their regions is as good as not there. */
export async function seenEmployer(
  { records, facts }: Pick<EmployerDetailDeps, 'records' | 'facts'>,
  id: string,
  viewer: Viewer,
): Promise<EmployerFacts> {
  const employer = /^\d{1,15}$/.test(id) ? await facts.employer(records.read, id) : null;
  if (employer === null || !maySee(viewer, employer.region)) {
    throw new PermanentError('not-found', 'employer-unknown', {
      zh: '没有这家单位，或不在您的辖区内。',
      en: 'There is no such employer, or it lies outside your regions.',
    });
  }
  return employer;
}

function indicatorWords(code: string): { name: Bilingual; unit: string } {
  const known = findIndicator(code);
  return known === null ? { name: { zh: code, en: code }, unit: '' } : { name: known.name, unit: known.unit };
}

type Weights = Awaited<ReturnType<EmployerDetailDeps['weights']>>;

/** The index by the alerts that stand, the rules' names with it. */
function indexOf(alerts: readonly AlertRow[], { version, body }: Weights): EmployerDetail['index'] {
  const standing = alerts.filter(({ state }) => liveAlertStates.some((one) => one === state));
  const names = new Map(standing.map(({ ruleId, ruleName }) => [ruleId, ruleName]));
  const { points, shares } = riskIndex(standing, body);
  return {
    points,
    shares: shares.map((share) => ({
      ...share,
      ruleName: names.get(share.ruleId) ?? { zh: share.ruleId, en: share.ruleId },
    })),
    version,
  };
}

/** One employer: who it is, its alerts and its indicators. */
export function createEmployerDetail({
  records,
  facts,
  warehouse,
  clock,
  alertsOf,
  weights,
}: EmployerDetailDeps) {
  return async function employerDetail(id: string, viewer: Viewer): Promise<EmployerDetail> {
    const employer = await seenEmployer({ records, facts }, id, viewer);
    const now = clock.now();
    const from = addMonths(monthStart(dayOf(now)), -monthsShown);
    const [alerts, values, weighing] = await Promise.all([
      alertsOf(employer.id, viewer),
      warehouse.employerIndicators(employer.id, from, now),
      weights(),
    ]);
    const codes = [...new Set(values.map(({ indicator }) => indicator))].toSorted();
    return {
      ...employer,
      regionName: regionNameOf(employer.region),
      index: alerts.length + values.length === 0 ? null : indexOf(alerts, weighing),
      alerts: [...alerts],
      indicators: codes.map((code) => ({
        code,
        ...indicatorWords(code),
        points: values
          .filter(({ indicator }) => indicator === code)
          .map(({ period, value }) => ({ period, value })),
      })),
    };
  };
}
