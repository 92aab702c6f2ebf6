import { roles, type Role } from '@miaotou/domain';

/** Who the server lets into what. It decides; this only spares people doors that stay shut to them. */
export const allowed = {
  alerts: roles.filter((role) => role !== 'intake'),
  incidents: roles.filter((role) => role !== 'intake'),
  silences: ['leader', 'analyst', 'auditor', 'admin'],
  silenceDesk: ['leader', 'analyst'],
  rosterDesk: ['leader', 'admin'],
  standing: ['leader', 'analyst', 'auditor', 'admin'],
  detections: ['leader', 'analyst', 'responder', 'auditor', 'admin'],
  ledger: ['leader', 'analyst', 'responder', 'auditor', 'admin'],
  rules: roles.filter((role) => role !== 'intake'),
  ruleBook: ['leader', 'analyst', 'auditor', 'admin'],
  draftRules: ['analyst'],
  decideRules: ['leader', 'analyst'],
  settings: ['leader', 'analyst', 'auditor', 'admin'],
  changeSettings: ['analyst', 'admin'],
  imports: ['leader', 'analyst', 'intake', 'auditor', 'admin'],
  delivered: ['analyst', 'intake', 'auditor', 'admin'],
  bringIn: ['analyst', 'intake', 'admin'],
  connections: ['auditor', 'admin'],
  connect: ['admin'],
  channels: ['auditor', 'admin'],
  respond: ['leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'admin'],
  deliveryRules: ['admin'],
  topics: ['leader', 'analyst', 'intake', 'auditor', 'admin'],
  linkReports: ['analyst', 'intake', 'admin'],
  correctReading: ['analyst', 'intake', 'admin'],
  employerDesk: ['analyst', 'admin'],
  employers: roles.filter((role) => role !== 'intake'),
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Door = keyof typeof allowed;
