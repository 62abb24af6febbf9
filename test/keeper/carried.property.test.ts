/** Whatever senders say of whomever: no reading is ever added to a device that is not the sender's own, or carried by it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incoming } from '../../src/keeper/intake.ts';
import type { DeviceView } from '../../src/keeper/registry-views.ts';
import { House, MINUTE, PROVINCE, START } from './house.ts';

/** By device: whose message may add to it. */
const MAY: Record<string, string> = {
  'do-1': 'do-1',
  a: 'cong-1',
  b: 'cong-2',
  c: 'huyen',
  d: 'nhieu-dau',
  'cong-1': 'cong-1',
  'cong-2': 'cong-2',
  'nhieu-dau': 'nhieu-dau',
};
const REGISTRY = `devices:
  - { id: cong-1, unit: tu-2, profile: senml-gateway }
  - { id: cong-2, unit: tu-2, profile: senml-gateway }
  - { id: nhieu-dau, unit: tu-2, profile: senml-gateway }
  - { id: a, unit: tu-2, via: { gateway: cong-1, address: x } }
  - { id: b, unit: tu-2, via: { gateway: cong-2, address: x } }
  - { id: c, unit: tu-2, via: { gateway: huyen, address: y } }
  - { id: d, unit: tu-2, via: { gateway: nhieu-dau, address: "do-1" } }
`;
const ADDRESSES = [
  'x',
  'X',
  'y',
  'z',
  'do-1',
  'cong-1',
  'CONG-2',
  'nhieu-dau',
  'a',
  'b',
  'c',
  'd',
  'huyen',
  'file',
  '',
];
const SENDERS = ['do-1', 'cong-1', 'cong-2', 'nhieu-dau', 'huyen', 'nobody'];

type Said = { sender: string; address: string | null; nested: boolean };
const said = fc.record<Said>({
  sender: fc.constantFrom(...SENDERS),
  address: fc.option(fc.constantFrom(...ADDRESSES)),
  nested: fc.boolean(),
});

/** A message whose temperature and instant are its number, so that every stored reading tells which message it came from. */
function message({ sender, address, nested }: Said, number: number): Incoming {
  const at = START + number * 1000;
  const own = { readings: [{ at, celsius: number / 1000 }] };
  const base = address === null ? {} : { bn: `${address}/` };
  const senml = [{ ...base, n: '1', u: 'Cel', v: number / 1000, t: at / 1000 }];
  const isOurs = sender === 'do-1' || (sender === 'huyen' && nested);
  const payload = Buffer.from(JSON.stringify(isOurs ? own : senml));
  const foreign = isOurs ? 'giulanh' : 'senml-gateway';
  return {
    ...{ device: sender, kind: 'telemetry', payload, size: payload.length, receivedAt: START + 20 * MINUTE },
    ...(sender === 'huyen' && { profile: foreign, topic: `giulanh/v1/${address ?? 'x'}/telemetry` }),
  };
}

test('a sender adds readings to itself and to those it carries, and to nobody else', {
  timeout: 120_000,
}, async () => {
  let added = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 40 }), async (all) => {
      const house = await House.open({ descriptions: [PROVINCE, REGISTRY], connections: ['huyen'], now: 20 });
      await house.keeper.ingest(all.map(message));
      for (const [device, sender] of Object.entries(MAY)) {
        const { messages } = await house.ask<DeviceView>({ type: 'device', id: device });
        for (const { celsius } of messages) {
          added++;
          expect([device, all[Math.round((celsius ?? 0) * 1000)]?.sender]).toEqual([device, sender]);
        }
      }
    }),
    {
      numRuns: 25,
      // Each device hears from whoever may: the guard below is certain, whatever the seed.
      examples: [
        [
          [
            { sender: 'do-1', address: null, nested: false },
            { sender: 'cong-1', address: 'x', nested: false },
            { sender: 'cong-2', address: 'X', nested: false },
            { sender: 'huyen', address: 'y', nested: true },
            { sender: 'nhieu-dau', address: 'do-1', nested: false },
            { sender: 'cong-1', address: 'cong-1', nested: false },
            { sender: 'cong-2', address: null, nested: false },
            { sender: 'nhieu-dau', address: null, nested: false },
          ],
        ],
      ],
    },
  );
  expect(added).toBeGreaterThanOrEqual(Object.keys(MAY).length);
});
