/** Of which rooms is the keeper made, and which of them know of which? */
import type { Signing } from '../ledger/signing.ts';
import type { Store } from '../store/store.ts';
import type { UtcMs } from '../thermal/types.ts';
import { Alarming } from './alarming.ts';
import { ChunkLook } from './chunk-look.ts';
import type { Turn } from './commands/turn.ts';
import { Receipts } from './custody-receipts.ts';
import { CustodyTime } from './custody-time.ts';
import { Damage } from './damage.ts';
import { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { History } from './history.ts';
import { InfluxCopy } from './influx.ts';
import { Intake } from './intake.ts';
import { Judging } from './judging.ts';
import { KeptTracks } from './kept-tracks.ts';
import { LedgerKeeping } from './ledger.ts';
import { CommittedTree } from './ledger-tree.ts';
import { Live } from './live.ts';
import type { Machine } from './look-service.ts';
import { Lookout } from './lookout.ts';
import type { MergingTerms } from './merging.ts';
import type { Mirror } from './mirror.ts';
import { Packing } from './packing.ts';
import type { Actor } from './protocol.ts';
import { Province } from './province.ts';
import type { Sources } from './queries/view.ts';
import { Remembering } from './remembering.ts';
import { Silence } from './silence.ts';
import { Tiles } from './tile.ts';
import { TileTimes } from './tile-times.ts';
import { Verdicts } from './verdicts.ts';
import { Witnessing } from './witnessing.ts';

export type KeeperParts = {
  readonly store: Store;
  /** Service wall clock, ms UTC. */
  readonly clock: () => UtcMs;
  /** Called after a commit that changed devices, people or sites. */
  readonly onMirror?: (mirror: Mirror) => void;
  /** What the ledger is signed with. Default: it is not signed, and not compared with what was. */
  readonly signing?: Signing;
  /** Default: neither disk nor clock is watched. */
  readonly machine?: Machine;
  /** Unpacked readings beyond which packing begins. */
  readonly packAt?: number;
  /** The connections to foreign brokers, by name. */
  readonly connections?: readonly string[];
  /** Probes packed per transaction at most. */
  readonly packPerStep?: number;
  /** When small chunks are put together. */
  readonly merging?: MergingTerms;
};

export class Rooms {
  readonly store: Store;
  readonly province = new Province();
  readonly deadlines = new Deadlines();
  readonly history: History;
  readonly damage: Damage;
  readonly chunkLook: ChunkLook;
  readonly judging: Judging;
  readonly intake: Intake;
  readonly tiles: Tiles;
  readonly verdicts: Verdicts;
  readonly packing: Packing;
  readonly kept: KeptTracks;
  readonly remembering: Remembering;
  readonly influx: InfluxCopy;
  readonly ledger: LedgerKeeping;
  readonly witnessing: Witnessing;
  readonly receipts: Receipts;
  readonly custody: CustodyTime;
  readonly alarming: Alarming;
  readonly live: Live;
  readonly tileTimes: TileTimes;
  readonly silence: Silence;
  readonly lookout: Lookout;
  /** What questions are asked of. */
  readonly sources: Sources;

  /** `counts`: what the keeper counts of itself. */
  constructor(parts: KeeperParts, counts: Sources['counts']) {
    const { store, clock } = parts;
    const { province, deadlines } = this;
    const signing = parts.signing ?? null;
    province.connections = new Set(parts.connections);
    this.store = store;
    this.history = new History(store);
    this.judging = new Judging(province, this.history, deadlines);
    this.intake = new Intake(province, this.history, this.judging);
    this.tiles = new Tiles(province, this.judging, this.intake);
    this.verdicts = new Verdicts(province, this.judging);
    this.kept = new KeptTracks(province, this.judging);
    this.damage = new Damage(this);
    this.chunkLook = new ChunkLook(this);
    this.packing = new Packing(this.history, this.kept, store, {
      packAt: parts.packAt,
      perStep: parts.packPerStep,
      merging: parts.merging,
    });
    this.influx = new InfluxCopy(province, store, clock());
    this.ledger = new LedgerKeeping(province, new CommittedTree(store), signing, clock());
    this.witnessing = new Witnessing(store, signing);
    this.receipts = new Receipts(signing);
    this.custody = new CustodyTime(province, this.judging, deadlines, this.ledger);
    this.alarming = new Alarming(this);
    this.live = new Live(province, this.tiles, clock);
    this.remembering = new Remembering(this);
    this.tileTimes = new TileTimes(this);
    this.silence = new Silence(this);
    const { notices } = this.alarming;
    this.lookout = new Lookout({
      province,
      judging: this.judging,
      intake: this.intake,
      history: this.history,
      machine: parts.machine ?? null,
      channels: () => notices.channels,
      waiting: (now) => notices.waiting(now),
    });
    this.sources = {
      province,
      judging: this.judging,
      history: this.history,
      damage: this.damage,
      verdicts: this.verdicts,
      tiles: this.tiles,
      store,
      influx: this.influx,
      ledger: this.ledger,
      witnessing: this.witnessing,
      receipts: this.receipts,
      notices,
      heard: this.intake.sorting.carriage.heard,
      counts,
    };
  }

  /** Up to when histories are judged: never earlier than they were before. */
  asOf(now: UtcMs): UtcMs {
    return Math.max(now, this.intake.latestAccepted + 1);
  }

  /** What a command has at hand. */
  turn(actor: Actor, draft: Draft): Turn {
    const { province, judging, history, verdicts, influx, ledger, witnessing, store } = this;
    const known = { province, judging, history, verdicts, influx, ledger, witnessing, store };
    const { damage, deadlines, receipts, alarming, lookout } = this;
    const beside = { damage, deadlines, receipts, alarming, lookout };
    return { actor, draft, asOf: this.asOf(draft.now), ...known, ...beside };
  }
}
