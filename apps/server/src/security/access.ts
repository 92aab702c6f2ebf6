import { SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { roles } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';

/** Who may call a route: everybody, signed in or not, platforms with a push key, or the named roles. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'key' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

const ACCESS = 'miaotou:access';

/** Names the roles that a route lets in. A route that names nobody refuses everybody. */
export const Allow = (...allowed: readonly [Role, ...Role[]]) =>
  SetMetadata(ACCESS, { kind: 'roles', roles: allowed } satisfies Access);

/** Lets everybody signed in call the route, whatever the role. */
export const AllowAll = () => SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access);

/** Lets everybody call the route without signing in. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Lets platforms call the route that show a push key, and nobody else, signed in or not. */
export const AllowKey = () => SetMetadata(ACCESS, { kind: 'key' } satisfies Access);

const WHOLE = 'miaotou:whole';

/** Lets only those call a route who are in charge of the whole deployment: what it tells is of every region at once. */
export const WholeDeployment = () => SetMetadata(WHOLE, true);

type Target = Parameters<Reflector['getAllAndOverride']>[1][number];

/** What a route declares about itself, the method's word before its class's; null when it declares nothing. */
export function accessOf(reflector: Reflector, targets: Target[]): Access | null {
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) ?? null;
}

/** Whether a route is for those in charge of the whole deployment only. */
export function isForWhole(reflector: Reflector, targets: Target[]): boolean {
  return reflector.getAllAndOverride<boolean | undefined>(WHOLE, targets) ?? false;
}
