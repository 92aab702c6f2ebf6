import { PermanentError } from '@miaotou/engine';
import { ConfigError } from '@miaotou/runtime';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { endOf } from './exit.js';

const text = { zh: '不行', en: 'no' };

describe('the end of a command', () => {
  it.each([
    ['help that was asked for is no fault', new CommanderError(0, 'commander.helpDisplayed', ''), 0],
    ['an unknown option is wrong use', new CommanderError(1, 'commander.unknownOption', ''), 2],
    ['unreadable input is wrong use', new PermanentError('invalid', 'x', text), 2],
    ['a wrong variable is wrong use', new ConfigError([{ variable: 'PORT', allowed: text }]), 2],
    ['a store that is away is our failure', new PermanentError('unavailable', 'x', text), 3],
    ['anything else is our failure', new Error('no'), 3],
  ])('%s', (_, error, code) => {
    expect(endOf(error).code).toBe(code);
  });

  it('tells a refusal in both languages', () => {
    expect(endOf(new PermanentError('invalid', 'x', text)).message).toBe('不行\nno');
  });
});
