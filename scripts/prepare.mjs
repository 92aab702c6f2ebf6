// Brings a clone into a state that can run: packages installed, programs and console built. Does nothing that is done.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules/.cache/miaotou/built');
const outcome = ['apps/server/dist/main.js', 'apps/cli/dist/main.js', 'dashboards/console/dist/index.html'];

/** Says it in both languages on standard error, so that the product's own output stays clean. */
export function say(zh, en) {
  process.stderr.write(`${zh} / ${en}\n`);
}

/** Why nothing can be started, said in both languages. */
export class Refusal extends Error {
  constructor(zh, en) {
    super(`${zh} / ${en}`);
  }
}

function checkNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = wanted.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new Refusal(
    `需要 Node.js ${wanted} 或更新版本，当前为 ${process.versions.node}`,
    `Node.js ${wanted} or newer is needed, this is ${process.versions.node}`,
  );
}

/** Runs npm itself where it started us, so that it is the same npm; returns its exit code. */
function npm(args) {
  const script = process.env.npm_execpath;
  const [file, before] = script ? [process.execPath, [script]] : ['npm', []];
  const done = spawnSync(file, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !script && process.platform === 'win32',
    // Whoever starts it, tests among them, the console is built for use.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return done.status ?? 1;
}

function mtime(path) {
  return existsSync(path) ? statSync(path).mtimeMs : Number.NEGATIVE_INFINITY;
}

function install() {
  const installed = mtime(join(root, 'node_modules/.package-lock.json'));
  if (installed >= mtime(join(root, 'package-lock.json'))) return;
  say('正在安装依赖包（首次约一两分钟）……', 'Installing packages (a minute or two the first time) …');
  // The programs are built here, so the tools for it are needed also where NODE_ENV says production.
  if (npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
    throw new Refusal('依赖包安装失败，原因见上', 'The packages could not be installed, see above');
  }
}

const sourceRoots = ['apps', 'packages', 'pipelines', 'dashboards'];
const skipped = new Set(['node_modules', 'dist', '.vite', 'fixtures']);

/** Time of the newest file that the build reads, and how many there are: a file taken away changes the number. */
function sources() {
  const seen = { newest: 0, files: 0 };
  const look = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) look(path);
      } else if (!/\.test\.tsx?$/.test(entry.name)) {
        seen.newest = Math.max(seen.newest, statSync(path).mtimeMs);
        seen.files += 1;
      }
    }
  };
  for (const folder of sourceRoots) look(join(root, folder));
  for (const file of ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json']) {
    seen.newest = Math.max(seen.newest, mtime(join(root, file)));
  }
  return `${seen.newest} ${seen.files}`;
}

function build() {
  const now = sources();
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (built === now && outcome.every((path) => existsSync(join(root, path)))) return;
  say('正在构建程序……', 'Building …');
  rmSync(stamp, { force: true });
  if (npm(['run', '--silent', 'build']) !== 0) {
    throw new Refusal('构建失败，原因见上', 'The build failed, see above');
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

/** Checks Node, installs and builds what is missing or older than its sources. Throws a Refusal where it cannot. */
export function prepare() {
  checkNode();
  install();
  build();
}
