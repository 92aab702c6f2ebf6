import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Throttle } from '@nestjs/throttler';
import { SessionSchema, SignInSchema } from '@miaotou/contracts';
import type { Session } from '@miaotou/contracts';
import type { OpenSession } from '@miaotou/engine';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { AllowAll, AuditsItself, Public, cookieName, cookieOptions, headerOf } from '../security/index.js';
import type { CookieReply, ServerRequest } from '../security/index.js';

const originOf = (request: ServerRequest) => ({
  ip: request.ip,
  userAgent: headerOf(request, 'user-agent') ?? '',
  requestId: request.id,
});

function sessionOf(request: ServerRequest): OpenSession {
  if (request.session === undefined) throw new Error('the route is reached without a session');
  return request.session;
}

/** Signing in, knowing who is signed in, signing out. */
@ApiTags('people')
@Controller('session')
export class SessionController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Post()
  @HttpCode(200)
  @Public()
  @Throttle({ default: { limit: 30, ttl: 60_000 } })
  @ApiResponse({ status: 200, standardSchema: SessionSchema })
  async signIn(
    @Body({ schema: SignInSchema }) { username, password }: z.infer<typeof SignInSchema>,
    @Req() request: ServerRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<Session> {
    const { token, session } = await this.product.people.signIn(username, password, originOf(request));
    reply.setCookie(cookieName, token, this.cookie(request, this.product.config.sessionHours * 3600));
    return this.shown(session);
  }

  @Get()
  @AllowAll()
  @ApiResponse({ status: 200, standardSchema: SessionSchema })
  async current(
    @Req() request: ServerRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<Session> {
    const token = request.cookies?.[cookieName];
    if (token !== undefined) {
      reply.setCookie(cookieName, token, this.cookie(request, this.product.config.sessionHours * 3600));
    }
    return this.shown(sessionOf(request));
  }

  @Delete()
  @HttpCode(204)
  @AllowAll()
  @AuditsItself()
  async signOut(
    @Req() request: ServerRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    await this.product.people.signOut(sessionOf(request), originOf(request));
    reply.clearCookie(cookieName, this.cookie(request));
  }

  private cookie(request: ServerRequest, maxAgeSeconds?: number) {
    const https = request.protocol === 'https' && !this.product.config.insecureCookies;
    return cookieOptions(https, maxAgeSeconds);
  }

  private async shown({ viewer, csrfToken, expiresAt }: OpenSession): Promise<Session> {
    const office = await this.product.people.officeOf(viewer);
    const { id, username, displayName, role, scope } = viewer;
    return {
      user: {
        id,
        username,
        displayName,
        role,
        scope: [...scope],
        office: office === null ? null : { code: office.code, nameZh: office.nameZh, nameEn: office.nameEn },
      },
      csrfToken,
      expiresAt: expiresAt.toISOString(),
    };
  }
}
