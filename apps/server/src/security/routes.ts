import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { accessOf } from './access.js';
import type { Access } from './access.js';

/** One route as the program serves it. */
export interface Route {
  readonly method: string;
  /** Without the global prefix. */
  readonly path: string;
  readonly access: Access | null;
}

type Method = (...args: unknown[]) => unknown;

function textOf(key: string, target: Method | (new () => unknown)): string {
  const value: unknown = Reflect.getMetadata(key, target);
  return Array.isArray(value) ? String(value[0]) : typeof value === 'string' ? value : '';
}

/** Every route of every controller. */
export function routesOf(app: Pick<INestApplication, 'get'>): Route[] {
  const discovery = app.get(DiscoveryService);
  const scanner = new MetadataScanner();
  const reflector = new Reflector();
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (metatype === null) return [];
    const prototype = metatype.prototype as Record<string, Method>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = prototype[name];
      const verb: unknown = method === undefined ? undefined : Reflect.getMetadata('method', method);
      if (method === undefined || typeof verb !== 'number') return [];
      const parts = [textOf('path', metatype as new () => unknown), textOf('path', method)];
      const path = `/${parts
        .flatMap((part) => part.split('/'))
        .filter((part) => part !== '')
        .join('/')}`;
      return [{ method: RequestMethod[verb] ?? '', path, access: accessOf(reflector, [method, metatype]) }];
    });
  });
}

/** Stops the boot when a route does not say whom it lets in. */
export function requireAccessOnEveryRoute(app: Pick<INestApplication, 'get'>): void {
  const silent = routesOf(app).filter(({ access }) => access === null);
  if (silent.length === 0) return;
  const names = silent.map(({ method, path }) => `${method} ${path}`).join(', ');
  throw new Error(`routes without @Allow or @Public: ${names}`);
}
