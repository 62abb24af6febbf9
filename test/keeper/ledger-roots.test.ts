import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { hashOfText } from '../../src/custody/leaf.ts';
import { rootOf, treeOf } from '../../src/custody/merkle.ts';
import { BLOCK } from '../../src/custody/merkle-blocks.ts';
import { toHex } from '../../src/custody/merkle-hex.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { LedgerStandingView } from '../../src/keeper/views.ts';
import { sha256 } from '../../src/ledger/sha256.ts';
import { DATABASE_FILE } from '../../src/store/sqlite.ts';
import { DEPOT, House, iso } from './house.ts';

const standing = (house: House) => house.ask<LedgerStandingView>({ type: 'ledger.standing' });
const hold = (house: House) =>
  house.does(DEPOT, { type: 'parcel.hold', parcel: 'kien-1', reason: 'hộp móp' });

function inDatabase<T>(house: House, work: (db: Database.Database) => T): T {
  const db = new Database(join(house.directory, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

type Stored = { place: number; root: string };
const roots = (house: House): Stored[] =>
  inDatabase(
    house,
    (db) =>
      db.prepare('SELECT place, lower(hex(root)) AS root FROM ledger_root ORDER BY place').all() as Stored[],
  );
const rootsOfLeaves = (house: House): Stored[] =>
  inDatabase(house, (db) => {
    const leaves = db.prepare('SELECT leaf FROM ledger ORDER BY seq').pluck().all() as Uint8Array[];
    return Array.from({ length: Math.floor(leaves.length / BLOCK) }, (_, place) => {
      const block = treeOf(leaves.slice(place * BLOCK, (place + 1) * BLOCK), sha256);
      return { place, root: toHex(rootOf(block, sha256)) };
    });
  });

/** A house with a ledger of an older program: so many events, and no roots stored. */
async function grown(size: number): Promise<House> {
  const house = await House.open({ signed: true });
  const { length } = await house.ledger();
  inDatabase(house, (db) => {
    const put = db.prepare('INSERT INTO ledger (event, leaf) VALUES (?, ?)');
    db.transaction(() => {
      for (let i = length; i < size; i++) {
        const event = `{"id":"event-${i}","type":"parcel.moved"}`;
        put.run(event, hashOfText(event, sha256));
      }
    })();
  });
  await house.restart();
  await house.wait(house.now);
  return house;
}
/** Ends the keeper, does something to the file, begins again. */
async function meanwhile(house: House, sql: string): Promise<void> {
  await house.keeper.close();
  inDatabase(house, (db) => db.exec(sql));
  await house.restart();
  await house.wait(house.now);
}

describe('the roots of the ledger’s full blocks', () => {
  test('are stored with the event that fills a block, so that the next start reads the last leaves only', async () => {
    const house = await grown(BLOCK - 1);
    expect(roots(house)).toEqual([]);
    await hold(house);
    expect(roots(house)).toEqual(rootsOfLeaves(house));
    expect(roots(house)).toHaveLength(1);
    await hold(house);
    const { root, size } = await standing(house);
    await house.restart();
    expect(await standing(house)).toMatchObject({ root, size, wrongRoots: null });
  });

  test('are made once in a store of an older program, and those of a start that was cut short go on', async () => {
    const house = await grown(3 * BLOCK + 5);
    expect(roots(house)).toEqual(rootsOfLeaves(house));
    expect(roots(house)).toHaveLength(3);
    const before = await standing(house);
    await meanwhile(house, 'DELETE FROM ledger_root WHERE place = 1');
    expect(roots(house)).toEqual(rootsOfLeaves(house));
    expect(await standing(house)).toMatchObject({ root: before.root, wrongRoots: null, doubt: null });
  });

  test('are told of and made anew from the leaves when they are wrong at a start; the ledger is in no doubt', async () => {
    const house = await grown(3 * BLOCK + 5);
    await house.does(SYSTEM, { type: 'ledger.sign' });
    const before = await standing(house);
    await meanwhile(house, 'UPDATE ledger_root SET root = zeroblob(32) WHERE place IN (0, 2)');
    expect(roots(house)).toEqual(rootsOfLeaves(house));
    const after = await standing(house);
    expect(after).toMatchObject({ root: before.root, doubt: null });
    expect(after.wrongRoots).toEqual({
      at: iso(house.now),
      count: 2,
      blocks: expect.arrayContaining([0, 2]),
    });
    expect(house.keeper.counts().ledgerRootsWrong).toBe(2);
    await house.restart();
    expect((await standing(house)).wrongRoots).toEqual(after.wrongRoots);
  });

  test('are never believed over leaves that were rewritten while the service runs: what was signed is in doubt', async () => {
    const house = await grown(2 * BLOCK + 5);
    await house.does(SYSTEM, { type: 'ledger.sign' });
    inDatabase(house, (db) =>
      db.exec('DROP TRIGGER ledger_keeps; UPDATE ledger SET leaf = randomblob(32) WHERE seq = 1500'),
    );
    // Each block has its turn.
    for (let i = 1; i <= 3; i++) await house.wait(house.now + 1);
    const { doubt, wrongRoots } = await standing(house);
    expect(doubt?.found).toMatchObject([{ witness: 'file', standing: 'forked' }]);
    expect(wrongRoots?.blocks).toEqual([1]);
    expect(await house.alerts('ledger-behind-witness')).toHaveLength(1);
  });

  test('do not hide that events in between are missing', async () => {
    const house = await grown(2 * BLOCK + 5);
    await house.does(SYSTEM, { type: 'ledger.sign' });
    await meanwhile(house, 'DROP TRIGGER ledger_stays; DELETE FROM ledger WHERE seq = 2000');
    expect((await standing(house)).doubt?.found).toMatchObject([{ witness: 'file', standing: 'forked' }]);
  });
});
