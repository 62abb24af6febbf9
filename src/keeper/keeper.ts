/**
 * The keeper: the one writer of the province's state. It holds the province in memory, decides with the pure rooms,
 * commits, and only then answers and tells. Everything it is asked is done one after the other (line.ts); a commit that fails
 * ends it, for then memory is ahead of the disk, and whoever runs it starts a new one from there.
 */
import { prepare, run } from './commands/run.ts';
import { openTests } from './commands/test-alert.ts';
import { due } from './due.ts';
import { subjectsShown } from './fresh.ts';
import { tellGaps } from './gaps.ts';
import type { GateQuestion, Written } from './gate-line.ts';
import type { Incoming } from './intake.ts';
import { Line } from './line.ts';
import type { Live } from './live.ts';
import { Mirroring } from './mirror.ts';
import type { Actor, Answer, Command, Query } from './protocol.ts';
import { writtenVerdict } from './queries/gate.ts';
import { ask, inTurns } from './queries/run.ts';
import { draw } from './report-draw.ts';
import { type KeeperParts, Rooms } from './rooms.ts';
import { bringUp } from './starting.ts';

export class Keeper {
  readonly live: Live;
  readonly #rooms: Rooms;
  readonly #mirror: Mirroring;
  readonly #line: Line;
  #startedIn: Readonly<Record<string, number>> = {};

  private constructor(parts: KeeperParts) {
    this.#rooms = new Rooms(parts, () => this.counts());
    const { province, ledger, live } = this.#rooms;
    this.live = live;
    this.#mirror = new Mirroring({ province, ledger, onMirror: parts.onMirror ?? (() => {}) });
    this.#line = new Line(this.#rooms, parts.clock, this.#mirror);
  }

  /** Reads the store, brings every judgement up to now, commits what followed, and is ready. */
  static async start(parts: KeeperParts): Promise<Keeper> {
    const keeper = new Keeper(parts);
    keeper.#startedIn = await bringUp(keeper.#rooms, keeper.#line);
    keeper.#mirror.tell();
    return keeper;
  }

  /** How long the parts of the start took, ms: `startReadingsMs` and others. */
  get startedIn(): Readonly<Record<string, number>> {
    return this.#startedIn;
  }

  /** Resolves after the commit that holds the batch and all its consequences; rejects when nothing was kept. */
  ingest(batch: readonly Incoming[]): Promise<void> {
    return this.#line.do(async (draft) => {
      const { intake, judging, silence } = this.#rooms;
      const touched = await intake.take(batch, draft);
      const asOf = this.#rooms.asOf(draft.now);
      judging.judge([...touched, ...due(this.#rooms, asOf, draft)], asOf, draft);
      if (intake.froze) this.#mirror.changed();
      silence.spoke(batch, draft);
    });
  }

  /** Resolves after the commit. A refusal changes nothing but what it says (a refused administration alerts). */
  async execute(actor: Actor, command: Command): Promise<Answer> {
    const { province, judging, sources } = this.#rooms;
    const prepared = await prepare(actor, command, province, this.#line.now(), async (drawn) => {
      const begun = await this.#line.do(async ({ now }) => draw({ ...sources, actor, now }, drawn));
      return inTurns(begun, (turn) => this.#line.do(turn));
    });
    if (!prepared.ok) return prepared;
    return this.#line.do(async (draft): Promise<Answer> => {
      const decided = await run(this.#rooms.turn(actor, draft), command, prepared.value);
      if (!decided.ok) return decided;
      judging.judge(decided.value.subjects, this.#rooms.asOf(draft.now), draft);
      this.#mirror.did(command.type, draft);
      return { ok: true, value: decided.value.value() };
    });
  }

  async ask(actor: Actor, query: Query): Promise<Answer> {
    const asked = await this.#line.do(async (draft) => {
      const { judging, sources } = this.#rooms;
      if (query.type === 'excursions')
        judging.judge(subjectsShown(query, this.#rooms), this.#rooms.asOf(draft.now), draft);
      return ask({ ...sources, actor, now: draft.now }, query);
    });
    return inTurns(asked, (turn) => this.#line.do(turn));
  }

  /** What the scan gate says to each, in turn. A question that breaks on a defect takes no other with it. */
  verdicts(questions: readonly GateQuestion[]): Promise<Written[]> {
    return this.#line.do(async ({ now }) =>
      questions.map(({ actor, barcode, site }) =>
        writtenVerdict({ ...this.#rooms.sources, actor, now }, { type: 'eligibility', barcode, site }),
      ),
    );
  }

  /** What time alone brings: breaches, unmonitored stretches, silence, missing messages. Call about once a second. */
  tick(): Promise<void> {
    return this.#line.do(async (draft) => {
      const { judging, custody, silence, lookout, influx, ledger, chunkLook } = this.#rooms;
      const asOf = this.#rooms.asOf(draft.now);
      const subjects = due(this.#rooms, asOf, draft);
      judging.judge([...subjects, ...(await custody.pass(draft))], asOf, draft);
      tellGaps(this.#rooms, draft);
      silence.forgetRetired(draft);
      await lookout.look(draft);
      judging.resting.layDown();
      await influx.tell(draft);
      await ledger.tick(draft);
      await chunkLook.pass(draft.now);
    });
  }

  /**
   * What can wait: reads back the day before the start, then moves readings from the journal into packed chunks; a little at a
   * time, true while there is more to do.
   */
  pack(): Promise<boolean> {
    return this.#line.do(async (draft) => {
      const { remembering, packing } = this.#rooms;
      return (await remembering.step(draft.now)) || packing.step(draft);
    });
  }

  /** Memory may be ahead of the disk: nothing more is answered, begin anew from the store. */
  get failed(): boolean {
    return this.#line.hasFailed;
  }

  counts(): Record<string, number | string> {
    const { intake, province, packing, ledger, lookout, damage } = this.#rooms;
    return {
      readings: intake.readings,
      duplicates: intake.duplicates,
      rejected: intake.sorting.rejections.total,
      commits: this.#line.commits,
      units: province.units.size,
      devices: province.devices.size,
      parcels: province.parcels.size,
      alertsOpen: province.alerts.size - openTests(province),
      unpacked: packing.unpacked,
      chunksMissing: damage.missing.length,
      ...ledger.counts(),
      ...lookout.counts(),
    };
  }

  /** Finishes what is in line, then closes the store. */
  async close(): Promise<void> {
    await this.#line.end();
    await this.#rooms.store.close();
  }
}
