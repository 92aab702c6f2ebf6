import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const skipped = new Set(['node_modules', 'dist', '.git', 'data', 'artifacts', 'meta']);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    if (skipped.has(entry)) continue;
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

const code = ['packages', 'pipelines', 'apps', 'dashboards', 'tests', 'scripts']
  .flatMap((folder) => [...filesBelow(join(root, folder))])
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

/** Files that match, less those that may. */
const offenders = (pattern: RegExp, allowed: RegExp): string[] =>
  code.filter(({ path, text }) => !allowed.test(path) && pattern.test(text)).map(({ path }) => path);

const self = /^tests\/architecture\//;

describe('habits of the house', () => {
  it('reads a good part of the house', () => {
    expect(code.length).toBeGreaterThan(150);
  });

  it('reads the environment in packages/runtime and in the programs that start it only', () => {
    const programs =
      /^(packages\/runtime|packages\/testkit|scripts|tests)\/|^apps\/[^/]+\/src\/main\.ts$|(vite|vitest|drizzle)\.config\.ts$/;
    expect(offenders(/process\.env\b/, programs)).toEqual([]);
  });

  it('mocks no module of its own, skips no test, retries no test', () => {
    expect(offenders(/\bvi\.mock\(/, self)).toEqual([]);
    expect(offenders(/\b(it|test|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf)\b/, self)).toEqual([]);
    expect(offenders(/\bretr(y|ies):\s*[1-9]/, /^apps\/server\/src\/live\/|^tests\/architecture\//)).toEqual(
      [],
    );
  });

  it('switches no check off', () => {
    expect(offenders(/@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable/, self)).toEqual([]);
  });

  it('keeps every source file short enough to hold in the head', () => {
    const long = code.filter(({ text }) => text.split('\n').length > 450).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('justifies every dependency in docs/dependencies.md', () => {
    const doc = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
    const manifests = [
      'package.json',
      ...['packages', 'pipelines', 'apps', 'dashboards'].flatMap((parent) =>
        readdirSync(join(root, parent)).map((room) => join(parent, room, 'package.json')),
      ),
    ];
    const names = new Set<string>();
    for (const manifest of manifests) {
      const parsed = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as Record<
        string,
        Record<string, string> | undefined
      >;
      for (const kind of ['dependencies', 'devDependencies'] as const) {
        for (const name of Object.keys(parsed[kind] ?? {}))
          if (!name.startsWith('@miaotou/')) names.add(name);
      }
    }
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !doc.includes(`\`${name}\``))).toEqual([]);
  });
});
