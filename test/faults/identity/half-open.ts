/**
 * Do devices still get in while somebody opens TLS connections and leaves their handshakes half done? From some addresses of
 * this machine as many as are let in, each a few bytes and then nothing, opened anew when they are cut; from another address
 * devices connect, one after the other.
 *
 *   npm run half-open -- --open 5000 --addresses 5 --devices 200
 */
import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { IdentityHouse } from './house.ts';

const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '5000' },
    addresses: { type: 'string', default: '5' },
    devices: { type: 'string', default: '200' },
  },
});
const [wanted, addresses, connects] = [values.open, values.addresses, values.devices].map(Number) as [
  number,
  number,
  number,
];
/** A handshake record that promises more than it brings. */
const HALF = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);

const house = await IdentityHouse.open(['device']);
const open = new Set<Socket>();
let opened = 0;
let done = false;
const attack = (n: number): void => {
  if (done) return;
  const socket = connect({
    ...{ host: '127.0.0.1', port: house.tlsPort },
    localAddress: `127.0.0.${2 + (n % addresses)}`,
  });
  open.add(socket);
  opened++;
  socket.on('connect', () => socket.write(HALF));
  socket.on('error', () => {});
  // Turned away or cut: it comes back, and not faster than any machine could.
  socket.on('close', () => {
    open.delete(socket);
    if (!done) setTimeout(() => attack(n), 1_000).unref();
  });
};
try {
  const box = await house.enrol('device', 'certificate');
  for (let n = 0; n < wanted; n++) attack(n);
  const spent: number[] = [];
  let failed = 0;
  for (let n = 0; n < connects; n++) {
    const began = performance.now();
    try {
      await box.connect();
      spent.push(performance.now() - began);
      await box.close();
    } catch {
      failed++;
    }
  }
  const sorted = spent.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  console.log(
    `${wanted} half-open handshakes wanted from ${addresses} addresses, ${opened} opened meanwhile`,
  );
  console.log(
    `${spent.length} of ${connects} devices got in: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms; ${failed} did not`,
  );
  if (failed > connects / 100 || Number(at(0.99)) > 2_000) process.exitCode = 1;
} finally {
  done = true;
  for (const socket of open) socket.destroy();
  await house.close();
}
