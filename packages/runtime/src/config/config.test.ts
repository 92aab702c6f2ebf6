import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.js';

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env, '/srv');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ variable }) => variable);
    throw error;
  }
}

describe('the configuration', () => {
  test('of an empty environment runs everything in one process under ./data', () => {
    expect(loadConfig({}, '/srv')).toEqual({
      role: 'all',
      dataDir: '/srv/data',
      host: '127.0.0.1',
      port: 3000,
      clickhouse: null,
      databaseUrl: null,
      redisUrl: null,
      demoPassword: null,
      secretKey: null,
      folders: [],
      channelNetworks: [],
      heartbeatUrl: null,
      ledgerRootDir: null,
      publicUrl: null,
      letter: null,
      pulls: [],
      logLevel: 'info',
      sessionHours: 12,
      insecureCookies: false,
      engineRestarts: 0,
    });
  });

  test('is frozen to its depth', () => {
    const pull = { id: 'a', source: 'tax', url: 'http://x/y', cron: '0 3 * * *' };
    const config = loadConfig({ MIAOTOU_PULLS: JSON.stringify([pull]) });
    expect(config.pulls).toEqual([pull]);
    expect(Object.isFrozen(config) && Object.isFrozen(config.pulls) && Object.isFrozen(config.pulls[0])).toBe(
      true,
    );
  });

  test('an empty value counts as not set', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 3000, redisUrl: null });
  });

  const bad: [string, Record<string, string>][] = [
    ['MIAOTOU_ROLE', { MIAOTOU_ROLE: 'boss' }],
    ['PORT', { PORT: '80 80' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['HOST', { HOST: 'a b' }],
    ['CLICKHOUSE_URL', { CLICKHOUSE_URL: 'clickhouse:8123' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x/y' }],
    ['REDIS_URL', { REDIS_URL: 'localhost' }],
    ['MIAOTOU_DEMO_PASSWORD', { MIAOTOU_DEMO_PASSWORD: 'short' }],
    ['MIAOTOU_SECRET_KEY', { MIAOTOU_SECRET_KEY: 'xyz' }],
    ['MIAOTOU_PULLS', { MIAOTOU_PULLS: '{' }],
    ['MIAOTOU_PULLS', { MIAOTOU_PULLS: '[{"id":"a"}]' }],
    ['MIAOTOU_FOLDERS', { MIAOTOU_FOLDERS: '/mnt/tax:shares' }],
    ['MIAOTOU_CHANNEL_NETWORKS', { MIAOTOU_CHANNEL_NETWORKS: '10.0.0.0/8,intranet' }],
    ['MIAOTOU_PUBLIC_URL', { MIAOTOU_PUBLIC_URL: 'miaotou' }],
    ['MIAOTOU_LEDGER_ROOT_DIR', { MIAOTOU_LEDGER_ROOT_DIR: 'audit' }],
    ['MIAOTOU_LETTER', { MIAOTOU_LETTER: '{"sender":""}' }],
    ['MIAOTOU_LETTER', { MIAOTOU_LETTER: '{"logo":"x"}' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['MIAOTOU_SESSION_HOURS', { MIAOTOU_SESSION_HOURS: '0' }],
    ['MIAOTOU_INSECURE_COOKIES', { MIAOTOU_INSECURE_COOKIES: 'perhaps' }],
  ];
  test.each(bad)('a bad %s is refused by name: %j', (variable, env) => {
    expect(faultsOf(env)).toEqual([variable]);
  });

  test('all faults are told at once, in both languages, without their values', () => {
    const env = { PORT: 'x', MIAOTOU_DEMO_PASSWORD: 'geheim' };
    expect(faultsOf(env)).toEqual(['PORT', 'MIAOTOU_DEMO_PASSWORD']);
    expect(() => loadConfig(env)).toThrow(/PORT: 应为.*a whole number from 0 to 65535/);
    expect(() => loadConfig(env)).not.toThrow(/geheim/);
  });

  test('a process with a part of the work needs servers', () => {
    expect(faultsOf({ MIAOTOU_ROLE: 'worker', DATABASE_URL: 'postgresql://x/y' })).toEqual([
      'CLICKHOUSE_URL',
      'REDIS_URL',
    ]);
  });
});
