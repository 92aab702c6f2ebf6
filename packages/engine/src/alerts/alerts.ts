import { RuleFileSchema } from '@miaotou/contracts';
import type { AlertDetail, AlertQuery, AlertRow, SourceRows } from '@miaotou/contracts';
import { findIndustry, regionWithin, regions, tierRank } from '@miaotou/domain';
import type { AlertState, AlertTier } from '@miaotou/domain';
import { checkRule } from '@miaotou/rules';
import type { CheckedRule } from '@miaotou/rules';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { PermanentError } from '../shared/index.js';
import type { Executor, LivePush, Records } from '../shared/index.js';
import { gradeOf } from '../ledger/index.js';
import type { Ledger, LedgerDraft } from '../ledger/index.js';
import type { Alert, AlertHappening } from './alert.js';
import { foldLine } from './fold.js';
import type { TierLevels } from './hold.js';
import type { VerdictLine } from './fold.js';
import type { AlertStore, AlertsWarehouse, LayoutNames } from './ports.js';
import { alertDetail, alertRow } from './views.js';

export interface AlertsDeps {
  readonly records: Records;
  readonly store: AlertStore;
  readonly warehouse: AlertsWarehouse;
  readonly ledger: Ledger;
  readonly live: LivePush;
  readonly layoutNames: LayoutNames;
  /** Incident of an alert; null while it has none. */
  readonly incidentOf: (alertId: number) => Promise<string | null>;
  /** The tier table in force now. */
  readonly levelsNow: () => Promise<TierLevels>;
}

/** How many alerts of each kind of change a run made. */
export interface AlertChanges {
  readonly opened: number;
  readonly raised: number;
  readonly lowered: number;
  readonly resolved: number;
  /** Alerts that screens should show anew. */
  readonly shown: readonly { readonly alert: Alert; readonly change: string }[];
}

export interface Alerts {
  list(
    query: AlertQuery,
    viewer: Pick<Viewer, 'scope'>,
  ): Promise<{ items: AlertRow[]; total: number; page: number; pageSize: number }>;
  get(id: string, viewer: Viewer): Promise<AlertDetail>;
  sourceRows(id: string, feature: string, page: number, viewer: Viewer): Promise<SourceRows>;
  /** Folds verdicts into alerts, their history and the ledger, within one transaction. */
  apply(tx: Executor, lines: readonly VerdictLine[], run: AlertRun): Promise<AlertChanges>;
  /** Tells open screens; to be called when the transaction stands. */
  push(changes: AlertChanges): void;
  watched: AlertStore['watched'];
  /** Keeps others from changing alerts as a whole until the transaction ends. */
  lock(tx: Executor): Promise<void>;
  /** Changes alerts as a step of their incident says; those in another state are left alone. Gives the changed ones. */
  advance(tx: Executor, alertIds: readonly number[], step: AlertStep): Promise<readonly Alert[]>;
}

/** A run of the rules as alerts see it: when it knew, its number, and the tier table then in force. */
export interface AlertRun {
  readonly at: Date;
  readonly runId: string;
  readonly levels: TierLevels;
}

/** What a step of an incident does to its alerts. */
export interface AlertStep {
  readonly from: readonly AlertState[];
  readonly to?: AlertState;
  readonly tier?: AlertTier;
  /** Kind of the ledger's entry. */
  readonly kind: string;
  readonly reason: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: Date;
}

const pageSize = 50;
/** Changes of one run told to screens, the gravest first: any of them makes a screen read its lists anew. */
const pushLimit = 100;
const ledgered = new Set(['opened', 'raised', 'lowered', 'resolved']);

const idPattern = /^[1-9]\d{0,14}$/u;

function notFound(): PermanentError {
  return new PermanentError('not-found', 'alert-not-found', {
    zh: '没有这条预警。',
    en: 'There is no such alert.',
  });
}

/** What a row of the ledger says of an alert besides the alert itself. */
interface Graded {
  readonly codes: { readonly disputeTypes: readonly string[]; readonly keyGroups: readonly string[] };
  /** The rule by which it was judged; null where it is not kept. */
  readonly rule: CheckedRule | null;
  readonly industries: ReadonlyMap<string, string>;
}

function ledgerDraft(
  alert: Alert,
  happening: AlertHappening,
  kind: string,
  { codes, rule, industries }: Graded,
): LedgerDraft {
  // Employers keep what their rows state, in whichever words; the ledger counts by the standard's codes.
  const stated = alert.subjectKind === 'industry' ? alert.subjectId : industries.get(alert.employerId ?? '');
  return {
    at: happening.at.toISOString(),
    kind,
    alertId: alert.id,
    ruleId: alert.ruleId,
    ruleVersion: alert.ruleVersion,
    tier: alert.tier,
    state: alert.state,
    reason: happening.reason,
    by: happening.by,
    note: happening.note,
    subjectKind: alert.subjectKind,
    subjectId: alert.subjectId,
    subjectName: alert.subjectName,
    region: alert.region,
    disputeTypes: [...codes.disputeTypes],
    keyGroups: [...codes.keyGroups],
    sentence: alert.sentence,
    industry: findIndustry(stated ?? '')?.code ?? null,
    ...gradeOf(Object.entries(rule?.file.features ?? {}), alert.evidence.features),
  };
}

/** A kept rule, ready to explain; null where it is not kept. */
function usable(body: unknown): CheckedRule | null {
  const parsed = RuleFileSchema.safeParse(body);
  const result = parsed.success ? checkRule(parsed.data) : null;
  return result?.ok === true ? result.rule : null;
}

const keyOf = (one: { ruleId: string; subjectKind: string; subjectId: string }): string =>
  JSON.stringify([one.ruleId, one.subjectKind, one.subjectId]);

export function createAlerts(deps: AlertsDeps): Alerts {
  const { records, store, warehouse, ledger, live, layoutNames, incidentOf, levelsNow } = deps;

  const seen = async (at: Executor, id: string, viewer: Viewer): Promise<Alert> => {
    const alert = idPattern.test(id) ? await store.find(at, Number(id)) : null;
    // What lies outside the person's regions does not exist for them.
    if (alert === null || !maySee(viewer, alert.region)) throw notFound();
    return alert;
  };

  const detail = async (alert: Alert): Promise<AlertDetail> => {
    const rule = usable(await store.rule(records.read, alert.ruleId, alert.ruleVersion));
    return alertDetail(alert, {
      rule,
      history: await store.history(records.read, alert.id),
      incidentId: await incidentOf(alert.id),
      levels: await levelsNow(),
    });
  };

  /** The rules by which alerts were judged, each read once. */
  const rulesOf = async (at: Executor, alerts: readonly Alert[]) => {
    const key = ({ ruleId, ruleVersion }: Alert): string => `${ruleId} ${ruleVersion}`;
    const found = new Map<string, CheckedRule | null>();
    for (const [name, { ruleId, ruleVersion }] of new Map(alerts.map((one) => [key(one), one]))) {
      found.set(name, usable(await store.rule(at, ruleId, ruleVersion)));
    }
    return (alert: Alert): CheckedRule | null => found.get(key(alert)) ?? null;
  };

  const industriesOf = (at: Executor, alerts: readonly Alert[]) =>
    store.industries(at, [...new Set(alerts.flatMap(({ employerId }) => employerId ?? []))]);

  const apply: Alerts['apply'] = async (tx, lines, { at, runId, levels }) => {
    await store.lock(tx);
    const byKey = new Map<string, Alert[]>();
    for (const alert of await store.ofKeys(tx, lines)) {
      const key = keyOf(alert);
      byKey.set(key, [...(byKey.get(key) ?? []), alert]);
    }
    // Folding is pure and cannot ask for numbers: it counts below zero, and the real ones are put in afterwards.
    let provisional = 0;
    const nextId = (): number => (provisional -= 1);
    const folded = lines.map((line) =>
      foldLine(line, byKey.get(keyOf(line)) ?? [], { at, runId, levels, nextId }),
    );
    const ids = await store.nextIds(tx, -provisional);
    const numbered = (id: number): number => (id < 0 ? (ids[-id - 1] ?? id) : id);
    const withNumber = (alert: Alert): Alert => ({ ...alert, id: numbered(alert.id) });
    const happened = folded.flatMap(({ line, happened: own }) =>
      own.map(({ alert, happening }) => ({
        line,
        alert: withNumber(alert),
        happening: { ...happening, alertId: numbered(happening.alertId) },
      })),
    );
    await store.insert(
      tx,
      folded.flatMap(({ inserted }) => inserted.map(withNumber)),
    );
    await store.update(
      tx,
      folded.flatMap(({ updated }) => updated),
    );
    await store.tell(
      tx,
      happened.map(({ happening }) => happening),
    );
    const entered = happened.filter(({ happening }) => ledgered.has(happening.kind));
    const rules = await rulesOf(
      tx,
      entered.map(({ alert }) => alert),
    );
    const industries = await industriesOf(
      tx,
      entered.map(({ alert }) => alert),
    );
    await ledger.append(
      tx,
      entered.map(({ line, alert, happening }) =>
        ledgerDraft(alert, happening, happening.kind, { codes: line, rule: rules(alert), industries }),
      ),
    );
    const count = (kind: string): number =>
      happened.filter(({ happening }) => happening.kind === kind).length;
    const last = new Map(
      happened
        .filter(({ happening }) => ledgered.has(happening.kind))
        .map(({ alert, happening }) => [alert.id, { alert, change: happening.kind }]),
    );
    return {
      opened: count('opened'),
      raised: count('raised'),
      lowered: count('lowered'),
      resolved: count('resolved'),
      shown: [...last.values()],
    };
  };

  const push: Alerts['push'] = ({ shown }) => {
    const gravest = shown
      .toSorted((a, b) => tierRank(b.alert.tier) - tierRank(a.alert.tier))
      .slice(0, pushLimit);
    for (const { alert, change } of gravest) {
      const { id, tier, region, sentence } = alert;
      live.publish({
        regions: [region],
        message: { type: 'alert', alertId: String(id), change, tier, sentence },
      });
    }
  };

  const advance: Alerts['advance'] = async (tx, alertIds, step) => {
    const { from, to, tier, kind, reason, by, note, at } = step;
    const happened: { readonly before: Alert; readonly after: Alert }[] = [];
    for (const id of alertIds.toSorted((a, b) => a - b)) {
      const before = await store.take(tx, id);
      if (before === null || !from.includes(before.state)) continue;
      // The rule may have raised a new alert on the subject since; the closed one stays closed then.
      if (before.closedAt !== null && to === 'open' && (await store.hasOtherLive(tx, before))) continue;
      const state = to ?? before.state;
      const closes = state === 'resolved' || state === 'dismissed';
      const after: Alert = {
        ...before,
        state,
        tier: tier ?? before.tier,
        tierSince: tier === undefined ? before.tierSince : at,
        version: before.version + 1,
        closedAt: closes ? at : null,
        closeReason: closes ? (note ?? reason) : null,
      };
      happened.push({ before, after });
    }
    const told = happened.map(({ before, after }): AlertHappening => ({
      alertId: after.id,
      at,
      kind,
      reason,
      by,
      fromState: before.state,
      toState: after.state,
      fromTier: before.tier,
      toTier: after.tier,
      note,
      evidence: null,
      runId: null,
    }));
    await store.update(
      tx,
      happened.map(({ after }) => after),
    );
    await store.tell(tx, told);
    const changed = happened.map(({ after }) => after);
    const rules = await rulesOf(tx, changed);
    const industries = await industriesOf(tx, changed);
    await ledger.append(
      tx,
      changed.flatMap((after, index) => {
        const happening = told[index];
        if (happening === undefined) return [];
        const rule = rules(after);
        const codes = rule?.file ?? { disputeTypes: [], keyGroups: [] };
        return [ledgerDraft(after, happening, kind, { codes, rule, industries })];
      }),
    );
    return changed;
  };

  return {
    apply,
    push,
    advance,
    lock: (tx) => store.lock(tx),
    watched: (at, kind) => store.watched(at, kind),
    async list(query, viewer) {
      const within =
        query.region === undefined
          ? null
          : [
              query.region,
              ...regions.map(({ code }) => code).filter((code) => regionWithin(code, [query.region ?? ''])),
            ];
      const files = RuleFileSchema.array().parse(await store.rules(records.read));
      const family = query.family;
      const { total, alerts } = await store.page(records.read, query, {
        regions: visibleRegions(viewer),
        within,
        rules:
          family === undefined
            ? null
            : files
                .filter(({ families }) => families.some((one) => family.includes(one)))
                .map(({ id }) => id),
      });
      const names = new Map(files.map(({ id, name }) => [id, name]));
      const items = alerts.map((alert) =>
        alertRow(alert, names.get(alert.ruleId) ?? { zh: alert.ruleId, en: alert.ruleId }),
      );
      return { items, total, page: query.page, pageSize: query.pageSize };
    },
    async get(id, viewer) {
      return detail(await seen(records.read, id, viewer));
    },
    async sourceRows(id, feature, page, viewer) {
      const alert = await seen(records.read, id, viewer);
      const rule = usable(await store.rule(records.read, alert.ruleId, alert.ruleVersion));
      if (rule === null || !rule.features.some(({ name }) => name === feature)) {
        throw new PermanentError('not-found', 'feature-not-found', {
          zh: '这条预警没有这个特征。',
          en: 'The alert has no such feature.',
        });
      }
      const { total, rows } = await warehouse.sourceRows({
        rule,
        feature,
        // Before a merge its rows stood under another employer.
        subjectId: await store.subjectAt(records.read, alert, new Date(alert.evidence.knownAt)),
        asOf: new Date(alert.evidence.asOf),
        knownAt: new Date(alert.evidence.knownAt),
        offset: (page - 1) * pageSize,
        limit: pageSize,
      });
      const deliveries = await store.deliveries(
        records.read,
        rows.map(({ batchId }) => batchId),
      );
      const sheets = new Map(
        rows.map(({ batchId, sheet }) => [JSON.stringify([batchId, sheet]), { batchId, sheet }]),
      );
      const names = await layoutNames();
      const tables = [...sheets.values()].flatMap(({ batchId, sheet }) => {
        const delivery = deliveries.get(batchId);
        if (delivery === undefined) return [];
        const { fileName, layout, receivedAt, headers } = delivery;
        const own = rows.filter((row) => row.batchId === batchId && row.sheet === sheet);
        return {
          batchId,
          fileName,
          layout: names.get(layout ?? '') ?? { zh: layout ?? '未知', en: layout ?? 'unknown' },
          receivedAt: receivedAt.toISOString(),
          headers: [...(headers[sheet] ?? [])],
          rows: own.map(({ row, cells }) => ({ sheet, row, cells: [...cells] })),
        };
      });
      return { total, tables };
    },
  };
}
