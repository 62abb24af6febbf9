/**
 * The ways to the witnesses: asks each what it keeps, has the keeper compare it, gives each the newest checkpoint every minute, and
 * says how that goes. The service waits for them only at its start, and not long.
 */
import type { SignedCheckpoint } from '../custody/checkpoint.ts';
import type { Cosignature } from '../custody/cosignature.ts';
import { Backoff } from '../influx/backoff.ts';
import {
  type Actor,
  type Answer,
  type Command,
  type Query,
  type Submission,
  SYSTEM,
  type WitnessState,
} from '../keeper/protocol.ts';
import type { LedgerStandingView } from '../keeper/views.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { type Witness, WitnessError } from './witness.ts';

/** What a witness keeps is asked, and the newest checkpoint given, so often. */
export const SEND_EVERY: DurationMs = 60_000;
/** A start does not wait longer for the witnesses' answers: it is compared with a late one when that comes. */
export const START_WAITS: DurationMs = 3_000;
/** An orderly end does not wait longer for the last checkpoint to be taken. */
export const END_WAITS: DurationMs = 1_000;

type Keeper = {
  execute(actor: Actor, command: Command): Promise<Answer>;
  ask(actor: Actor, query: Query): Promise<Answer>;
};
export type LinkParts = {
  readonly witnesses: readonly Witness[];
  readonly keeper: Keeper;
  readonly clock: () => UtcMs;
  readonly log: { warn(facts: object, text: string): void };
  /** Default: SEND_EVERY. */
  readonly every?: DurationMs;
};

export class WitnessLink {
  readonly #parts: LinkParts;
  readonly #ways: Way[];

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#ways = parts.witnesses.map((witness) => new Way(witness, parts, () => this.#report()));
  }

  /** Before anything may be `allowed`: resolves when all have answered and were compared, or after START_WAITS. */
  async compare(): Promise<void> {
    await within(START_WAITS, Promise.all(this.#ways.map((way) => way.compare())));
    await this.#report();
  }

  start(): void {
    for (const way of this.#ways) way.start();
  }

  /** Gives away one last checkpoint. */
  async close(): Promise<void> {
    for (const way of this.#ways) way.stop();
    await this.#parts.keeper.execute(SYSTEM, { type: 'ledger.sign' });
    await within(END_WAITS, Promise.all(this.#ways.map((way) => way.round())));
  }

  metrics(): string[] {
    return this.#ways.flatMap(({ state: { name, state, size, takenAt } }) => {
      const label = `{witness=${JSON.stringify(name)}}`;
      return [
        `giulanh_witness_up${label} ${state === 'ok' ? 1 : 0}`,
        `giulanh_witness_size${label} ${size ?? 0}`,
        `giulanh_witness_taken_seconds${label} ${(takenAt ?? 0) / 1000}`,
      ];
    });
  }

  async #report(): Promise<void> {
    const witnesses = this.#ways.map(({ state }) => state);
    await this.#parts.keeper.execute(SYSTEM, { type: 'ledger.report', witnesses });
  }
}

/** The way to one of them. */
class Way {
  state: WitnessState;
  readonly #witness: Witness;
  readonly #parts: LinkParts;
  readonly #told: () => Promise<void>;
  readonly #backoff = new Backoff(Math.random);
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(witness: Witness, parts: LinkParts, told: () => Promise<void>) {
    this.#witness = witness;
    this.#parts = parts;
    this.#told = told;
    this.state = { name: witness.name, state: 'waiting', reason: '', size: null, takenAt: null };
  }

  start(): void {
    void this.#go();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #go(): Promise<void> {
    const went = await this.round();
    await this.#told();
    if (this.#stopped) return;
    if (went) this.#backoff.succeeded();
    const wait = went ? (this.#parts.every ?? SEND_EVERY) : this.#backoff.failed(null);
    this.#timer = setTimeout(() => void this.#go(), wait);
  }

  /** True unless it should be tried again soon. */
  async compare(): Promise<boolean> {
    return this.#trying(async (origin) => {
      await this.#held(origin);
    });
  }

  async round(): Promise<boolean> {
    return this.#trying(async (origin) => {
      const held = await this.#held(origin);
      if (held === 'lost') return;
      const submission = await this.#asked<Submission | null>({ type: 'ledger.submission', held });
      if (submission === null) return this.#is('waiting', 'nothing signed that it could take');
      const cosignature = await this.#witness.take(origin, submission);
      if (cosignature !== null) await this.#cosigned(submission.signed, cosignature);
      const { size } = submission.signed.checkpoint;
      this.state = { ...this.state, state: 'ok', reason: '', size, takenAt: this.#parts.clock() };
    });
  }

  async #cosigned(signed: SignedCheckpoint, cosignature: Cosignature): Promise<void> {
    const { name: witness } = this.#witness;
    await this.#parts.keeper.execute(SYSTEM, { type: 'ledger.cosigned', witness, signed, cosignature });
  }

  /** What it keeps, when the ledger continues it. */
  async #held(origin: string): Promise<SignedCheckpoint | null | 'lost'> {
    const held = await this.#witness.newest(origin);
    if (held === null) return null;
    const { name } = this.#witness;
    const answer = await this.#parts.keeper.execute(SYSTEM, {
      type: 'ledger.compare',
      witness: name,
      signed: held,
    });
    if (!answer.ok) throw new Error(answer.refusal.message);
    if (answer.value === true) return held;
    this.#is('refused', 'it keeps a checkpoint that this ledger does not continue');
    return 'lost';
  }

  async #trying(work: (origin: string) => Promise<void>): Promise<boolean> {
    try {
      const { origin } = await this.#asked<LedgerStandingView>({ type: 'ledger.standing' });
      if (origin === null) this.#is('waiting', 'the ledger has no event yet');
      else await work(origin);
      return true;
    } catch (error) {
      const refused = error instanceof WitnessError;
      const reason = refused ? `${error.code}: ${error.message}` : reasonOf(error);
      if (this.state.reason !== reason)
        this.#parts.log.warn({ witness: this.#witness.name, reason }, 'a witness took no checkpoint');
      this.#is(refused ? 'refused' : 'failing', reason);
      return false;
    }
  }

  #is(state: WitnessState['state'], reason: string): void {
    this.state = { ...this.state, state, reason };
  }

  async #asked<T>(query: Query): Promise<T> {
    const answer = await this.#parts.keeper.ask(SYSTEM, query);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as T;
  }
}

/** `fetch` hides the reason in its cause. */
const reasonOf = (error: unknown): string => {
  const { cause } = error as { cause?: { code?: unknown } };
  return String(cause?.code ?? error);
};

async function within(most: DurationMs, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
