import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { LedgerStandingView } from '../../src/keeper/views.ts';
import { folderWitness } from '../../src/witness/folder-witness.ts';
import { WitnessLink } from '../../src/witness/link.ts';
import { serviceWitness } from '../../src/witness/service-witness.ts';
import type { Witness } from '../../src/witness/witness.ts';
import { House, START } from '../keeper/house.ts';

async function linked(witness: Witness) {
  const house = await House.open({ signed: true });
  const warned: object[] = [];
  const log = { warn: (facts: object) => void warned.push(facts) };
  const link = new WitnessLink({ witnesses: [witness], keeper: house.keeper, clock: () => START, log });
  return { house, link, warned };
}
const stateOf = async (house: House) =>
  (await house.ask<LedgerStandingView>({ type: 'ledger.standing' })).witnesses[0];

test('a share that comes back is given the newest checkpoint by itself, and each trouble is logged once', async () => {
  const box = await House.open({ signed: true });
  const share = join(box.directory, 'share');
  const { house, link, warned } = await linked(folderWitness(share));
  await house.does(SYSTEM, { type: 'ledger.sign' });
  await link.compare();
  expect(await stateOf(house)).toMatchObject({
    state: 'failing',
    reason: expect.stringContaining('ENOENT'),
    takenAt: null,
  });
  link.start();
  mkdirSync(share);
  await vi.waitFor(
    async () => expect(await stateOf(house)).toMatchObject({ state: 'ok', reason: '' }),
    5_000,
  );
  const { size } = await house.ask<LedgerStandingView>({ type: 'ledger.standing' });
  expect(await stateOf(house)).toMatchObject({ size, takenAt: new Date(START).toISOString() });
  expect(warned).toHaveLength(1);
  expect(link.metrics()).toEqual([
    `giulanh_witness_up{witness="${share}"} 1`,
    `giulanh_witness_size{witness="${share}"} ${size}`,
    `giulanh_witness_taken_seconds{witness="${share}"} ${START / 1000}`,
  ]);
  await link.close();
});

test('an end gives away what was not signed yet', async () => {
  const box = await House.open({ signed: true });
  const witness = folderWitness(box.directory);
  const { house, link } = await linked(witness);
  await link.close();
  const { origin, size } = await house.ask<LedgerStandingView>({ type: 'ledger.standing' });
  expect((await witness.newest(origin ?? ''))?.checkpoint.size).toBe(size);
});

test('a host that answers something else is refused by name, and what it says keeps no secret of ours', async () => {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const { house, link, warned } = await linked(
    serviceWitness({ url: `http://127.0.0.1:${port}`, token: 'bi-mat-cua-ta' }),
  );
  await link.compare();
  expect(await stateOf(house)).toMatchObject({ name: `127.0.0.1:${port}`, state: 'refused' });
  expect(JSON.stringify([warned, link.metrics()])).not.toContain('bi-mat');
});
