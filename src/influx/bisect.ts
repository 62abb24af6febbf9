/**
 * Which points of a batch will the server not have? A refused batch is halved until the points stand alone; what is stored
 * meanwhile is done, what is refused alone is set aside with the server's words. Points keep their order, requests go one
 * after the other, and for k bad ones of n it takes about 2·k·log2(n) of them. The search keeps its place while the server is
 * unavailable, so that a bad connection cannot make it begin for ever.
 *
 * Two kinds of servers would have everything set aside: one that refuses all there is (a wrong address, a proxy) and one
 * that fails all there is (a full disk). So no point is judged unless this server has shown that it stores others: within
 * the search, or by a `control`, a point of its own that is known to be good.
 */
import type { RefusedPoint } from '../keeper/protocol.ts';
import type { Point, WriteResult } from './types.ts';

type Write = (points: readonly Point[]) => Promise<WriteResult>;
export type Unavailable = Extract<WriteResult, { kind: 'unavailable' }>;
export type Server = { readonly write: Write; readonly control: () => Promise<WriteResult> };

/** So often may the same batch, or a point alone, fail while the control is stored, before it is held to be the cause. */
export const FAILURES_MOST = 5;
/** So many points refused alone, and none stored, and the control decides whether it is them or the server. */
export const SUSPECTS_MOST = 8;

/** `halved`: part of a batch that failed so often that it is suspected itself. */
type Part = { readonly points: readonly Point[]; readonly halved: boolean; failures: number };

export class Bisection {
  readonly #all: readonly Point[];
  /** What is still to be written, the next at the end. */
  #rest: Part[];
  /** Refused alone, before the server stored anything. */
  #suspects: RefusedPoint[] = [];
  #storesOthers = false;
  readonly #setAside: RefusedPoint[] = [];

  constructor(points: readonly Point[]) {
    this.#all = points;
    this.#rest = points.length === 0 ? [] : [{ points, halved: false, failures: 0 }];
  }

  /** Complete once `run` has answered null. */
  get setAside(): readonly RefusedPoint[] {
    return this.#setAside;
  }

  /** Null: every point is stored or set aside. Else why not: call again later, or when `stopped` no more. */
  async run(server: Server, stopped: () => boolean): Promise<Unavailable | null> {
    for (let part = this.#rest.at(-1); part !== undefined; part = this.#rest.at(-1)) {
      if (stopped()) return STOPPED;
      const result = await server.write(part.points);
      const trouble =
        result.kind === 'stored'
          ? this.#stored()
          : result.kind === 'refused'
            ? await this.#refused(part, reasonOf(result), server)
            : await this.#failed(part, result, server);
      if (trouble !== null) return trouble;
    }
    return this.#suspects.length === 0 ? null : this.#judgeSuspects(server);
  }

  #stored(): null {
    this.#rest.pop();
    this.#storesOthers = true;
    this.#setAside.push(...this.#suspects.splice(0));
    return null;
  }

  async #refused(part: Part, reason: string, server: Server): Promise<Unavailable | null> {
    this.#rest.pop();
    const [point] = part.points;
    if (part.points.length > 1) this.#halve(part, part.halved);
    else if (point !== undefined && this.#storesOthers) this.#setAside.push({ point, reason });
    else if (point !== undefined && this.#suspects.push({ point, reason }) >= SUSPECTS_MOST)
      return this.#judgeSuspects(server);
    return null;
  }

  async #judgeSuspects(server: Server): Promise<Unavailable | null> {
    const control = await server.control();
    if (control.kind === 'stored') {
      this.#storesOthers = true;
      this.#setAside.push(...this.#suspects.splice(0));
      return null;
    }
    this.#suspects = [];
    this.#rest = [{ points: this.#all, halved: false, failures: 0 }];
    return control.kind === 'unavailable' ? control : refusesAll(control);
  }

  /** A failure says nothing of the points, unless the same ones fail again and again while others are stored. */
  async #failed(part: Part, why: Unavailable, server: Server): Promise<Unavailable | null> {
    if (!BY_POINTS.has(why.code)) return why;
    part.failures++;
    const alone = part.points.length === 1;
    if (part.failures < (part.halved && !alone ? 1 : FAILURES_MOST)) return why;
    if ((await server.control()).kind !== 'stored') {
      part.failures--;
      return why;
    }
    this.#rest.pop();
    const [point] = part.points;
    if (!alone) this.#halve(part, true);
    else if (point !== undefined) this.#setAside.push({ point, reason: `${why.code}: ${why.reason}` });
    return null;
  }

  #halve({ points }: Part, halved: boolean): void {
    const middle = points.length >> 1;
    this.#rest.push({ points: points.slice(middle), halved, failures: 0 });
    this.#rest.push({ points: points.slice(0, middle), halved, failures: 0 });
  }
}

/** What a point can be the cause of: the server's own error, a request it never ends, a connection it drops. */
const BY_POINTS = new Set(['INFLUX_FAILED', 'INFLUX_TIMEOUT', 'INFLUX_UNREACHABLE']);

const STOPPED: Unavailable = {
  kind: 'unavailable',
  code: 'INFLUX_UNREACHABLE',
  reason: 'The sender was stopped',
  retryAfterMs: null,
};

type Refused = Extract<WriteResult, { kind: 'refused' }>;
const reasonOf = ({ status, reason }: Refused): string => `${status}: ${reason}`;
const refusesAll = (control: Refused): Unavailable => ({
  kind: 'unavailable',
  code: 'INFLUX_FAILED',
  reason: `It refuses every point: ${reasonOf(control)}`,
  retryAfterMs: null,
});
