import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Command, type Submission, SYSTEM } from '../../src/keeper/protocol.ts';
import type { LedgerStandingView, WitnessedView } from '../../src/keeper/views.ts';
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
    60_000,
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

test('what a witness signs back is kept with the checkpoint, once, and of checkpoints of this ledger alone', async () => {
  const other = await House.open({ signed: true });
  const server = createServer(async (request, response) => {
    const said: Buffer[] = [];
    for await (const part of request) said.push(part as Buffer);
    const origin = `giulanh/${request.url?.split('/').at(-1)}`;
    const submission = request.method === 'POST' ? JSON.parse(Buffer.concat(said).toString()) : null;
    const answer = await (submission === null
      ? other.keeper.ask(SYSTEM, { type: 'witness.newest', origin })
      : other.keeper.execute(SYSTEM, { type: 'witness.take', origin, submission }));
    response.statusCode = answer.ok ? 200 : 404;
    response.end(JSON.stringify(answer.ok ? answer.value : answer.refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const name = `127.0.0.1:${port}`;
  const witness = serviceWitness({ url: `http://${name}`, token: 'bi-mat-cua-ta' });
  const house = await House.open({ signed: true });
  const cosigned = async () => (await house.ask<LedgerStandingView>({ type: 'ledger.standing' })).cosigned;
  const round = async (at: number) => {
    const parts = { keeper: house.keeper, clock: () => at, log: { warn: () => undefined } };
    const link = new WitnessLink({ ...parts, witnesses: [witness] });
    link.start();
    const takenAt = new Date(at).toISOString();
    await vi.waitFor(async () => expect((await stateOf(house))?.takenAt).toBe(takenAt), 60_000);
    await link.close();
  };
  await house.does(SYSTEM, { type: 'ledger.sign' });
  await round(START);
  const [first] = await cosigned();
  const { signed } = await house.ask<LedgerStandingView>({ type: 'ledger.standing' });
  expect(first).toMatchObject({ witness: name, checkpoint: signed?.checkpoint });
  // The same again says nothing new, and is there after a restart.
  house.now = 60 * 24 * 3;
  await round(START + 1);
  await house.restart();
  expect(await cosigned()).toEqual([first]);
  // Somebody else's signed checkpoint, or one of another world, is not kept as ours.
  const foreign = {
    witness: 'w',
    signed: { ...first, signature: '00'.repeat(64) },
    cosignature: first?.cosignature,
  };
  expect(await house.does(SYSTEM, { type: 'ledger.cosigned', ...foreign } as Command)).toBe(false);
});

test.each([
  ['the key of somebody else', (_: object) => ({ witnessKey: `ed25519:${'ab'.repeat(32)}` })],
  [
    'another time',
    ({ cosignature }: { cosignature: object }) => ({
      cosignature: { ...cosignature, time: '2020-01-01T00:00:00.000Z' },
    }),
  ],
])('a witness that answers with %s was not heard', async (_, change) => {
  const [house, other] = [await House.open({ signed: true }), await House.open({ signed: true })];
  await house.does(SYSTEM, { type: 'ledger.sign' });
  const submission = await house.ask<Submission>({ type: 'ledger.submission', held: null });
  const { origin } = submission.signed.checkpoint;
  const taken = await other.does<WitnessedView>(SYSTEM, { type: 'witness.take', origin, submission });
  const server = createServer((_, response) => response.end(JSON.stringify({ ...taken, ...change(taken) })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const witness = serviceWitness({ url: `http://127.0.0.1:${port}`, token: 'bi-mat-cua-ta' });
  await expect(witness.take(origin, submission)).rejects.toMatchObject({ code: 'WITNESS_ANSWER' });
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
