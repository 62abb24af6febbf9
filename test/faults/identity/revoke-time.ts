/**
 * How long does a revoked device go on? Devices with open connections send as fast as they are answered while each is revoked in
 * its turn: measured are the time until its connection is gone, and what was still acknowledged; then each tries to come back.
 *
 *   npm run revoke-time -- --devices 30
 */
import { parseArgs } from 'node:util';
import { IdentityHouse } from './house.ts';

const { values } = parseArgs({ options: { devices: { type: 'string', default: '30' } } });
const ids = Array.from({ length: Number(values.devices) }, (_, n) => `box-${n}`);

const house = await IdentityHouse.open(ids);
try {
  const cut: number[] = [];
  let after = 0;
  let back = 0;
  let others = 0;
  const boxes = await Promise.all(
    ids.map((id, n) => house.enrol(id, n % 2 === 0 ? 'certificate' : 'secret').then((box) => box.connect())),
  );
  const alive = new Set(ids);
  const sending = boxes.map(async (box, n) => {
    const id = ids[n] ?? '';
    const ended = box.ended().then(() => true);
    // What was sent and not acknowledged before the end is never answered.
    while (alive.has(id) && !(await Promise.race([ended, box.measure(4).then(() => false)]))) others++;
  });
  for (const [n, box] of boxes.entries()) {
    const id = ids[n] ?? '';
    const ended = box.ended();
    const began = performance.now();
    const { status, json } = await house.call('POST', `/registry/devices/${id}/revoke`, {
      reason: 'measured',
    });
    if (status !== 200) throw new Error(JSON.stringify(json));
    const answered = performance.now();
    await ended;
    cut.push(performance.now() - began);
    alive.delete(id);
    after = Math.max(after, performance.now() - answered);
    try {
      await box.connect();
      back++;
    } catch {
      // As it shall be.
    }
  }
  await Promise.all(sending);
  const sorted = cut.toSorted((a, b) => a - b);
  console.log(`${ids.length} devices revoked while ${others} readings were acknowledged`);
  console.log(
    `from the request to the end of the open connection: p50 ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)} ms, max ${(sorted.at(-1) ?? 0).toFixed(0)} ms (limit 60000 ms)`,
  );
  console.log(`latest end after the answer to the request: ${after.toFixed(0)} ms`);
  console.log(`came in again afterwards: ${back} of ${ids.length}`);
  if (back > 0 || (sorted.at(-1) ?? 0) > 60_000) process.exitCode = 1;
} finally {
  await house.close();
}
