import type { EmployerLinkKind } from '@miaotou/domain';
import type { Alert } from '../alerts/index.js';

/** A standing link between two employers. */
export interface EmployerTie {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: EmployerLinkKind;
}

/** What alerts have in common, and why. */
export interface Grouping {
  readonly key: string;
  readonly reason: 'employer' | 'linked-employer' | 'subject';
}

/**
 * The employer whose incident takes in what belongs to an employer: up its links while each has one head only. An agency
 * that sends people to several employers belongs to none of them.
 */
export function headOf(employerId: string, ties: readonly EmployerTie[]): string {
  const seen = new Set<string>();
  let head = employerId;
  while (!seen.has(head)) {
    seen.add(head);
    const own = head;
    const heads = new Set(ties.filter(({ fromId }) => fromId === own).map(({ toId }) => toId));
    const [only] = heads;
    if (heads.size !== 1 || only === undefined) return head;
    head = only;
  }
  // Links in a circle name no head: the smallest of them stands for all.
  return [...seen].toSorted()[0] ?? head;
}

/** Which incident an alert belongs to, by what it concerns. */
export function groupOf(
  alert: Pick<Alert, 'employerId' | 'subjectKind' | 'subjectId'>,
  ties: readonly EmployerTie[],
): Grouping {
  if (alert.employerId === null) return { key: `${alert.subjectKind}:${alert.subjectId}`, reason: 'subject' };
  const head = headOf(alert.employerId, ties);
  return { key: `employer:${head}`, reason: head === alert.employerId ? 'employer' : 'linked-employer' };
}
