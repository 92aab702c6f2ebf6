import { huilaiCode, organisationKinds } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import type { NewUser, Office, Rosters } from '@miaotou/engine';

/** Offices that an installation begins with: the kinds of body that take part, each once, for the county. */
export const firstOffices: readonly Omit<Office, 'id'>[] = organisationKinds.map(({ code, name }) => ({
  code,
  nameZh: name.zh,
  nameEn: name.en,
  region: huilaiCode,
}));

/** The town that the demonstration's responder answers for: the county seat. */
const responderTown = '445224100';

const demoPeople: readonly (readonly [role: Role, zh: string, office?: string])[] = [
  ['leader', '演示·领导', 'O16'],
  ['analyst', '演示·研判员', 'O20'],
  ['responder', '演示·处置员', 'O04'],
  ['mediator', '演示·调解员', 'O12'],
  ['arbitrator', '演示·仲裁员', 'O17'],
  ['intake', '演示·数据员'],
  ['auditor', '演示·审计员'],
  ['admin', '演示·管理员'],
];

/** The demonstration's duty table: somebody on every rung, day and night. */
export const demoPosts: Parameters<Rosters['seed']>[0] = (
  [
    ['惠城镇值班', 'duty', [responderTown], ['responder']],
    ['县级值班', 'duty', [], ['analyst']],
    ['监察大队负责人', 'supervisor', [], ['analyst']],
    ['局领导带班', 'leader', [], ['leader']],
    ['县专班', 'joint-team', [], ['leader', 'mediator', 'arbitrator']],
  ] as const
).map(([name, level, regions, usernames]) => ({
  name,
  level,
  regions,
  usernames,
  industries: [],
  disputeTypes: [],
  minTier: 'blue',
}));

/** One person of each role; the responder sees one town only, so that scopes can be looked at. */
export function demoUsers(password: string): NewUser[] {
  return demoPeople.map(([role, displayName, office]) => ({
    username: role,
    displayName,
    role,
    scope: [role === 'responder' ? responderTown : '*'],
    ...(office === undefined ? {} : { office }),
    password,
  }));
}

/** The one person of an installation without demonstration. */
export function firstAdministrator(password: string): NewUser {
  return { username: 'admin', displayName: '管理员', role: 'admin', scope: ['*'], password };
}
