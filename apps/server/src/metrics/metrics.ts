import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ProductObserver } from '@miaotou/assembly';
import { alertTiers } from '@miaotou/domain';
import type { AlertTier } from '@miaotou/domain';

type LiveCounts = () => Promise<Readonly<Record<AlertTier, number>>>;

/** What the program measures of itself, in the form that Prometheus reads. */
export interface Metrics extends ProductObserver {
  readonly contentType: string;
  request(route: string, method: string, status: number, seconds: number): void;
  job(name: string, outcome: string, seconds: number): void;
  /** Names the source of the alert counts, read at each scrape. */
  readLiveAlerts(read: LiveCounts): void;
  text(): Promise<string>;
}

/** A registry of its own, so that two programs in one process (tests) do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'miaotou_http_request_seconds',
    help: 'Time to answer HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const jobs = new Histogram({
    name: 'miaotou_job_seconds',
    help: 'Time of background jobs, one try each',
    labelNames: ['name', 'outcome'],
    buckets: [0.01, 0.1, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  const rows = new Counter({
    name: 'miaotou_import_rows_total',
    help: 'Rows of finished deliveries by what became of them',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const evaluations = new Histogram({
    name: 'miaotou_evaluation_seconds',
    help: 'Time of evaluating the rules',
    labelNames: ['reason'],
    buckets: [0.05, 0.25, 1, 2.5, 5, 15, 60],
    registers,
  });
  let live: LiveCounts | null = null;
  const gauge = new Gauge({
    name: 'miaotou_alerts_live',
    help: 'Live alerts by tier',
    labelNames: ['tier'],
    registers,
    async collect() {
      if (live === null) return;
      const counts = await live();
      for (const tier of alertTiers) gauge.set({ tier }, counts[tier]);
    },
  });
  return {
    contentType: registry.contentType,
    request: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    job: (name, outcome, seconds) => jobs.observe({ name, outcome }, seconds),
    importDone: ({ source, accepted, quarantined, duplicates }) => {
      rows.inc({ source, outcome: 'accepted' }, accepted);
      rows.inc({ source, outcome: 'quarantined' }, quarantined);
      rows.inc({ source, outcome: 'duplicate' }, duplicates);
    },
    evaluationDone: ({ reason, seconds }) => evaluations.observe({ reason }, seconds),
    readLiveAlerts: (read) => {
      live = read;
    },
    text: () => registry.metrics(),
  };
}
