import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { newId, withLogContext } from '@miaotou/runtime';
import { appModule } from '../app.module.js';
import type { AppParts } from '../app.module.js';
import { cookieName, requireAccessOnEveryRoute } from '../security/index.js';
import { streamDeliveries } from '../connections/index.js';
import { serveConsole } from './console.js';
import { nestLogger } from './nest-logger.js';

/** Largest JSON body: thousands of corrected quarantine rows. */
const bodyLimit = 16 * 1024 * 1024;
/** Largest uploaded file. */
const fileLimit = 2 * 1024 * 1024 * 1024;
const apiPrefix = 'api/v1';

/** Own pages only; no upgrade to https, since counties run the program on their own network over plain http. */
const contentPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // The component library writes its styles at run time.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
}

function watchRequests(app: NestFastifyApplication, { metrics, logger }: AppParts): void {
  const instance = app.getHttpAdapter().getInstance();
  instance.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    withLogContext({ requestId: request.id }, done);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode, elapsedTime } = reply;
    metrics.request(route, request.method, statusCode, elapsedTime / 1_000);
    logger.debug({ method: request.method, route, statusCode, ms: Math.round(elapsedTime) }, 'request');
    done();
  });
}

function describeApi(app: NestFastifyApplication, version: string): void {
  const description = new DocumentBuilder()
    .setTitle('苗头 Miaotou')
    .setDescription('劳动争议风险监测预警接口 / Labour-dispute early warning API')
    .setVersion(version)
    .addCookieAuth(cookieName)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: '报送密钥 / push key' }, 'push-key')
    .build();
  SwaggerModule.setup('api/docs', app, SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
  });
}

/** The web program, ready to listen. Throws when a route does not say whom it lets in. */
export async function createApp(parts: AppParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit,
    // Only a proxy on the same machine may say where a request came from.
    trustProxy: 'loopback',
    genReqId: (request: IncomingMessage) => requestId(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    multipart: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(appModule(parts), adapter, {
    logger: nestLogger(parts.logger),
    abortOnError: false,
  });
  app.setGlobalPrefix(apiPrefix, {
    exclude: ['api/health/live', 'api/health/ready', 'metrics'].map((path) => ({
      path,
      method: RequestMethod.GET,
    })),
  });
  watchRequests(app, parts);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: contentPolicy,
    // Means nothing over plain http, where browsers warn about it.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { limits: { files: 1, fileSize: fileLimit, fields: 20, parts: 25 } });
  if (parts.product.config.role !== 'worker') {
    streamDeliveries(app);
    describeApi(app, parts.product.version);
    await serveConsole(app);
  }
  await app.init();
  requireAccessOnEveryRoute(app);
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
