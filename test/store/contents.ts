/** What tests put into a store: transactions with one thing in them, and events as the ledger keeps them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hashOfText } from '../../src/custody/leaf.ts';
import type { Chunk, LeafRow, Transaction } from '../../src/store/store.ts';
import { packReadings } from '../../src/telemetry/chunk.ts';
import { encodeBatch } from '../../src/telemetry/journal.ts';
import type { Kept } from '../../src/telemetry/tail.ts';

/** 2026-11-22T03:00:00Z */
export const NOW = 1_795_316_400_000;

export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const EMPTY: Transaction = {
  journal: null,
  puts: [],
  ledger: [],
  rejected: [],
  chunks: [],
  dropJournalTo: null,
  setAside: [],
};
export const only = (part: Partial<Transaction>): Transaction => ({ ...EMPTY, ...part });

export function leaf(seq: number): LeafRow {
  const event = `{"id":"event-${seq}","type":"parcel.moved"}`;
  return { event, leaf: hashOfText(event, (bytes) => createHash('sha256').update(bytes).digest()) };
}

/** Readings a minute apart, from NOW on. */
export const readings = (count: number, milli = 4000): Kept[] =>
  Array.from({ length: count }, (_, i) => ({
    at: NOW + i * 60_000,
    milli,
    receivedAt: NOW + i * 60_000,
    extras: null,
  }));

export const batch = (count: number, milli = 4000): Uint8Array =>
  encodeBatch(
    readings(count, milli).map((r) => ({ ...r, probe: 0 })),
    [],
  );

export function chunk(probe: number, kept: readonly Kept[]): Chunk {
  const [firstAt, lastAt] = [kept[0]?.at ?? 0, kept.at(-1)?.at ?? 0];
  return { probe, firstAt, lastAt, count: kept.length, blob: packReadings(kept) };
}
