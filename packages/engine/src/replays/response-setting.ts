import type { AlertTier, Bilingual } from '@miaotou/domain';
import type { EmployerTie, Reachable } from '../incidents/index.js';
import type { LevelTable } from '../response/index.js';
import type { DutyTable } from '../roster/index.js';
import type { Silence } from '../silences/index.js';

/** What the response to alerts rests on besides them; as it stands when the replay begins. */
export interface ResponseSetting {
  readonly ties: readonly EmployerTie[];
  readonly industries: ReadonlyMap<string, string>;
  readonly disputeTypes: ReadonlyMap<string, readonly string[]>;
  /** Every silence that was ever decided. */
  readonly silences: readonly Silence[];
  readonly roster: DutyTable;
  readonly people: readonly Reachable[];
  readonly levelOf: (tier: AlertTier) => LevelTable;
  /** Times with round-the-clock duty that a moment lies in. */
  readonly nodesAt: (moment: Date) => readonly Bilingual[];
}
