import { alertTiers, findRegion, tierRank } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import type { Notice } from '../../messages/index.js';
import type { Incident } from '../incident.js';
import { decided, withDecision } from './stage.js';
import type { Draft, PipelineContext, Stage } from './stage.js';

/** More than so many notices of one run to one person go out as one, reds apart. */
const storm = 12;

const heads: Readonly<Partial<Record<Draft['cause'], string>>> = {
  raised: '升级',
  joined: '新增预警',
  climbed: '逾期催办',
  offered: '请您接手',
  recheck: '静默结束',
};

type TierName = (tier: AlertTier) => Bilingual;

/** The message about one incident: employer, place, reason; never a worker. */
function noticeOf(
  draft: Draft & { readonly incident: Incident },
  personId: string,
  tierName: TierName,
): Notice {
  const { incident, cause, words, reasonKey, notBefore } = draft;
  const place = findRegion(incident.region)?.name.zh ?? '';
  const head = heads[cause];
  const tier = tierName(incident.tier).zh;
  return {
    reason: reasonKey ?? `incident-${incident.id}`,
    incidentId: String(incident.id),
    personId,
    tier: incident.tier,
    region: incident.region === '' ? null : incident.region,
    title: `【${tier}${head === undefined ? '' : `·${head}`}】${incident.title}`,
    text: [place, words?.zh, incident.sentence.zh]
      .filter((part) => part !== undefined && part !== '')
      .join('；'),
    path: `/incidents/${incident.id}`,
    notBefore,
    groups: cause === 'opened' || cause === 'raised',
  };
}

function digestOf(
  personId: string,
  drafts: readonly (Draft & { readonly incident: Incident })[],
  now: Date,
  tierName: TierName,
): Notice {
  const gravest = drafts.toSorted((a, b) => tierRank(b.incident.tier) - tierRank(a.incident.tier));
  const tier = gravest[0]?.incident.tier ?? 'blue';
  const names = alertTiers.toReversed().map((one) => tierName(one).zh);
  const counts = [...new Set(names)]
    .map(
      (name) => [name, drafts.filter(({ incident }) => tierName(incident.tier).zh === name).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name}${count}件`);
  const late = drafts.some(({ cause }) => cause === 'climbed');
  const times = drafts.map(({ notBefore }) => notBefore.getTime());
  return {
    reason: `digest-${late ? 'late' : 'open'}-${now.toISOString()}`,
    incidentId: null,
    personId,
    tier,
    region: null,
    title: late ? `【逾期汇总】${drafts.length} 件事件已过时限` : `【汇总】${drafts.length} 件事件等待签收`,
    text: counts.join('、'),
    path: '/incidents',
    notBefore: new Date(Math.min(...times)),
    groups: false,
  };
}

type Sendable = Draft & { readonly incident: Incident };
const isSendable = (draft: Draft): draft is Sendable => !draft.stopped && draft.incident !== null;

/** What stood before responses began is told in one sum; otherwise a red is never part of one. */
const mayBundle = ({ cause, incident }: Sendable): boolean =>
  cause === 'backlog' ||
  (cause === 'climbed' && incident.levels?.backlog === true) ||
  incident.tier !== 'red';

/** Writes the messages. A storm to one person becomes one message. */
export const send: Stage = (drafts, { now, tierName }: PipelineContext) => {
  const sendable = drafts.filter(isSendable);
  const bundled = new Map<string, Sendable[]>();
  for (const draft of sendable) {
    for (const { personId } of draft.recipients) {
      if (mayBundle(draft)) bundled.set(personId, [...(bundled.get(personId) ?? []), draft]);
    }
  }
  const digests = new Map(
    [...bundled].filter(
      ([, own]) => own.length > storm || (own.length > 1 && own.some(({ cause }) => cause === 'backlog')),
    ),
  );
  const told = new Set<string>();
  return drafts.map((draft) => {
    if (!isSendable(draft)) return draft;
    const notices = draft.recipients.flatMap(({ personId }): Notice[] => {
      const digest = digests.get(personId);
      if (digest === undefined || !mayBundle(draft)) return [noticeOf(draft, personId, tierName)];
      if (told.has(personId)) return [];
      told.add(personId);
      return [digestOf(personId, digest, now, tierName)];
    });
    const summed = draft.recipients.some(({ personId }) => digests.has(personId)) && mayBundle(draft);
    return withDecision(
      draft,
      summed
        ? decided(
            'send',
            'in-one-sum',
            '一次通知过多，并入一条汇总消息。',
            'Too many at once: told in one sum.',
          )
        : decided(
            'send',
            notices.length === 0 ? 'no-message' : 'message-per-person',
            `发出 ${notices.length} 条消息。`,
            `${notices.length} messages go out.`,
          ),
      { notices },
    );
  });
};
