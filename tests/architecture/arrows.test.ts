import { mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { arrows } from './arrows.js';
import { inspectHouse } from './house.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const rooms = (parent: string): string[] =>
  readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);

describe('the house as it stands', () => {
  it('has an arrow for every room', () => {
    const named = new Set(Object.keys(arrows));
    const standing = [...rooms('packages'), ...rooms('apps'), ...rooms('dashboards')];
    expect(standing.filter((room) => !named.has(room))).toEqual([]);
  });

  it('keeps its arrows, walls and indexes, and has no import cycle', async () => {
    const { modules, violations } = await inspectHouse(root, ['packages', 'pipelines', 'apps', 'dashboards']);
    expect(modules).toBeGreaterThan(100);
    expect(violations).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  const planted = mkdtempSync(join(tmpdir(), 'house-'));
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  const plant = (files: Record<string, string>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(planted, path)), { recursive: true });
      writeFileSync(join(planted, path), text);
    }
  };
  cpSync(join(root, 'tsconfig.base.json'), join(planted, 'tsconfig.base.json'));
  symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'));

  it.each([
    {
      name: 'domain imports contracts',
      rule: 'arrow-packages-domain',
      files: {
        'packages/domain/src/a.ts': "export { b } from '../../contracts/src/index.js';\n",
        'packages/contracts/src/index.ts': 'export const b = 1;\n',
      },
    },
    {
      name: 'a type-only import goes against the arrow',
      rule: 'arrow-packages-rules',
      files: {
        'packages/rules/src/a.ts':
          "import type { B } from '../../engine/src/index.js';\nexport const a = (b: B): B => b;\n",
        'packages/engine/src/index.ts': 'export interface B { x: number }\n',
      },
    },
    {
      name: 'two files import each other',
      rule: 'no-cycle',
      files: {
        'packages/engine/src/x/a.ts':
          "import { b } from './b.js';\nexport const a = (): number => b() + 1;\n",
        'packages/engine/src/x/b.ts':
          "import { a } from './a.js';\nexport const b = (): number => a() - 1;\n",
      },
    },
    {
      name: 'a noun is entered past its index',
      rule: 'folder-through-index',
      files: {
        'packages/engine/src/y/use.ts': "export { deep } from '../z/deep.js';\n",
        'packages/engine/src/z/deep.ts': 'export const deep = 1;\n',
      },
    },
    {
      name: 'the engine reaches for a database driver',
      rule: 'wall-pg',
      files: { 'packages/engine/src/w/db.ts': "import pg from 'pg';\nexport const pool = pg.Pool;\n" },
    },
  ])('$name → $rule', async ({ rule, files }) => {
    plant(files);
    const { violations } = await inspectHouse(planted, ['packages']);
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });
});
