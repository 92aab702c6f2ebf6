import { timingSafeEqual } from 'node:crypto';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PermanentError } from '@miaotou/engine';
import type { People, ProblemKind, Push } from '@miaotou/engine';
import { accessOf, isForWhole } from './access.js';
import { cookieName } from './cookie.js';
import { headerOf } from './request.js';
import type { ServerRequest } from './request.js';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

function refuse(kind: ProblemKind, code: string, zh: string, en: string): PermanentError {
  return new PermanentError(kind, code, { zh, en });
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether a change comes from our own pages: browsers name the page's origin, other programs name none. */
export function fromOwnPages(request: Pick<ServerRequest, 'headers' | 'host'>): boolean {
  const origin = request.headers['origin'];
  if (origin === undefined) return true;
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === request.host;
}

/**
 * Decides over every route in one place: closed unless it says for whom it is open, then key or session, then role and region,
 * then, for changes, the proof that the page itself sent it.
 */
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(
    private readonly people: Pick<People, 'sessionOf'>,
    private readonly push: Pick<Push, 'holderOf'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ServerRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const access = accessOf(this.reflector, targets);
    if (access === null)
      throw refuse('forbidden', 'route-closed', '此地址未开放。', 'This address is not open.');
    const change = !safeMethods.has(request.method);
    if (change && !fromOwnPages(request)) {
      throw refuse(
        'forbidden',
        'foreign-origin',
        '请求来自别的网站，已拒绝。',
        'The request comes from another site and was refused.',
      );
    }
    if (access.kind === 'public') return true;
    if (access.kind === 'key') {
      const [, key = null] = /^Bearer ([\w-]{20,200})$/u.exec(headerOf(request, 'authorization') ?? '') ?? [];
      request.keyHolder = await this.push.holderOf(key);
      return true;
    }

    const token = request.cookies?.[cookieName];
    const session = token === undefined ? null : await this.people.sessionOf(token);
    if (session === null) {
      throw refuse(
        'unauthenticated',
        'session-missing',
        '请先登录；登录可能已过期。',
        'Sign in first; the session may have expired.',
      );
    }
    if (!access.roles.includes(session.viewer.role)) {
      throw refuse(
        'forbidden',
        'role-not-allowed',
        '您的角色无权进行此操作。',
        'Your role does not allow this.',
      );
    }
    if (isForWhole(this.reflector, targets) && !session.viewer.scope.includes('*')) {
      throw refuse(
        'forbidden',
        'scope-too-narrow',
        '此内容涉及全部地区，只向管辖全部地区的人员开放。',
        'This tells of every region, and is open only to those in charge of all of them.',
      );
    }
    if (change && !sameText(headerOf(request, 'x-csrf-token') ?? '', session.csrfToken)) {
      throw refuse(
        'forbidden',
        'csrf-token',
        '页面校验码缺失或已失效，请刷新页面。',
        'The page token is missing or no longer valid; reload the page.',
      );
    }
    request.session = session;
    return true;
  }
}
