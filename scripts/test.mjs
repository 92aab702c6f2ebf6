// Installs what the tests need, builds, runs every suite on real engines: `npm test [-- suite …]`.
// The last line says how many passed and failed; anything missing is a failure, nothing is skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { prepare, root, say } from './prepare.mjs';

const suites = ['unit', 'architecture', 'conformance', 'acceptance', 'e2e'];

function works(file, args, expected = () => true) {
  const done = spawnSync(file, args, { encoding: 'utf8' });
  return done.status === 0 && expected(done.stdout);
}

/** What the machine must have besides npm packages. */
const needs = [
  { package: 'mariadb-server-core', present: () => existsSync('/usr/sbin/mariadbd') },
  { package: 'mariadb-client-core', present: () => existsSync('/usr/bin/my_print_defaults') },
  { package: 'openssh-server', present: () => existsSync('/usr/sbin/sshd') },
  { package: 'redis-server', present: () => works('redis-server', ['--version']) },
  {
    package: 'chromium',
    present: () =>
      ['chromium', 'chromium-browser', 'google-chrome'].some((file) => works(file, ['--version'])),
  },
  {
    package: 'fonts-noto-cjk',
    present: () => works('fc-list', [':lang=zh', 'family'], (families) => families.trim() !== ''),
  },
];

function finish(passed, failed) {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

function missingPackages() {
  return needs.filter(({ present }) => !present()).map((need) => need.package);
}

function installSystemPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && works('apt-get', ['--version'])) {
    say(`正在安装系统软件包：${missing.join(' ')}`, `Installing system packages: ${missing.join(' ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // fontconfig tells which fonts are there; it is small.
    const install = ['install', '-y', '-q', '--no-install-recommends', 'fontconfig', ...missing];
    for (const args of [['update', '-q'], install])
      spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
  }
  const still = missingPackages();
  if (still.length === 0) return;
  say(
    `缺少系统软件包：${still.join(' ')}。请先执行 apt-get install ${still.join(' ')}`,
    `System packages are missing: ${still.join(' ')}. Run apt-get install ${still.join(' ')} first`,
  );
  finish(0, still.length);
}

/** Runs one suite; a file that cannot be loaded, a skipped test and an empty suite count as failures. */
function runSuite(name, folder) {
  const report = join(folder, `${name}.json`);
  const args = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, faults: [`${name}: no report was written`] };
  const {
    numPassedTests: passed,
    numTotalTests: total,
    testResults,
  } = JSON.parse(readFileSync(report, 'utf8'));
  const unloaded = testResults.filter(({ status: state, assertionResults }) => {
    return state === 'failed' && assertionResults.every((test) => test.status !== 'failed');
  }).length;
  const failed = total - passed + unloaded;
  const unsaid = failed === 0 && (status !== 0 || total === 0);
  return { passed, failed: unsaid ? 1 : failed, faults: faultsOf(testResults) };
}

/** The failed tests with the head of their messages, told again below everything: a log is often read from its end. */
function faultsOf(testResults) {
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const at = relative(root, file);
    const tests = assertionResults.filter((test) => test.status !== 'passed');
    if (status === 'failed' && tests.length === 0) return [`${at}: ${head(message)}`];
    return tests.map(
      (test) => `${at} > ${test.fullName} (${test.status})\n  ${head(test.failureMessages?.[0])}`,
    );
  });
}

function head(message) {
  return (message ?? '').split('\n').slice(0, 12).join('\n  ');
}

const wanted = process.argv.slice(2);
const chosen = suites.filter((name) => wanted.length === 0 || wanted.includes(name));

try {
  prepare();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  finish(0, 1);
}
installSystemPackages();

const folder = mkdtempSync(join(tmpdir(), 'miaotou-test-'));
const results = chosen.map((name) => ({
  name,
  started: Date.now(),
  ...runSuite(name, folder),
  ended: Date.now(),
}));
rmSync(folder, { recursive: true, force: true });

for (const fault of results.flatMap((result) => result.faults)) process.stdout.write(`FAILED ${fault}\n`);
for (const { name, passed, failed, started, ended } of results) {
  process.stdout.write(
    `${name}: ${passed} passed, ${failed} failed, ${Math.round((ended - started) / 1000)} s\n`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
finish(sum('passed'), sum('failed'));
