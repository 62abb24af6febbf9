/**
 * Fills a fresh directory with a store as a service leaves it after months: registry, parcels with their ledger, readings in
 * chunks and in the journal. The registry goes through a real keeper; the rest through the store's own transactions.
 */
import { createHash } from 'node:crypto';
import type { LedgerEvent } from '../../../src/custody/events.ts';
import { leafOf } from '../../../src/custody/leaf.ts';
import { lotKey } from '../../../src/fleet/registry.ts';
import type { ProbeDocument } from '../../../src/keeper/history.ts';
import { Keeper } from '../../../src/keeper/keeper.ts';
import { SYSTEM } from '../../../src/keeper/protocol.ts';
import { ledgerSigning } from '../../../src/ledger/signing.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import type { Chunk, Put, Store, Transaction } from '../../../src/store/store.ts';
import { encodeBatch, type JournalReading } from '../../../src/telemetry/journal.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';
import { lives } from './parcels.ts';
import { probe } from './readings.ts';
import { descriptions, GTIN } from './registry.ts';
import { deviceId, EXPIRY, type Size, spanOf } from './size.ts';

const PARCELS_AT_ONCE = 2_000;
const CHUNKS_AT_ONCE = 256;
const READINGS_OF_BATCH = 1_000;
/** The journal's one entry that was packed and is gone. */
const PACKED_ENTRY = 1;
/** Seconds that it is left alone: in each some roots of the ledger's blocks are written. */
const LEFT_ALONE = 100;
const NOTHING: Transaction = {
  ...{ journal: null, puts: [], ledger: [], rejected: [], chunks: [], dropJournalTo: null, setAside: [] },
};

/** @param until the newest readings lie within a step before it: now, when the store is to be started soon */
export async function fill(directory: string, size: Size, until: UtcMs): Promise<void> {
  await register(directory, size, until);
  const store = openSqlite(directory);
  try {
    await putParcels(store, size, until);
    await putReadings(store, size, until);
  } finally {
    await store.close();
  }
}

/** What a service does that starts on it and is left alone for a while: consequences of the readings, whatever it keeps besides. */
export async function settle(directory: string, at: UtcMs): Promise<void> {
  const keeper = await Keeper.start({
    store: openSqlite(directory),
    clock: () => at,
    signing: ledgerSigning(directory),
  });
  while (await keeper.pack());
  for (let second = 0; second < LEFT_ALONE; second++) await keeper.tick();
  await keeper.close();
}

async function register(directory: string, size: Size, until: UtcMs): Promise<void> {
  const { from } = spanOf(size, until);
  const clock = () => from;
  const keeper = await Keeper.start({
    store: openSqlite(directory),
    clock,
    signing: ledgerSigning(directory),
  });
  for (const description of descriptions(size, from)) {
    const answer = await keeper.execute(SYSTEM, { type: 'province.apply', description, file: null });
    if (!answer.ok) throw new Error(`${answer.refusal.message} ${JSON.stringify(answer.refusal.details)}`);
  }
  await keeper.close();
}

async function putParcels(store: Store, size: Size, until: UtcMs): Promise<void> {
  const lots = new Set<string>();
  let puts: Put[] = [];
  let ledger: { event: string; leaf: Uint8Array }[] = [];
  for (const { parcels, events } of lives(size, until)) {
    for (const parcel of parcels) {
      const key = lotKey(parcel.gtin, parcel.lot);
      if (!lots.has(key)) puts.push({ kind: 'lot', id: key, doc: lotOf(parcel.lot) });
      lots.add(key);
      puts.push({ kind: 'parcel', id: parcel.id, doc: parcel });
    }
    for (const event of events) ledger.push(rowOf(event));
    if (puts.length < PARCELS_AT_ONCE) continue;
    await store.commit({ ...NOTHING, puts, ledger });
    puts = [];
    ledger = [];
  }
  await store.commit({ ...NOTHING, puts, ledger });
}

const lotOf = (lot: string) => ({ gtin: GTIN, lot, expiry: EXPIRY });

function rowOf(event: LedgerEvent) {
  const { text, hash } = leafOf(event, (bytes) => createHash('sha256').update(bytes).digest());
  return { event: text, leaf: hash };
}

async function putReadings(store: Store, size: Size, until: UtcMs): Promise<void> {
  await store.commit({ ...NOTHING, journal: encodeBatch([], []) });
  const newest: JournalReading[] = [];
  let puts: Put[] = [];
  let chunks: Chunk[] = [];
  for (let u = 0; u < size.units; u++) {
    const one = probe(size, u, until);
    const doc: ProbeDocument = {
      ...{ number: u, device: deviceId(u), probe: '1', packedTo: one.packedTo, packedJournal: PACKED_ENTRY },
      loose: { from: null, chunks: 0, readings: 0 },
    };
    puts.push({ kind: 'probe', id: String(u), doc });
    chunks.push(...one.chunks);
    newest.push(...one.newest);
    if (chunks.length < CHUNKS_AT_ONCE) continue;
    await store.commit({ ...NOTHING, puts, chunks });
    puts = [];
    chunks = [];
  }
  await store.commit({ ...NOTHING, puts, chunks, dropJournalTo: PACKED_ENTRY });
  newest.sort((a, b) => a.at - b.at);
  for (let i = 0; i < newest.length; i += READINGS_OF_BATCH)
    await store.commit({
      ...NOTHING,
      journal: encodeBatch(newest.slice(i, i + READINGS_OF_BATCH), []),
    });
}
