import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { PassingFault, lasting } from '@miaotou/engine';

/** Where no partner's system can be: this-network, link-local (cloud metadata among it), multicast, reserved. */
const barred = new BlockList();
barred.addSubnet('0.0.0.0', 8, 'ipv4');
barred.addSubnet('169.254.0.0', 16, 'ipv4');
barred.addSubnet('192.0.0.0', 24, 'ipv4');
barred.addAddress('100.100.100.200', 'ipv4');
barred.addSubnet('224.0.0.0', 3, 'ipv4');
barred.addAddress('::', 'ipv6');
barred.addSubnet('fe80::', 10, 'ipv6');
barred.addSubnet('ff00::', 8, 'ipv6');
barred.addAddress('fd00:ec2::254', 'ipv6');
barred.addSubnet('64:ff9b::', 96, 'ipv6');

/** Whether a connection may lead to an IP address. */
export function isPermitted(address: string): boolean {
  // The list looks through ::ffff:a.b.c.d by itself.
  return !barred.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address of a host, looked up once and then used as it is, so that nothing else can stand behind the name a moment
 * later. Refuses addresses where no partner's system can be.
 */
export async function permittedAddress(host: string): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/u, '$1');
  const found = await lookup(bare).catch((cause: unknown) => {
    const text = { zh: `找不到主机 ${bare}。`, en: `The host ${bare} cannot be found.` };
    throw new PassingFault('host-unknown', text, null, { cause });
  });
  if (isPermitted(found.address)) return found.address;
  throw lasting(
    'address-barred',
    `地址 ${found.address} 属于本机链路或云元数据等保留地址，不允许对接。`,
    `The address ${found.address} is link-local, cloud metadata or otherwise reserved; nothing is fetched from there.`,
  );
}

/** What an error of the network means to people; null for one that is none. */
export function networkFault(error: unknown, host: string): PassingFault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    ECONNREFUSED: ['拒绝了连接', 'refused the connection'],
    ECONNRESET: ['中断了连接', 'cut the connection'],
    EPIPE: ['中断了连接', 'cut the connection'],
    ETIMEDOUT: ['没有应答', 'did not answer'],
    EHOSTUNREACH: ['无法到达', 'cannot be reached'],
    ENETUNREACH: ['无法到达', 'cannot be reached'],
    PROTOCOL_CONNECTION_LOST: ['中断了连接', 'cut the connection'],
  };
  const reason = reasons[code];
  if (reason === undefined) return null;
  const [zh, en] = reason;
  return new PassingFault('host-away', { zh: `${host} ${zh}。`, en: `${host} ${en}.` }, null, {
    cause: error,
  });
}

/** The same for an answer that did not come in time. */
export function tooSlow(host: string, cause?: unknown): PassingFault {
  const text = { zh: `${host} 没有在限定时间内应答。`, en: `${host} did not answer in time.` };
  return new PassingFault('host-slow', text, null, { cause });
}

/** The same for a line that broke in the middle. */
export function cutOff(host: string, cause: unknown): PassingFault {
  const text = { zh: `与 ${host} 的连接中断。`, en: `The connection to ${host} was cut.` };
  return new PassingFault('host-away', text, null, { cause });
}
