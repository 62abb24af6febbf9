import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sample } from '../../../../devices/agent/round.ts';
import { oneWireSource, readScratchpad } from '../../../../devices/agent/sources/one-wire.ts';

/** As the Linux kernel documents w1_therm: the scratchpad twice, the verdict on its CRC, thousandths of a degree. */
const slave = (milli: number | string, verdict = 'YES') =>
  `72 01 4b 46 7f ff 0e 10 57 : crc=57 ${verdict}\n72 01 4b 46 7f ff 0e 10 57 t=${milli}\n`;

test.each([
  ['a temperature', slave(23_125), 23_125],
  ['below zero', slave(-18_437), -18_437],
  ['zero', slave(0), 0],
  ['a wrong CRC', slave(23_125, 'NO'), null],
  ['the value after power-on', slave(85_000), null],
  ['just beside it', slave(84_937), 84_937],
  ['nobody on the bus', slave(-127_000), null],
  ['an empty file', '', null],
  ['half of it', slave(23_125).slice(0, 50), null],
  ['no number', slave('x'), null],
])('%s', (_, text, milli) => {
  expect(readScratchpad(text)).toBe(milli);
});

test('sensors on the bus are read one after the other; one that was pulled out measures nothing and takes no other with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'giulanh-w1-'));
  for (const [name, milli] of [
    ['28-000001', 4_062],
    ['28-000002', 5_125],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'w1_slave'), slave(milli));
  }
  const probes = { '28-000001': '1', '28-000003': '3', '28-000002': '2' };
  const told: string[] = [];
  const settings = { kind: 'one-wire', everySeconds: 3_600, folder, probes } as const;
  const source = oneWireSource(settings, (what) => told.push(what));
  const taken = await new Promise<readonly Sample[]>((resolve) =>
    source.start((samples) => {
      resolve(samples);
      return true;
    }),
  );
  await source.close();
  rmSync(folder, { recursive: true });
  expect(taken).toEqual([
    { probe: '1', celsius: 4.062 },
    { probe: '3', celsius: null },
    { probe: '2', celsius: 5.125 },
  ]);
  expect(told).toHaveLength(1);
});
