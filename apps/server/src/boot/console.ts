import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NotFoundException } from '@nestjs/common';
import { answerOf } from '../http/index.js';

/** Where the built console lies, seen from the sources and from the build alike. */
export const consoleDirectory = fileURLToPath(
  new URL('../../../../dashboards/console/dist/', import.meta.url),
);

const oneYear = 31_536_000_000;

/** Whether an address is a page of the console: not the API's, and not a file that should exist. */
export function isPage(path: string): boolean {
  return !/^\/(api|metrics)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path);
}

/** Serves the console's files, and its first page for every address that is one of its own pages. */
export async function serveConsole(app: NestFastifyApplication, directory = consoleDirectory): Promise<void> {
  if (!existsSync(directory)) return;
  await app.register(fastifyStatic, { root: directory, serve: false });
  const instance = app.getHttpAdapter().getInstance();
  instance.get('/*', async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '/');
    if (isPage(path)) {
      return reply
        .header('cache-control', 'no-cache')
        .sendFile('index.html', directory, { cacheControl: false });
    }
    if (path.startsWith('/api/') || !existsSync(`${directory}${path.replaceAll('..', '')}`)) {
      const { status, body } = answerOf(new NotFoundException(), request.id);
      return reply.status(status).send(body);
    }
    // The build names these files by their content.
    const fixed = path.startsWith('/assets/');
    return reply.sendFile(path, directory, fixed ? { maxAge: oneYear, immutable: true } : {});
  });
}
