import type { Role } from '@miaotou/domain';

/** Who may bring files in, correct rows and settle names; the server holds the same rule. */
export const intakeRoles: readonly Role[] = ['intake', 'analyst', 'admin'];
