import { huilaiCode, organisationKinds } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import type { NewUser, Office } from '@miaotou/engine';

/** Offices that an installation begins with: the kinds of body that take part, each once, for the county. */
export const firstOffices: readonly Omit<Office, 'id'>[] = organisationKinds.map(({ code, name }) => ({
  code,
  nameZh: name.zh,
  nameEn: name.en,
  region: huilaiCode,
}));

/** The town that the demonstration's responder answers for: the county seat. */
const responderTown = '445224100';

const demoPeople: readonly (readonly [role: Role, zh: string])[] = [
  ['leader', '演示·领导'],
  ['analyst', '演示·研判员'],
  ['responder', '演示·处置员'],
  ['mediator', '演示·调解员'],
  ['arbitrator', '演示·仲裁员'],
  ['intake', '演示·数据员'],
  ['auditor', '演示·审计员'],
  ['admin', '演示·管理员'],
];

/** One person of each role; the responder sees one town only, so that scopes can be looked at. */
export function demoUsers(password: string): NewUser[] {
  return demoPeople.map(([role, displayName]) => ({
    username: role,
    displayName,
    role,
    scope: [role === 'responder' ? responderTown : '*'],
    password,
  }));
}

/** The one person of an installation without demonstration. */
export function firstAdministrator(password: string): NewUser {
  return { username: 'admin', displayName: '管理员', role: 'admin', scope: ['*'], password };
}
