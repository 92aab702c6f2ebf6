// Runs the benchmarks of tests/bench one after the other and prints their tables.
// A name as argument runs that one only: `npm run bench -- import`. Flags go to the benchmarks: `surveillance --write`
// puts its figures into docs.
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const flags = new Set(args.filter((arg) => arg.startsWith('--')));
process.env.UV_THREADPOOL_SIZE ??= '16';

const names = readdirSync(join(root, 'tests/bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace(/\.bench\.ts$/, ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) {
  console.error(`no benchmark is called ${wanted.join(', ')}`);
  process.exit(2);
}

const conditions = ['@miaotou/source', 'node', 'import', 'module', 'default'];
const vite = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  ssr: { resolve: { conditions, externalConditions: conditions }, noExternal: [/^@miaotou\//] },
});
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
for (const name of names) {
  const { run } = await runner.import(join(root, `tests/bench/${name}.bench.ts`));
  console.log(`\n## ${name}\n`);
  await run((line) => console.log(line), flags);
}
await runner.close();
await vite.close();
process.exit(0);
