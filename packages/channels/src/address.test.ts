import { describe, expect, it } from 'vitest';
import { permits } from './address.js';

describe('where messages may be sent', () => {
  it.each([
    ['127.0.0.1', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.31.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.100.100.200', false],
    ['fd00:ec2::254', false],
    ['64:ff9b::7f00:1', false],
    ['121.14.77.201', true],
    ['2408:80f0:410c::1', true],
  ])('%s without named networks: %s', (address, allowed) => {
    expect(permits([])(address)).toBe(allowed);
  });

  it('a named network is open, its neighbours stay closed', () => {
    const permitted = permits(['10.20.0.0/16', 'fd12::/32']);
    expect(['10.20.3.4', '10.21.0.1', 'fd12::5', 'fd13::5'].map(permitted)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
