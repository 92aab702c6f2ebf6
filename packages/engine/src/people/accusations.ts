import type { Role } from '@miaotou/domain';

/** Those who work with petitions, or answer for all: only they see 检举控告, which the accused must never hear of [S10 §30]. */
export const accusationReaders = ['leader', 'intake', 'admin'] as const satisfies readonly Role[];

export const mayReadAccusations = ({ role }: { readonly role: Role }): boolean =>
  (accusationReaders as readonly Role[]).includes(role);

/** Whether a petition of this category accuses (检举控告), so that it is told to few. */
export const isAccusation = (kind: string, category: string): boolean =>
  kind === 'petition' && /检举|控告/u.test(category);
