import { SetMetadata } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { People } from '@miaotou/engine';
import { concatMap, from } from 'rxjs';
import type { Observable } from 'rxjs';
import type { ServerRequest } from './request.js';

const AUDIT = 'miaotou:audit';
type Audit = 'reads' | 'itself';

/** Marks a read that shows personal data: each one is written down. */
export const ReadsPersonalData = () => SetMetadata(AUDIT, 'reads' satisfies Audit);
/** Marks a change whose use case writes its own audit entry. */
export const AuditsItself = () => SetMetadata(AUDIT, 'itself' satisfies Audit);

/** Writes down who changed what, and who read personal data, after it succeeded; never what was in it. */
export class AuditInterceptor implements NestInterceptor {
  private readonly reflector = new Reflector();

  constructor(private readonly people: Pick<People, 'audit'>) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const mark = this.reflector.getAllAndOverride<Audit | undefined>(AUDIT, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<ServerRequest>();
    const { session, keyHolder } = request;
    const wanted =
      mark === 'reads' || (mark === undefined && request.method !== 'GET' && request.method !== 'HEAD');
    // Who pushed is told by the key's name; a key is no person.
    const who =
      session?.viewer ?? (keyHolder === undefined ? null : { id: null, username: `key:${keyHolder.name}` });
    if (!wanted || who === null) return next.handle();
    const entry = {
      userId: who.id,
      username: who.username,
      action: mark === 'reads' ? 'read-personal' : 'change',
      subject: `${request.method} ${request.url.split('?')[0] ?? ''}`,
      detail: {},
      ip: request.ip,
      requestId: request.id,
    };
    return next.handle().pipe(concatMap((result) => from(this.people.audit(entry).then(() => result))));
  }
}
