/**
 * The one small door to durable storage, in the service's own words. Whoever stands behind it promises: when `commit`
 * has resolved, all of the transaction is on disk and survives a power cut; when it rejects, none of it was kept.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { Backlog, Cursor } from './outbox.ts';

/** Kinds of documents, each a table of (id, JSON). A later put of the same id replaces the document. */
export const DOCUMENTS = [
  'meta',
  'site',
  'unit',
  'device',
  'product',
  'person',
  'session',
  'lot',
  'parcel',
  'evidence',
  'excursion',
  'hold',
  'disposition',
  'recall',
  'administration',
  'alert',
  'probe',
  'custody_event',
  'shipment',
  'handoff',
  'chain',
  'resolution',
  'phone_key',
  'unit_note',
  'book_entry',
  'enrolment',
  'receipt',
  'passkey',
  'ladder',
  'roster',
  'contact',
  'push_subscription',
  'escalation',
  'inbox',
  'telling',
  'difference',
  'plan',
  'session_plan',
  'announced',
] as const;
export type DocumentKind = (typeof DOCUMENTS)[number];

export type Put = { readonly kind: DocumentKind; readonly id: string; readonly doc: unknown | null };

/** A reading, or a whole message, that was kept out of every history, with its reason. */
export type RejectedRow = {
  readonly device: string;
  readonly receivedAt: UtcMs;
  readonly at: UtcMs | null;
  readonly reason: string;
  readonly detail: string;
};

export type LeafRow = { readonly event: string; readonly leaf: Uint8Array };

/** No chunk spans more time, so that a search by its first reading finds it. */
export const CHUNK_SPAN = 7 * 86_400_000;

/** A closed stretch of one probe's readings, packed (telemetry/chunk.ts). */
export type Chunk = {
  readonly probe: number;
  readonly firstAt: UtcMs;
  readonly lastAt: UtcMs;
  readonly count: number;
  readonly blob: Uint8Array;
};

/** A chunk with its number, which it keeps; that of a later one is greater. */
export type NumberedChunk = Chunk & { readonly id: number };
/**
 * One chunk in the place of several: it ends all that were stored before it and lie between its first and its last reading. They
 * stay for a while, for those who began to read before.
 */
export type MergedChunk = {
  readonly chunk: Chunk;
  /** The chunks that stand until it is stored and are in it: no other may lie within it. */
  readonly ends: readonly NumberedChunk[];
  readonly since: UtcMs;
};
/** Which chunk, whose, and of when. */
export type ChunkPlace = Pick<NumberedChunk, 'id' | 'probe' | 'firstAt' | 'lastAt'>;
/**
 * Why a chunk is not believed: its checksum does not match, its bytes are not the readings that it was written with, or the file
 * does not give it out.
 */
export type Flaw = 'checksum' | 'content' | 'unreadable';
/** `count` and `blob` null: nothing of it can be read. */
export type DamagedChunk = Omit<NumberedChunk, 'count' | 'blob'> & {
  readonly count: number | null;
  readonly blob: Uint8Array | null;
  readonly flaw: Flaw;
};
/** A chunk that was set aside, as it was found. `restoredAt` null: its readings have not come back. */
export type DamagedRow = Omit<DamagedChunk, 'blob'> & {
  readonly noticedAt: UtcMs;
  readonly restoredAt: UtcMs | null;
};
export type DamageChange =
  | { readonly change: 'set-aside'; readonly chunk: DamagedChunk; readonly at: UtcMs }
  | { readonly change: 'restored'; readonly id: number; readonly at: UtcMs };

/** What was to be written to a copy elsewhere and was not taken there. `series` names the point for its target: one row each. */
export type SetAsideChange =
  | {
      readonly change: 'add';
      readonly target: string;
      readonly series: string;
      readonly point: unknown;
      readonly reason: string;
      readonly refusedAt: UtcMs;
    }
  | {
      readonly change: 'refused';
      readonly id: number;
      readonly reason: string;
      readonly refusedAt: UtcMs;
    }
  | { readonly change: 'remove'; readonly id: number };

/** `attempts`: how often it was refused. */
export type SetAsideRow = {
  readonly id: number;
  readonly target: string;
  readonly point: unknown;
  readonly reason: string;
  readonly refusedAt: UtcMs;
  readonly attempts: number;
};

/** A checkpoint of the ledger's first `size` events, as text (custody/checkpoint.ts). */
export type CheckpointRow = { readonly size: number; readonly signed: string };

/** A checkpoint that is kept for another ledger: its public key, the checkpoint, and the cosignature that was answered. */
export type WitnessedRow = {
  readonly origin: string;
  readonly key: string;
  readonly signed: string;
  readonly cosigned: string;
};

/** The root of the ledger's leaves number 1024 × `place` to the next block, counted from 0. Made anew from them at any time. */
export type RootRow = { readonly place: number; readonly root: Uint8Array };

/** What a witness signed back for a checkpoint of this ledger, both as text, and when it came. */
export type CosignatureRow = {
  readonly witness: string;
  readonly takenAt: UtcMs;
  readonly signed: string;
  readonly cosigned: string;
};

/** What was scanned at a table and what was shown there; `id` is the table's own. */
export type ScanRow = {
  readonly id: string;
  readonly site: string;
  readonly receivedAt: UtcMs;
  readonly doc: unknown;
};
export type StoredScan = { readonly number: number; readonly receivedAt: UtcMs; readonly doc: unknown };

/** A message to a person, as it is now: `id` is its own, a later row of the same id replaces it. `open`: it is still to be sent or confirmed. */
export type NoticeRow = {
  readonly id: string;
  readonly person: string;
  readonly createdAt: UtcMs;
  readonly open: boolean;
  /** Every alert it tells of. */
  readonly alerts: readonly string[];
  readonly doc: unknown;
};

export type StoredNotice = { readonly number: number; readonly doc: unknown };
/** Which messages: to whom, and of which alert; undefined: all. */
export type NoticeFilter = {
  readonly person?: string | undefined;
  readonly alert?: string | undefined;
};

/** A report as it was made. `kind` (`daily`, `monthly`) and `period` (`2026-11-23T17:00`, `2026-11`) name it within its `site` ('' for the province). */
export type ReportRow = {
  readonly id: string;
  readonly kind: string;
  readonly period: string;
  readonly site: string;
  readonly madeAt: UtcMs;
  readonly doc: unknown;
};

/** `number`: in the order in which they were made. */
export type StoredReport = ReportRow & { readonly number: number };
export type ReportHead = Pick<ReportRow, 'id' | 'kind' | 'period' | 'madeAt'>;

/** Part of a kept track: `block` −1 is its head, the others hold its older stretches, packed. `head` is empty but in the head. */
export type TrackBlock = { readonly block: number; readonly head: string; readonly stretches: Uint8Array };
export type TrackRow = TrackBlock & { readonly probe: number; readonly unit: string };
/** Blocks from `from` on give way to `rows`; −1 takes the head along. */
export type TrackChange = {
  readonly probe: number;
  readonly unit: string;
  readonly from: number;
  readonly rows: readonly TrackBlock[];
};

/** All of it or nothing of it. */
export type Transaction = {
  /** One batch of readings, encoded (telemetry/journal.ts); gets the next journal number. */
  readonly journal: Uint8Array | null;
  readonly puts: readonly Put[];
  readonly ledger: readonly LeafRow[];
  readonly rejected: readonly RejectedRow[];
  readonly chunks: readonly Chunk[];
  readonly merged?: readonly MergedChunk[];
  /** Numbers of merged chunks: what they ended goes, unless they are damaged themselves. */
  readonly outlived?: readonly number[];
  readonly tracks?: readonly TrackChange[];
  readonly damaged?: readonly DamageChange[];
  /** Journal entries up to this number are all packed and may go. */
  readonly dropJournalTo: number | null;
  readonly setAside: readonly SetAsideChange[];
  readonly checkpoints?: readonly CheckpointRow[];
  readonly witnessed?: readonly WitnessedRow[];
  /** Replaces what was kept for the same block. */
  readonly roots?: readonly RootRow[];
  /** Of each witness the newest is kept, and the first of each day (UTC). */
  readonly cosignatures?: readonly CosignatureRow[];
  /** Their ids are new: an id that is there already fails the transaction. */
  readonly scans?: readonly ScanRow[];
  readonly notices?: readonly NoticeRow[];
  /** One that is there already (kind, period and site) stays as it was made. */
  readonly reports?: readonly ReportRow[];
};

export type JournalEntry = { readonly id: number; readonly blob: Uint8Array };
export type DocumentText = { readonly number: number; readonly id: string; readonly text: string };
export type StoredDocument = { readonly id: string; readonly doc: unknown };

export interface Store {
  commit(transaction: Transaction): Promise<void>;
  documents(kind: DocumentKind): Promise<StoredDocument[]>;
  /** Documents after `id` in id order; ids are UUIDv7, so that is the order of their making. */
  documentsPage(kind: DocumentKind, after: string, limit: number): Promise<StoredDocument[]>;
  /** As they are stored, in the order in which their ids were first put, after number `after`; the first is after 0. */
  documentTexts(kind: DocumentKind, after: number, limit: number): Promise<DocumentText[]>;
  /** Journal entries after `after`, in order. */
  journal(after: number, limit: number): Promise<JournalEntry[]>;
  /** Chunks of a probe that may hold readings of [from, to), but those that a merged one ended. Damaged ones are among them. */
  chunks(probe: number, from: UtcMs, to: UtcMs): Promise<(NumberedChunk | DamagedChunk)[]>;
  /** Looks for damage in the next `most` chunks after number `after`. `last`: the number of the last, null when there are no more. */
  lookAtChunks(
    after: number,
    most: number,
  ): Promise<{ readonly last: number | null; readonly damaged: readonly ChunkPlace[] }>;
  /** What was ever set aside, by number. */
  damaged(): Promise<DamagedRow[]>;
  /** The same from `from` on, by their first readings. `isCut`: only the first of them, for there are more than `most`. */
  chunksFrom(
    probe: number,
    from: UtcMs,
    most: number,
  ): Promise<{ readonly chunks: readonly (NumberedChunk | DamagedChunk)[]; readonly isCut: boolean }>;
  /**
   * Merged chunks whose ended ones may go, the oldest first: merged before `before`, and no copy elsewhere will ask for what they
   * ended. About as many as end `most` chunks.
   */
  outlived(before: UtcMs, most: number): Promise<number[]>;
  /** Where the first chunk begins that may hold readings of `from` or later; null: there is none. */
  nextChunkAt(probe: number, from: UtcMs): Promise<UtcMs | null>;
  /** What is kept of tracks and is as it was written, by probe, unit and block. */
  tracks(): Promise<TrackRow[]>;
  ledgerSize(): Promise<number>;
  ledgerPage(after: number, limit: number): Promise<{ seq: number; event: unknown; leaf: string }[]>;
  /** Leaf hashes of the ledger, from place `from` (counted from 0) up to, not with, place `to`. */
  leaves(from: number, to: number): Promise<Uint8Array[]>;
  /** Roots of full blocks, by place; some may be missing, and none is to be believed over the leaves. */
  ledgerRoots(): Promise<RootRow[]>;
  /** What each witness signed back last. */
  cosignatures(): Promise<CosignatureRow[]>;
  /** The checkpoint that was signed last, or last of this many events; null when there is none. */
  checkpoint(size: number | null): Promise<string | null>;
  /** What is kept last for another ledger. */
  witnessed(origin: string): Promise<WitnessedRow | null>;
  rejectedPage(
    device: string | null,
    after: number,
    limit: number,
  ): Promise<(RejectedRow & { id: number })[]>;
  /** What of a device was not taken, before number `before`, the newest first. */
  rejectedNewest(device: string, before: number, limit: number): Promise<(RejectedRow & { id: number })[]>;
  /** The scan with this id, null when there is none. */
  scan(id: string): Promise<unknown | null>;
  /** Scans that came before number `before`, the newest first; `site` null: of all sites. */
  scansPage(site: string | null, before: number, limit: number): Promise<StoredScan[]>;
  /** Reports made then or later, the oldest first; without what they say. */
  reportsMadeSince(at: UtcMs): Promise<ReportHead[]>;
  /** The report with this id, or of this kind, period and site; null when there is none. */
  report(id: string): Promise<StoredReport | null>;
  reportOf(kind: string, period: string, site: string): Promise<StoredReport | null>;
  /** Reports before number `before`, the newest first; `kind` null: of all kinds. */
  reportsPage(kind: string | null, before: number, limit: number): Promise<StoredReport[]>;
  /** The message with this id, null when there is none. */
  notice(id: string): Promise<unknown | null>;
  /** Messages made before number `before`, the newest first. */
  noticesPage(filter: NoticeFilter, before: number, limit: number): Promise<StoredNotice[]>;
  /** Messages that are still to be sent or confirmed, in the order in which they were made. */
  noticesOpen(): Promise<StoredNotice[]>;
  /** What was set aside, after `after` in the order of its numbers. */
  setAsidePage(after: number, limit: number): Promise<SetAsideRow[]>;
  setAsideCount(): Promise<number>;
  /** The furthest a copy can have come. */
  reach(): Promise<Cursor>;
  backlog(cursor: Cursor): Promise<Backlog>;
  /** What the durability rests on, as it reads back from the engine. */
  settings(): Promise<Record<string, string | number>>;
  close(): Promise<void>;
}
