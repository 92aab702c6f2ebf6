import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Viewer as SignedInViewer } from '@miaotou/engine';
import type { ServerRequest } from './request.js';

/** The person who is signed in. */
export type Viewer = SignedInViewer;

/** Hands the signed-in person to a controller method: `@Viewer() viewer: Viewer`. Only on routes that need a role. */
export const Viewer = createParamDecorator((_: unknown, context: ExecutionContext): SignedInViewer => {
  const { session } = context.switchToHttp().getRequest<ServerRequest>();
  if (session === undefined) throw new Error('a public route has no viewer');
  return session.viewer;
});
