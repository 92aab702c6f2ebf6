import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { ChannelFault } from './fault.js';

/** Networks of one's own, which messages reach only when the deployment names them, and those where no receiver is. */
const inner: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** Whether messages may be sent to an IP address. */
export type Permits = (address: string) => boolean;

/** Every public address, and of the others those in the named networks (CIDR), e.g. 10.20.0.0/16. */
export function permits(networks: readonly string[]): Permits {
  const barred = new BlockList();
  for (const [network, prefix, family] of inner) barred.addSubnet(network, prefix, family);
  const named = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    named.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return named.check(address, family) || !barred.check(address, family);
  };
}

/** The address of a host, looked up once and used as it is, so that nothing else can stand behind the name a moment later. */
export async function addressOf(host: string, permitted: Permits): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/u, '$1');
  const found = await lookup(bare).catch((cause: unknown) => {
    throw new ChannelFault('host-unknown', `找不到主机 ${bare}。`, `The host ${bare} cannot be found.`, {
      again: true,
      cause,
    });
  });
  if (permitted(found.address)) return found.address;
  throw new ChannelFault(
    'address-barred',
    `地址 ${found.address} 属于内部网络，须由部署者在 MIAOTOU_CHANNEL_NETWORKS 中列出。`,
    `The address ${found.address} is of an inner network; the deployment must name it in MIAOTOU_CHANNEL_NETWORKS.`,
    { again: false },
  );
}
