/**
 * How long from a label to a first reading? For each device: register, claim, redeem with a key of its own, connect over TLS,
 * one reading acknowledged, seen by the service. What people do between is not in it.
 *
 *   npm run enrol-time -- --devices 20
 */
import { parseArgs } from 'node:util';
import { IdentityHouse } from './house.ts';

const { values } = parseArgs({ options: { devices: { type: 'string', default: '20' } } });
const STEPS = ['registered', 'claimed and redeemed', 'connected', 'first reading kept', 'seen'] as const;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const line = (name: string, all: readonly number[]): string => {
  const sorted = all.toSorted((a, b) => a - b);
  const [p50, most] = [at(sorted, 0.5), at(sorted, 1)].map((ms) => `${ms.toFixed(0)} ms`.padStart(8));
  return `  ${name.padEnd(24)} p50 ${p50}   max ${most}`;
};

const house = await IdentityHouse.open();
try {
  for (const by of ['certificate', 'secret'] as const) {
    const spent = new Map<string, number[]>();
    for (let n = 0; n < Number(values.devices); n++) {
      const device = `${by}-${n}`;
      const began = performance.now();
      let last = began;
      const done = (step: (typeof STEPS)[number]) => {
        const now = performance.now();
        spent.set(step, [...(spent.get(step) ?? []), now - last]);
        last = now;
      };
      const { status, json } = await house.call('POST', '/enrolments', { device, unit: { id: 'tu-1' } });
      if (status !== 201) throw new Error(JSON.stringify(json));
      done('registered');
      const box = await house.enrol(device, by, `SN-${n}`);
      done('claimed and redeemed');
      await box.connect();
      done('connected');
      await box.measure(4.2);
      done('first reading kept');
      const going = await house.call('GET', `/enrolments/${device}`);
      if (going.json.step !== 'compare')
        throw new Error(`${device} was not seen: ${JSON.stringify(going.json)}`);
      done('seen');
      spent.set('in all', [...(spent.get('in all') ?? []), performance.now() - began]);
      await box.close();
    }
    console.log(`by ${by}, ${values.devices} devices`);
    for (const [name, all] of spent) console.log(line(name, all));
  }
} finally {
  await house.close();
}
