import { defineConfig } from 'vitest/config';

const source = { conditions: ['@miaotou/source', 'node'] };
const shared = { resolve: source, ssr: { resolve: source } };

/** Suites that boot real engines: one file at a time, unless its files have engines of their own. */
const heavy = {
  pool: 'forks' as const,
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // A condition is waited for as long as a loaded machine may need; the default is one second.
  expect: { poll: { timeout: 60_000, interval: 50 } },
  retry: 0,
};

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{packages,pipelines,apps}/*/src/**/*.test.ts', 'dashboards/*/src/**/*.test.{ts,tsx}'],
          retry: 0,
          // One worker for each of two cores: by itself the runner would keep one core for its own use.
          maxWorkers: 2,
          testTimeout: 60_000,
          expect: { poll: { timeout: 30_000, interval: 20 } },
        },
      },
      { ...shared, test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...heavy } },
      {
        ...shared,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          ...heavy,
          // Half of their time is waiting for what was killed to come back.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'acceptance',
          include: ['tests/acceptance/**/*.test.ts'],
          ...heavy,
          // Each file opens a county of its own.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/global-setup.ts'],
          ...heavy,
        },
      },
    ],
  },
});
