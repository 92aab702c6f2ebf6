import type { SilenceDecision, SilenceDraft, SilenceList, SilenceReport } from '@miaotou/contracts';
import type { AlertTier, Bilingual, Role } from '@miaotou/domain';
import { maySee } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { silenceEnd, silenceState } from './silence.js';
import type { Silence } from './silence.js';

/** A message that a silence held back. */
export interface SilenceHit {
  readonly incidentId: number;
  readonly title: string;
  readonly region: string;
  readonly tier: AlertTier;
  readonly at: Date;
  readonly text: Bilingual;
}

export interface SilenceStore {
  list(at: Executor): Promise<readonly Silence[]>;
  /** Locked against change until the transaction ends. */
  take(tx: Executor, id: number): Promise<Silence | null>;
  add(
    tx: Executor,
    draft: Pick<Silence, 'scope' | 'reason' | 'days' | 'askedBy' | 'askedAt'>,
  ): Promise<Silence>;
  update(tx: Executor, silence: Silence): Promise<void>;
  /** Messages held back, by silence. */
  counts(at: Executor): Promise<ReadonlyMap<number, number>>;
  hits(at: Executor, id: number): Promise<readonly SilenceHit[]>;
  /** Looks again at everything that a silence holds back. */
  wake(tx: Executor, id: number, at: Date): Promise<void>;
}

export interface SilencesDeps {
  readonly records: Records;
  readonly store: SilenceStore;
  readonly people: (
    at: Executor,
  ) => Promise<readonly { readonly id: string; readonly displayName: string }[]>;
  readonly clock: Clock;
}

const deciding: readonly Role[] = ['leader', 'analyst'];

/** Messages held back for a time: asked for by one person, approved by another, told in full afterwards. */
export interface Silences {
  list(viewer: Viewer): Promise<SilenceList>;
  ask(draft: SilenceDraft, viewer: Viewer): Promise<SilenceList>;
  decide(id: string, decision: SilenceDecision, viewer: Viewer): Promise<SilenceList>;
  report(id: string, viewer: Viewer): Promise<SilenceReport>;
}

export function createSilences({ records, store, people, clock }: SilencesDeps): Silences {
  const list: Silences['list'] = async (viewer) => {
    const names = new Map((await people(records.read)).map(({ id, displayName }) => [id, displayName]));
    const hidden = await store.counts(records.read);
    const now = clock.now();
    const name = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
    return {
      items: (await store.list(records.read)).map((silence) => ({
        id: String(silence.id),
        scope: silence.scope,
        reason: silence.reason,
        days: silence.days,
        state: silenceState(silence, now),
        askedBy: name(silence.askedBy) ?? '',
        askedAt: silence.askedAt.toISOString(),
        decidedBy: name(silence.decidedBy),
        decidedAt: silence.decidedAt?.toISOString() ?? null,
        expiresAt: silence.expiresAt?.toISOString() ?? null,
        endedBy: name(silence.endedBy),
        endedAt: silence.endedAt?.toISOString() ?? null,
        hidden: hidden.get(silence.id) ?? 0,
        mayDecide:
          silence.decision === null && silence.askedBy !== viewer.id && deciding.includes(viewer.role),
      })),
    };
  };
  return {
    list,
    async ask({ scope, reason, days }, viewer) {
      if (scope.rules.length + scope.regions.length + scope.employers.length === 0) {
        throw refuse(
          'invalid',
          'silence-scope',
          '请至少限定规则、镇区或单位之一，不能全部静默。',
          'Name rules, towns or employers: everything cannot be silenced.',
        );
      }
      await records.transaction((tx) =>
        store.add(tx, { scope, reason, days, askedBy: viewer.id, askedAt: clock.now() }),
      );
      return list(viewer);
    },
    async decide(id, { decision }, viewer) {
      await records.transaction(async (tx) => {
        const silence = isRecordId(id) ? await store.take(tx, Number(id)) : null;
        if (silence === null)
          throw refuse('not-found', 'silence-unknown', '没有这项静默。', 'There is no such silence.');
        const now = clock.now();
        const state = silenceState(silence, now);
        if (decision === 'end') {
          if (state !== 'in-force')
            throw refuse('conflict', 'silence-state', '该静默未在生效。', 'The silence is not in force.');
          await store.update(tx, { ...silence, endedBy: viewer.id, endedAt: now });
          await store.wake(tx, silence.id, now);
          return;
        }
        if (state !== 'asked')
          throw refuse('conflict', 'silence-state', '已经有人处理过。', 'Somebody decided already.');
        if (silence.askedBy === viewer.id) {
          throw refuse(
            'forbidden',
            'silence-two-people',
            '申请人不能自己批准，须由另一人批准。',
            'Whoever asked cannot approve: another person must.',
          );
        }
        const approved = decision === 'approve';
        await store.update(tx, {
          ...silence,
          decidedBy: viewer.id,
          decidedAt: now,
          decision: approved ? 'approved' : 'refused',
          expiresAt: approved ? silenceEnd(now, silence.days) : null,
        });
      });
      return list(viewer);
    },
    async report(id, viewer) {
      const hits = isRecordId(id) ? await store.hits(records.read, Number(id)) : [];
      return {
        items: hits
          .filter(({ region }) => maySee(viewer, region))
          .map(({ incidentId, title, tier, at, text }) => ({
            incidentId: String(incidentId),
            title,
            tier,
            at: at.toISOString(),
            text,
          })),
      };
    },
  };
}
