import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { isSigned, parseCheckpoint, type SignedCheckpoint } from '../../src/custody/checkpoint.ts';
import { hashOfText } from '../../src/custody/leaf.ts';
import { fromHex } from '../../src/custody/merkle-hex.ts';
import { isConsistent, isIncluded } from '../../src/custody/merkle-proof.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type {
  ConsistencyView,
  HeadView,
  InclusionView,
  LedgerKeysView,
  LedgerStandingView,
} from '../../src/keeper/views.ts';
import { checkText } from '../../src/ledger/keys.ts';
import { sha256 } from '../../src/ledger/sha256.ts';
import { backup, restore } from '../../src/store/backup.ts';
import { DATABASE_FILE } from '../../src/store/sqlite.ts';
import { AN, AUDITOR, DEPOT, House, iso, MINUTE, START } from './house.ts';

const hold = (house: House, reason = 'hộp móp') =>
  house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason });
const checkpoint = (house: House) => house.ask<HeadView>({ type: 'ledger.checkpoint' });
const standing = (house: House) => house.ask<LedgerStandingView>({ type: 'ledger.standing' });
const sign = (house: House) => house.does<SignedCheckpoint | null>(SYSTEM, { type: 'ledger.sign' });
const bytes = (hex: string): Uint8Array => fromHex(hex, 32) ?? new Uint8Array();
const signedHouse = () => House.open({ signed: true });
/** What is in the parcel's unit is well: without a doubt about the ledger it may be used. */
const warmUp = (house: House) => house.live('do-1', 0, 10, 4);

describe('checkpoints', () => {
  test('are signed every minute while the ledger grows, and not otherwise', async () => {
    const house = await signedHouse();
    await house.wait(1);
    const first = await checkpoint(house);
    expect(first.checkpoint).toMatchObject({ size: (await house.ledger()).length, time: iso(1) });
    await house.wait(3);
    expect(await checkpoint(house)).toEqual(first);
    await hold(house);
    await house.wait(3);
    const second = await checkpoint(house);
    expect(second.checkpoint).toMatchObject({ size: first.checkpoint.size + 1, time: iso(3) });
    await hold(house, 'nhãn rách');
    await house.wait(3.9);
    expect(await checkpoint(house)).toEqual(second);
    await house.wait(4);
    expect((await checkpoint(house)).checkpoint.size).toBe(first.checkpoint.size + 2);
  });

  test('are signed by a key that anybody may ask for, and lie beside the database too', async () => {
    const house = await signedHouse();
    await sign(house);
    const { publicKey, cosigned, ...signed } = await checkpoint(house);
    expect(cosigned).toEqual([]);
    expect(isSigned(signed, checkText(publicKey))).toBe(true);
    expect(await house.ask<LedgerKeysView>({ type: 'ledger.keys' })).toEqual({
      keys: [{ key: signed.checkpoint.key, publicKey, signs: true }],
    });
    const [line = ''] = readFileSync(join(house.directory, 'ledger/checkpoints.jsonl'), 'utf8').split('\n');
    expect(parseCheckpoint(line)).toEqual(signed);
  });

  test('are there again after a restart, and an unchanged ledger is not signed twice', async () => {
    const house = await signedHouse();
    await sign(house);
    const before = await checkpoint(house);
    house.now = 5;
    await house.restart();
    await house.wait(6);
    expect(await checkpoint(house)).toEqual(before);
    expect((await standing(house)).doubt).toBeNull();
  });
});

test('each event is proved to be in each tree that held it, and each tree to continue the ones before', async () => {
  const house = await signedHouse();
  for (let i = 0; i < 6; i++) await hold(house, `lần ${i}`);
  await sign(house);
  const size = (await house.ledger()).length;
  const roots: Uint8Array[] = [];
  for (let to = 1; to <= size; to++) {
    const proof = await house.ask<ConsistencyView>({ type: 'ledger.consistency', from: to, to: size });
    roots[to] = bytes(proof.fromRoot);
    const heads = [
      { size: to, root: bytes(proof.fromRoot) },
      { size, root: bytes(proof.toRoot) },
    ] as const;
    expect(isConsistent(...heads, proof.path.map(bytes), sha256)).toBe(true);
  }
  for (let seq = 1; seq <= size; seq++)
    for (let of = seq; of <= size; of++) {
      const proof = await house.ask<InclusionView>({ type: 'ledger.inclusion', seq, size: of });
      const leaf = hashOfText(canonicalJson(proof.event), sha256);
      const claim = { leaf, index: proof.index, path: proof.path.map(bytes) };
      expect(isIncluded(claim, { size: of, root: roots[of] ?? new Uint8Array() }, sha256)).toBe(true);
    }
  const whole = await house.ask<InclusionView>({ type: 'ledger.inclusion', seq: 1 });
  expect(whole.checkpoint?.checkpoint.size).toBe(size);
  expect(await house.keeper.ask(AUDITOR, { type: 'ledger.inclusion', seq: size + 1 })).toMatchObject({
    refusal: { code: 'SEQ_UNKNOWN' },
  });
  expect(
    await house.keeper.ask(AUDITOR, { type: 'ledger.consistency', from: 1, to: size + 1 }),
  ).toMatchObject({
    refusal: { code: 'SIZE_UNKNOWN' },
  });
  // The events are of every place.
  const local = { ...AN, site: 'xa' };
  expect(await house.keeper.ask(local, { type: 'ledger.inclusion', seq: 1 })).toMatchObject({
    refusal: { code: 'FORBIDDEN_PLACE' },
  });
  expect(await house.keeper.ask(local, { type: 'ledger.checkpoint' })).toMatchObject({ ok: true });
});

describe('a ledger that is not the one that was signed', () => {
  /** A backup, two more events that were signed, and the backup restored. */
  async function restored(): Promise<House> {
    const house = await signedHouse();
    await warmUp(house);
    await sign(house);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
    const file = join(house.directory, 'copy');
    backup(house.directory, file, { force: false });
    await hold(house);
    await hold(house, 'nhãn rách');
    await sign(house);
    await house.keeper.close();
    restore(house.directory, file, new Date());
    await begin(house);
    return house;
  }
  const begin = async (house: House) => {
    await house.restart();
    await house.wait(house.now);
  };

  test('is noticed at the start: nothing is allowed, nothing signed, and an alert says so until a person accepts it', async () => {
    const house = await restored();
    const size = (await house.ledger()).length;
    expect(await house.verdict('tinh')).toEqual({ verdict: 'unknown', codes: ['SERVICE_DEGRADED'] });
    const { doubt } = await standing(house);
    expect(doubt?.found).toMatchObject([{ witness: 'file', standing: 'behind', size: expect.any(Number) }]);
    expect(await house.alerts('ledger-behind-witness')).toMatchObject([
      { severity: 'critical', state: 'open', data: { events: size } },
    ]);
    await hold(house);
    expect((await sign(house))?.checkpoint.size).toBeLessThanOrEqual(size);

    expect(await house.tell(DEPOT, { type: 'ledger.accept', reason: 'vì' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
    expect(await house.tell(SYSTEM, { type: 'ledger.accept', reason: '  ' })).toMatchObject({
      refusal: { code: 'REASON_REQUIRED' },
    });
    await begin(house);
    expect((await house.verdict('tinh')).codes).toContain('SERVICE_DEGRADED');

    await house.does(SYSTEM, { type: 'ledger.accept', reason: 'ổ đĩa hỏng, khôi phục bản sao' });
    expect((await house.ledger()).at(-1)?.event).toMatchObject({
      type: 'ledger.accepted',
      reason: 'ổ đĩa hỏng, khôi phục bản sao',
      size: size + 1,
      witnessed: [{ witness: 'file', standing: 'behind', size: doubt?.found[0]?.size }],
    });
    expect((await house.verdict('tinh')).codes).not.toContain('SERVICE_DEGRADED');
    expect(await house.alerts('ledger-behind-witness')).toEqual([]);
    expect((await standing(house)).doubt).toBeNull();
    await house.wait(house.now);
    expect((await checkpoint(house)).checkpoint.size).toBe(size + 2);
    await begin(house);
    expect((await standing(house)).doubt).toBeNull();
    expect(await house.tell(SYSTEM, { type: 'ledger.accept', reason: 'nữa' })).toMatchObject({
      refusal: { code: 'LEDGER_NOT_IN_DOUBT' },
    });
    // What was signed of the lost world stays as evidence.
    expect(
      readdirSync(join(house.directory, 'ledger')).filter((name) => /^checkpoints-\d+\.jsonl$/.test(name)),
    ).toHaveLength(1);
  });

  test('is noticed when it has grown longer than the one that was signed', async () => {
    const house = await restored();
    for (let i = 0; i < 6; i++) await hold(house, `khác ${i}`);
    const { witness, signed } = { witness: 'w', signed: lastSigned(house) };
    await house.does(SYSTEM, { type: 'ledger.accept', reason: 'đã xem' });
    expect(await house.does(SYSTEM, { type: 'ledger.compare', witness, signed })).toBe(true);
    const fork = { ...signed, checkpoint: { ...signed.checkpoint, root: '00'.repeat(32) } };
    expect(await house.does(SYSTEM, { type: 'ledger.compare', witness, signed: fork })).toBe(false);
    expect((await standing(house)).doubt?.found).toMatchObject([{ witness: 'w', standing: 'forked' }]);
  });
  /** The last checkpoint of the world that was lost, before it is put aside. */
  const lastSigned = (house: House): SignedCheckpoint => {
    const lines = readFileSync(join(house.directory, 'ledger/checkpoints.jsonl'), 'utf8').trim().split('\n');
    const signed = parseCheckpoint(lines.at(-1) ?? '');
    if (signed === null) throw new Error('no checkpoint');
    return signed;
  };

  test.each([
    ['missing', (file: string) => rmSync(file)],
    [
      'damaged',
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('"size":', '"size":1')),
    ],
    ['damaged', (file: string) => rmSync(join(file, '../key-0001.pem'))],
  ])('cannot be told when what was signed is %s, and is not taken for well', async (found, harm) => {
    const house = await signedHouse();
    await warmUp(house);
    await sign(house);
    harm(join(house.directory, 'ledger/checkpoints.jsonl'));
    await begin(house);
    expect((await standing(house)).doubt?.found).toMatchObject([{ witness: 'file', standing: found }]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'unknown', codes: ['SERVICE_DEGRADED'] });
    await house.does(SYSTEM, { type: 'ledger.accept', reason: 'đã xem' });
    await sign(house);
    await begin(house);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'allowed', codes: [] });
  });

  test('is noticed when its leaves were rewritten in the file by somebody who took the triggers away', async () => {
    const house = await signedHouse();
    await warmUp(house);
    await sign(house);
    await house.keeper.close();
    const db = new Database(join(house.directory, DATABASE_FILE));
    db.exec('DROP TRIGGER ledger_keeps; UPDATE ledger SET leaf = randomblob(32) WHERE seq = 2');
    db.close();
    await begin(house);
    expect((await standing(house)).doubt?.found).toMatchObject([{ witness: 'file', standing: 'forked' }]);
    expect(await house.verdict('tinh')).toEqual({ verdict: 'unknown', codes: ['SERVICE_DEGRADED'] });
  });

  test('an older file of checkpoints is no reason for doubt: the ledger continues what it says', async () => {
    const house = await signedHouse();
    await sign(house);
    const file = join(house.directory, 'ledger/checkpoints.jsonl');
    copyFileSync(file, `${file}.old`);
    await hold(house);
    await sign(house);
    copyFileSync(`${file}.old`, file);
    await begin(house);
    expect((await standing(house)).doubt).toBeNull();
  });
});

describe('witnesses that do not answer', () => {
  const report = (house: House, takenAt: number | null) =>
    house.does(SYSTEM, {
      type: 'ledger.report',
      witnesses: [
        {
          name: 'w',
          state: 'failing',
          reason: 'ECONNREFUSED',
          size: null,
          takenAt: takenAt === null ? null : START + takenAt * MINUTE,
        },
      ],
    });

  test('raise an alert after an hour, that goes on over a restart and ends with the next checkpoint taken', async () => {
    const house = await signedHouse();
    await sign(house);
    await report(house, 0);
    await house.wait(60);
    expect(await house.alerts('witness-silent')).toEqual([]);
    await house.wait(61);
    expect(await house.alerts('witness-silent')).toMatchObject([
      { severity: 'warning', happenedAt: iso(0), data: { witnesses: 'w' } },
    ]);
    await begun(house);
    await report(house, null);
    await house.wait(62);
    expect(await house.alerts('witness-silent')).toHaveLength(1);
    await report(house, 62);
    await house.wait(63);
    expect(await house.alerts('witness-silent')).toEqual([]);
  });
  const begun = (house: House) => house.restart();

  test('are nobody’s business where none is wanted', async () => {
    const house = await signedHouse();
    await sign(house);
    await house.wait(200);
    expect(await house.alerts('witness-silent')).toEqual([]);
  });
});
