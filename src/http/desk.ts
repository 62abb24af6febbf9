/**
 * Takes a request's wish to the keeper and brings the answer back: its value, or a thrown problem. A keeper that is
 * degraded, dead or too slow is 503 everywhere, except at the scan gate, where it is the verdict *unknown*.
 */
import type { FastifyRequest } from 'fastify';
import type { Actor, Answer, Command, Query, Refusal } from '../keeper/protocol.ts';
import type { EligibilityView } from '../keeper/views.ts';
import type { DurationMs } from '../thermal/types.ts';
import { VERDICT_WORDS } from '../wording/verdicts.ts';
import { actorOf } from './guard.ts';
import { Patience } from './patience.ts';
import type { Clock, KeeperPort, Log } from './ports.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';

export type Deadlines = {
  readonly ask: DurationMs;
  /** An import of a year of readings is the longest command. */
  readonly execute: DurationMs;
  /** A child sits on the table: an answer that takes longer is no answer. */
  readonly eligibility: DurationMs;
};
export const DEADLINES: Deadlines = { ask: 15_000, execute: 60_000, eligibility: 3_000 };
/** What only adds a block is never stopped here; the keeper refuses it itself when it truly cannot keep it. */
const RESTRICTING: ReadonlySet<Command['type']> = new Set(['parcel.hold', 'lot.recall']);

export class Desk {
  readonly #keeper: KeeperPort;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #patience: Readonly<Record<keyof Deadlines, Patience>>;

  constructor(keeper: KeeperPort, clock: Clock, log: Log, deadlines: Partial<Deadlines> = {}) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#log = log;
    const { ask, execute, eligibility } = { ...DEADLINES, ...deadlines };
    this.#patience = {
      ask: new Patience(ask),
      execute: new Patience(execute),
      eligibility: new Patience(eligibility),
    };
  }

  /** Why nothing can be answered now, in English, or null. */
  trouble(): string | null {
    const { ready, degraded } = this.#keeper.health();
    return ready ? degraded : (degraded ?? 'starting');
  }

  /** The keeper's answer as it is, or 503. `deadline`: how long it is waited for. */
  question(actor: Actor, query: Query, deadline: keyof Deadlines = 'ask'): Promise<Answer> {
    return this.#within(deadline, query.type, () => this.#keeper.ask(actor, query));
  }

  order(actor: Actor, command: Command): Promise<Answer> {
    return this.#within('execute', command.type, () => this.#keeper.execute(actor, command));
  }

  async ask(request: FastifyRequest, query: Query): Promise<unknown> {
    const trouble = this.trouble();
    if (trouble !== null) throw degraded(trouble);
    const answer = await this.question(actorOfRequest(request), query);
    if (answer.ok) return answer.value;
    throw refused(answer.refusal);
  }

  /** `addressed`: the nouns that the address names, see `statusOf`. */
  async execute(request: FastifyRequest, command: Command, addressed: string[] = []): Promise<unknown> {
    const trouble = this.trouble();
    const passes = RESTRICTING.has(command.type) && this.#keeper.health().ready;
    if (trouble !== null && !passes) throw degraded(trouble);
    const answer = await this.order(actorOfRequest(request), command);
    if (answer.ok) return answer.value;
    throw new ProblemError(answer.refusal, statusOf(answer.refusal.code, addressed));
  }

  /** Never an error that a table could misread: what cannot be checked is `unknown`, and says so in words. As JSON text. */
  async eligibility(request: FastifyRequest, barcode: string, site: string): Promise<string> {
    try {
      const trouble = this.trouble();
      if (trouble !== null) throw degraded(trouble);
      const actor = actorOfRequest(request);
      const answer = await this.#patience.eligibility.within(() =>
        this.#keeper.verdict(actor, barcode, site),
      );
      if (answer.ok) return answer.text;
      throw refused(answer.refusal);
    } catch (error) {
      if (!(error instanceof ProblemError)) this.#unanswered(error, 'eligibility');
      else if (error.status !== 503) throw error;
      const unknown: EligibilityView = {
        verdict: 'unknown',
        reasons: [{ code: 'SERVICE_DEGRADED', ...VERDICT_WORDS.SERVICE_DEGRADED }],
        lot: null,
        notJudged: [],
        since: null,
        asOf: new Date(this.#clock.now()).toISOString(),
        validUntil: null,
      };
      return JSON.stringify(unknown);
    }
  }

  async #within<T>(deadline: keyof Deadlines, what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#patience[deadline].within(work);
    } catch (error) {
      this.#unanswered(error, what);
      throw degraded('the store did not answer; whether a change was made is not known');
    }
  }

  #unanswered(error: unknown, what: string): void {
    this.#log.error({ err: error, what }, 'the keeper did not answer');
  }
}

function actorOfRequest({ signedIn }: FastifyRequest): Actor {
  if (signedIn === null) throw httpProblem('UNAUTHENTICATED');
  return actorOf(signedIn.person);
}

/** A query addresses everything that it names. */
const refused = (refusal: Refusal) =>
  new ProblemError(refusal, statusOf(refusal.code, [refusal.code.replace(/_UNKNOWN$/, '')]));

const degraded = (why: string) =>
  httpProblem('SERVICE_DEGRADED', `Cannot answer now: ${why}`, { headers: { 'retry-after': '5' } });
