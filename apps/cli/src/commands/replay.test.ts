import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { replayCommand } from './replay.js';

const directory = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const rule = join(directory, 'rule.yaml');
writeFileSync(rule, 'id: R15\nfeatures: [');

const span = ['--from', '2026-01-01', '--to', '2026-02-01'];

describe('miaotou replay', () => {
  it.each([
    ['a day that is none', ['--from', '2026-13-01', '--to', '2026-02-01'], /YYYY-MM-DD/],
    ['no last day', ['--from', '2026-01-01'], /--to/],
    ['a budget that is no number', [...span, '--budget', 'few'], /whole number/],
    ['a rule file that is not there', [...span, '--rules', join(directory, 'none.yaml')], /There is no file/],
    ['a broken rule file, with its place', [...span, '--rules', rule], /rule\.yaml:2:\d+/],
  ])('refuses %s before the product is opened', async (_, args, reason) => {
    const command = replayCommand({
      print: () => {},
      note: () => {},
      withProduct: () => Promise.reject(new Error('the product was opened')),
    })
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow(reason);
  });
});
