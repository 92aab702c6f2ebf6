// Completes package-lock.json: npm leaves out the optional packages of other platforms when it writes the lock on one
// platform, and `npm ci` then refuses the lock. Run it after every change of dependencies.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));
const missing = new Map();
const platform =
  /(linux|darwin|win32|windows|freebsd|android|openharmony|wasm32)-?(x64|arm64|arm|ia32|riscv64|s390x|ppc64|loong64)?/;

for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] !== undefined || !/^\d+\.\d+\.\d+/.test(version)) continue;
    // The names say the platform: @scope/tool-linux-x64-gnu.
    const [, os, cpu] = platform.exec(name) ?? [];
    missing.set(`node_modules/${name}`, {
      version,
      optional: true,
      ...(os === undefined || os === 'wasm32' ? {} : { os: [os === 'windows' ? 'win32' : os] }),
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(os === 'linux' && /musl/.test(name) ? { libc: ['musl'] } : {}),
      ...(os === 'linux' && /gnu/.test(name) ? { libc: ['glibc'] } : {}),
    });
  }
}

for (const [name, entry] of missing) lock.packages[name] = entry;
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${missing.size} entries added\n`);
