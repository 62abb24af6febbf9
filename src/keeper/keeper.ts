/**
 * The keeper: the one writer of the province's state. It holds the province in memory, decides with the pure rooms,
 * commits, and only then answers and tells. Everything it is asked is done one after the other; a commit that fails
 * ends it, for then memory is ahead of the disk, and whoever runs it starts a new one from there.
 */
import type { Device, Person, Site } from '../fleet/types.ts';
import type { Signing } from '../ledger/signing.ts';
import type { Store } from '../store/store.ts';
import type { UtcMs } from '../thermal/types.ts';
import { Alarming } from './alarming.ts';
import { amnesiaText } from './amnesia.ts';
import { prepare, run } from './commands/run.ts';
import { endTest, openTests, watchTests } from './commands/test-alert.ts';
import type { Turn } from './commands/turn.ts';
import { Receipts } from './custody-receipts.ts';
import { CustodyTime } from './custody-time.ts';
import { Deadlines } from './deadlines.ts';
import { DeviceKeys } from './device-keys.ts';
import { Draft } from './draft.ts';
import type { GateQuestion, Written } from './gate-line.ts';
import { History } from './history.ts';
import { uuidv7Source } from './ids.ts';
import { InfluxCopy } from './influx.ts';
import { type Incoming, Intake } from './intake.ts';
import { Judging, unitSubject } from './judging.ts';
import { KeptTracks } from './kept-tracks.ts';
import { LedgerKeeping } from './ledger.ts';
import { CommittedTree } from './ledger-tree.ts';
import { Live } from './live.ts';
import type { MergingTerms } from './merging.ts';
import type { Machine } from './look-service.ts';
import { Packing } from './packing.ts';
import type { Actor, Answer, Command, Query } from './protocol.ts';
import { Province, type Session } from './province.ts';
import { writtenVerdict } from './queries/gate.ts';
import { ask, inTurns } from './queries/run.ts';
import type { Sources } from './queries/view.ts';
import { recover } from './recover.ts';
import { REGISTERS } from './registers.ts';
import { draw } from './report-draw.ts';
import { subjectsAtStart } from './resting.ts';
import { Tiles } from './tile.ts';
import { Verdicts } from './verdicts.ts';
import { Watching } from './watching.ts';
import { Witnessing } from './witnessing.ts';

/** What the socket thread mirrors: who may connect and sign in, and the tree of places. */
export type Mirror = {
  readonly devices: readonly Device[];
  readonly people: readonly Person[];
  readonly sites: readonly Site[];
  readonly sessions: readonly Session[];
  /** Why the ledger is in doubt, in English; null when it is not. */
  readonly amnesia: string | null;
};

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

export class Keeper {
  readonly live: Live;
  /** How long the parts of the start took, ms: `startReadingsMs` and others. */
  readonly startedIn: Record<string, number> = {};
  readonly #store: Store;
  readonly #clock: () => UtcMs;
  readonly #ids: () => string;
  readonly #onMirror: (mirror: Mirror) => void;
  readonly #province = new Province();
  readonly #deadlines = new Deadlines();
  readonly #keys = new DeviceKeys();
  readonly #history: History;
  readonly #judging: Judging;
  readonly #intake: Intake;
  readonly #tiles: Tiles;
  readonly #verdicts: Verdicts;
  readonly #sources: Sources;
  readonly #packing: Packing;
  readonly #kept: KeptTracks;
  readonly #influx: InfluxCopy;
  readonly #ledger: LedgerKeeping;
  readonly #witnessing: Witnessing;
  readonly #custody: CustodyTime;
  readonly #watching: Watching;
  readonly #alarming: Alarming;
  #line: Promise<unknown> = Promise.resolve();
  #failed: Error | null = null;
  #commits = 0;
  #mirrorAfter = false;
  /** Why the ledger is in doubt, as the socket thread knows it. */
  #mirroredDoubt: string | null = null;

  private constructor(parts: KeeperParts) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#onMirror = parts.onMirror ?? (() => {});
    this.#ids = uuidv7Source(parts.clock);
    const province = this.#province;
    province.connections = new Set(parts.connections);
    this.#history = new History(parts.store);
    this.#judging = new Judging(province, this.#history, this.#deadlines);
    this.#intake = new Intake(province, this.#history, this.#judging);
    this.#tiles = new Tiles(province, this.#judging, this.#intake);
    this.#verdicts = new Verdicts(province, this.#judging);
    this.#influx = new InfluxCopy(province, parts.store, parts.clock());
    this.#ledger = new LedgerKeeping(
      province,
      new CommittedTree(parts.store),
      parts.signing ?? null,
      parts.clock(),
    );
    this.#witnessing = new Witnessing(parts.store, parts.signing ?? null);
    this.#custody = new CustodyTime(province, this.#judging, this.#deadlines, this.#ledger);
    this.#alarming = new Alarming({
      province,
      judging: this.#judging,
      deadlines: this.#deadlines,
      store: parts.store,
    });
    this.#sources = {
      province,
      judging: this.#judging,
      history: this.#history,
      verdicts: this.#verdicts,
      tiles: this.#tiles,
      store: parts.store,
      influx: this.#influx,
      ledger: this.#ledger,
      witnessing: this.#witnessing,
      receipts: new Receipts(parts.signing ?? null),
      notices: this.#alarming.notices,
      heard: this.#intake.sorting.carriage.heard,
      counts: () => this.counts(),
    };
    this.#kept = new KeptTracks(province, this.#judging);
    this.#packing = new Packing(this.#history, this.#kept, parts.store, {
      packAt: parts.packAt,
      perStep: parts.packPerStep,
      merging: parts.merging,
    });
    this.live = new Live(province, this.#tiles, parts.clock);
    this.#watching = new Watching({
      province,
      history: this.#history,
      machine: parts.machine ?? null,
      judging: this.#judging,
      intake: this.#intake,
      tiles: this.#tiles,
      deadlines: this.#deadlines,
      live: this.live,
      notices: this.#alarming.notices,
    });
  }

  /** Reads the store, brings every judgement up to now, commits what followed, and is ready. */
  static async start(parts: KeeperParts): Promise<Keeper> {
    const keeper = new Keeper(parts);
    let since = performance.now();
    const done = (part: string) => {
      const now = performance.now();
      keeper.startedIn[`start${part}Ms`] = Math.round(now - since);
      since = now;
    };
    await recover(
      keeper.#province,
      keeper.#history,
      keeper.#judging,
      keeper.#intake,
      keeper.#packing,
      keeper.#kept,
      parts.store,
      parts.clock(),
      done,
    );
    await keeper.#ledger.restore(parts.store);
    done('Ledger');
    await keeper.#inLine(async (draft) => {
      await keeper.#ledger.begin(draft);
      const subjects = [...subjectsAtStart(keeper.#province, keeper.#judging.engine, draft)];
      keeper.#custody.begin();
      watchTests(keeper.#province, keeper.#deadlines);
      subjects.push(...(await keeper.#custody.pass(draft)));
      keeper.#judging.judge(subjects, keeper.#asOf(draft.now), draft);
      for (const unit of keeper.#province.units.keys()) keeper.#watching.tile(unit, draft.now);
      for (const device of keeper.#province.devices.keys()) keeper.#watching.device(device, draft);
      await keeper.#alarming.begin(draft.now);
    });
    done('Judging');
    keeper.#mirror();
    return keeper;
  }

  /** Resolves after the commit that holds the batch and all its consequences; rejects when nothing was kept. */
  ingest(batch: readonly Incoming[]): Promise<void> {
    return this.#inLine(async (draft) => {
      const touched = await this.#intake.take(batch, draft);
      const asOf = this.#asOf(draft.now);
      this.#judging.judge([...touched, ...this.#due(asOf, draft)], asOf, draft);
      if (this.#intake.froze) this.#mirrorAfter = true;
      let last: string | null = null;
      for (const { device } of batch) {
        // Who sends many messages at once sends them in a row.
        if (device === last) continue;
        last = device;
        const { silent, deadline } = this.#keys.of(device);
        if (this.#province.openAlerts.has(silent)) this.#watching.device(device, draft);
        else
          this.#deadlines.setIfNone(
            deadline,
            () => this.#watching.silentAt(device, draft.now) ?? Number.POSITIVE_INFINITY,
          );
      }
    });
  }

  /** Resolves after the commit. A refusal changes nothing but what it says (a refused administration alerts). */
  async execute(actor: Actor, command: Command): Promise<Answer> {
    const prepared = await prepare(actor, command, this.#province, this.#clock(), async (drawn) => {
      const begun = await this.#inLine(async ({ now }) => draw({ ...this.#sources, actor, now }, drawn));
      return inTurns(begun, (turn) => this.#inLine(turn));
    });
    if (!prepared.ok) return prepared;
    return this.#inLine(async (draft): Promise<Answer> => {
      const decided = await run(this.#turn(actor, draft), command, prepared.value);
      if (!decided.ok) return decided;
      this.#judging.judge(decided.value.subjects, this.#asOf(draft.now), draft);
      const registers = REGISTERS.has(command.type) && !draft.empty;
      if (registers || this.#doubt() !== this.#mirroredDoubt) this.#mirrorAfter = true;
      return { ok: true, value: decided.value.value() };
    });
  }

  async ask(actor: Actor, query: Query): Promise<Answer> {
    const asked = await this.#inLine(async (draft) => {
      if (query.type === 'excursions') this.#refresh(query.unit, query.parcel, draft);
      return ask({ ...this.#sources, actor, now: draft.now }, query);
    });
    return inTurns(asked, (turn) => this.#inLine(turn));
  }

  /** What the scan gate says to each, in turn. A question that breaks on a defect takes no other with it. */
  verdicts(questions: readonly GateQuestion[]): Promise<Written[]> {
    return this.#inLine(async ({ now }) =>
      questions.map(({ actor, barcode, site }) =>
        writtenVerdict({ ...this.#sources, actor, now }, { type: 'eligibility', barcode, site }),
      ),
    );
  }

  /** What time alone brings: breaches, unmonitored stretches, silence, missing messages. Call about once a second. */
  tick(): Promise<void> {
    return this.#inLine(async (draft) => {
      const asOf = this.#asOf(draft.now);
      const due = this.#due(asOf, draft);
      this.#judging.judge([...due, ...(await this.#custody.pass(draft))], asOf, draft);
      await this.#watching.pass(draft);
      await this.#influx.tell(draft);
      await this.#ledger.tick(draft);
    });
  }

  /** Moves readings from the journal into packed chunks, a few probes at a time; true while there is more to do. */
  pack(): Promise<boolean> {
    return this.#inLine(async (draft) => this.#packing.step(draft));
  }

  /** Memory may be ahead of the disk: nothing more is answered, begin anew from the store. */
  get failed(): boolean {
    return this.#failed !== null;
  }

  counts(): Record<string, number | string> {
    return {
      readings: this.#intake.readings,
      duplicates: this.#intake.duplicates,
      rejected: this.#intake.sorting.rejections.total,
      commits: this.#commits,
      units: this.#province.units.size,
      devices: this.#province.devices.size,
      parcels: this.#province.parcels.size,
      alertsOpen: this.#province.alerts.size - openTests(this.#province),
      unpacked: this.#packing.unpacked,
      ...this.#ledger.counts(),
      ...this.#watching.lookout.counts(),
    };
  }

  /** Finishes what is in line, then closes the store. */
  async close(): Promise<void> {
    await this.#line;
    this.#failed ??= new Error('the keeper is closed');
    await this.#store.close();
  }

  #inLine<T>(work: (draft: Draft) => Promise<T>): Promise<T> {
    const next = this.#line.then(async () => {
      if (this.#failed !== null) throw this.#failed;
      const draft = new Draft(this.#province, this.#clock(), this.#ids);
      try {
        const value = await work(draft);
        await this.#alarming.pass(draft);
        if (!draft.empty) {
          const transaction = this.#ledger.tree.filling(draft.transaction());
          await this.#store.commit(transaction);
          this.#ledger.tree.committed(transaction.ledger);
          this.#commits++;
        }
        if (draft.journal !== null) this.#packing.committed(draft.journal);
        this.live.tell(draft);
        if (this.#mirrorAfter) this.#mirror();
        return value;
      } catch (error) {
        // What drafted nothing changed nothing: a question that failed must not take the keeper with it.
        if (draft.begun || !draft.empty)
          this.#failed = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        this.#history.forget();
      }
    });
    this.#line = next.catch(() => {});
    return next;
  }

  #turn(actor: Actor, draft: Draft): Turn {
    const parts = { province: this.#province, judging: this.#judging, history: this.#history };
    const views = { verdicts: this.#verdicts, influx: this.#influx };
    const records = { ledger: this.#ledger, witnessing: this.#witnessing, store: this.#store };
    const road = {
      deadlines: this.#deadlines,
      receipts: this.#sources.receipts,
      alarming: this.#alarming,
      lookout: this.#watching.lookout,
    };
    return { actor, draft, asOf: this.#asOf(draft.now), ...road, ...parts, ...views, ...records };
  }

  /** Looks at the devices and tiles whose moment has come; answers the subjects whose moment has. */
  #due(asOf: UtcMs, draft: Draft): string[] {
    return this.#deadlines.due(asOf).filter((key) => {
      const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
      if (kind === 'device') this.#watching.device(id, draft);
      else if (kind === 'tile') this.#watching.tile(id, draft.now);
      else if (this.#alarming.note(kind, id) || this.#custody.note(kind, id)) return false;
      else if (!endTest(kind, id, draft, this.#province)) return true;
      return false;
    });
  }

  #asOf(now: UtcMs): UtcMs {
    return Math.max(now, this.#intake.latestAccepted + 1);
  }

  /** Excursions are answered as the evidence shows them this very moment. */
  #refresh(unit: string | undefined, parcel: string | undefined, draft: Draft): void {
    const subjects: string[] = [];
    if (unit !== undefined) subjects.push(unitSubject(unit));
    if (parcel !== undefined) subjects.push(`parcel:${parcel}`);
    if (subjects.length === 0)
      for (const e of this.#province.allExcursions())
        if (e.present && e.end === null) subjects.push(`${e.subject.kind}:${e.subject.id}`);
    const known = subjects.filter((s) => this.#judging.standing(s) !== undefined);
    this.#judging.judge(known, this.#asOf(draft.now), draft);
  }

  #mirror(): void {
    this.#mirrorAfter = false;
    const { devices, people, sites, sessions } = this.#province;
    this.#mirroredDoubt = this.#doubt();
    this.#onMirror({
      devices: [...devices.values()],
      people: [...people.values()],
      sites: [...sites.values()],
      sessions: [...sessions.values()],
      amnesia: this.#mirroredDoubt,
    });
  }

  #doubt(): string | null {
    const { amnesia } = this.#ledger;
    return amnesia === null ? null : amnesiaText(amnesia);
  }
}
