/**
 * One transaction in the making: what is put into the province goes into the draft at the same moment, so that memory
 * and the commit say the same. If the commit fails, the keeper is thrown away and begins again from the disk.
 */
import { hash } from 'node:crypto';
import type { Alert } from '../alerts/types.ts';
import type { Stamp } from '../custody/envelope.ts';
import type { LedgerEvent } from '../custody/events.ts';
import { leafOf } from '../custody/leaf.ts';
import type {
  CheckpointRow,
  Chunk,
  CosignatureRow,
  DamageChange,
  LeafRow,
  MergedChunk,
  NoticeRow,
  Put,
  RejectedRow,
  ReportRow,
  RootRow,
  ScanRow,
  SetAsideChange,
  TrackChange,
  Transaction,
  WitnessedRow,
} from '../store/store.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Documents, Province } from './province.ts';

export class Draft {
  readonly now: UtcMs;
  readonly ids: () => string;
  readonly rejected: RejectedRow[] = [];
  readonly chunks: Chunk[] = [];
  readonly merged: MergedChunk[] = [];
  readonly outlived: number[] = [];
  readonly tracks: TrackChange[] = [];
  readonly damaged: DamageChange[] = [];
  readonly setAside: SetAsideChange[] = [];
  readonly checkpoints: CheckpointRow[] = [];
  readonly witnessed: WitnessedRow[] = [];
  readonly roots: RootRow[] = [];
  readonly cosignatures: CosignatureRow[] = [];
  readonly scans: ScanRow[] = [];
  /** By id, as this draft leaves them. */
  readonly notices = new Map<string, NoticeRow>();
  readonly reports: ReportRow[] = [];
  /** Memory beside the documents is being changed: from here on a failure leaves it ahead of the disk. */
  begun = false;
  journal: Uint8Array | null = null;
  dropJournalTo: number | null = null;
  /** What the live feed must show after the commit. */
  readonly units = new Set<string>();
  readonly alerts = new Set<string>();
  readonly holds = new Set<string>();
  readonly #province: Province;
  readonly #puts = new Map<string, Put>();
  readonly #ledger: LeafRow[] = [];

  constructor(province: Province, now: UtcMs, ids: () => string) {
    this.#province = province;
    this.now = now;
    this.ids = ids;
  }

  put<K extends keyof Documents>(kind: K, id: string, doc: Documents[K] | null): void {
    this.#province.set(kind, id, doc);
    this.#puts.set(`${kind}/${id}`, { kind, id, doc });
    if (kind === 'alert') this.alerts.add(id);
    if (kind === 'hold') this.holds.add(id);
  }

  /** An alert as this draft leaves it, also one it resolves. */
  alertDocument(id: string): Alert | null {
    return (this.#puts.get(`alert/${id}`)?.doc as Alert | undefined) ?? null;
  }

  /** Appends to the ledger; `by` is a username, or `system`. */
  write(by: string, event: (stamp: Stamp) => LedgerEvent): void {
    this.#append(event({ id: this.ids(), by, recorded: this.now }));
  }

  /** Appends an event with an id of its own. `place`: the how manieth of this draft it is, from 1; `leaf`: hex. */
  append(event: LedgerEvent): { readonly place: number; readonly leaf: string } {
    const leaf = this.#append(event);
    return { place: this.#ledger.length, leaf: Buffer.from(leaf).toString('hex') };
  }

  #append(event: LedgerEvent): Uint8Array {
    const leaf = leafOf(event, sha256);
    this.#ledger.push({ event: leaf.text, leaf: leaf.hash });
    return leaf.hash;
  }

  get empty(): boolean {
    return (
      this.journal === null &&
      this.dropJournalTo === null &&
      this.#puts.size +
        this.#ledger.length +
        this.rejected.length +
        this.chunks.length +
        this.merged.length +
        this.outlived.length +
        this.tracks.length +
        this.damaged.length +
        this.setAside.length +
        this.checkpoints.length +
        this.witnessed.length +
        this.roots.length +
        this.cosignatures.length +
        this.scans.length +
        this.notices.size +
        this.reports.length ===
        0
    );
  }

  transaction(): Transaction {
    return {
      journal: this.journal,
      puts: [...this.#puts.values()],
      ledger: this.#ledger,
      rejected: this.rejected,
      chunks: this.chunks,
      merged: this.merged,
      outlived: this.outlived,
      tracks: this.tracks,
      damaged: this.damaged,
      dropJournalTo: this.dropJournalTo,
      setAside: this.setAside,
      checkpoints: this.checkpoints,
      witnessed: this.witnessed,
      roots: this.roots,
      cosignatures: this.cosignatures,
      scans: this.scans,
      notices: [...this.notices.values()],
      reports: this.reports,
    };
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
