/** Is this an address of the open Internet? Everything else (this machine, one's own network, a cloud's own services) is refused. */
import { BlockList, isIP } from 'node:net';

/** Not of the open Internet by the IANA's registries of special addresses. */
const CLOSED_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Within 2000::/3; what tunnels carry IPv4 in them is refused too. */
const CLOSED_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const closed = new BlockList();
for (const net of CLOSED_4) addTo(closed, net, 'ipv4');
for (const net of CLOSED_6) addTo(closed, net, 'ipv6');
const open6 = new BlockList();
addTo(open6, '2000::/3', 'ipv6');

/** @param address as `dns.lookup` answers it. What is no address is not public. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4');
    case 6:
      // ::ffff:a.b.c.d, 64:ff9b::a.b.c.d, fe80::%eth0 and all the like lie outside.
      return !address.includes('%') && open6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
    default:
      return false;
  }
}

function addTo(list: BlockList, net: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits = ''] = net.split('/');
  list.addSubnet(address, Number(bits), family);
}
