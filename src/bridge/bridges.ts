/** All connections to brokers of others: what is wrong with them is told to the keeper, and how they stand to whoever watches. */
import { type Actor, type Answer, SYSTEM } from '../keeper/protocol.ts';
import type { BridgeDown, WatchCommand } from '../keeper/watch-protocol.ts';
import type { DurationMs } from '../thermal/types.ts';
import { Link, type LinkParts } from './link.ts';
import { Remembered } from './remembered.ts';
import type { BridgeSettings } from './settings.ts';

/** A connection that is away for longer is told of. */
const DOWN_AFTER: DurationMs = 300_000;
/** What the keeper has in memory only is told to it again so often: it may have begun anew. */
const REPORT_EVERY: DurationMs = 60_000;
const PULSE: DurationMs = 5_000;

export type BridgesParts = Pick<LinkParts, 'intake' | 'clock' | 'uptime' | 'random' | 'log'> & {
  readonly connections: readonly BridgeSettings[];
  /** Of their file. */
  readonly folder: string;
  /** Of the service's data. */
  readonly directory: string;
  readonly keeper: { execute(actor: Actor, command: WatchCommand): Promise<Answer> };
};

export class Bridges {
  readonly #parts: BridgesParts;
  readonly #links: readonly Link[];
  #told = { text: '', at: Number.NEGATIVE_INFINITY };
  #telling = false;
  #timer: NodeJS.Timeout | undefined;

  /** Throws an Error for people when a certificate cannot be read. */
  constructor(parts: BridgesParts) {
    this.#parts = parts;
    const remembered = new Remembered(parts.directory);
    this.#links = parts.connections.map((settings) => new Link({ ...parts, settings, remembered }));
  }

  start(everyMs: DurationMs = PULSE): void {
    for (const link of this.#links) link.start();
    this.#timer = setInterval(() => void this.beat(), everyMs);
    void this.beat();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#links.map((link) => link.close()));
  }

  /** Tells the keeper what is away for too long; never throws. */
  async beat(): Promise<void> {
    const { keeper, uptime, clock } = this.#parts;
    const now = uptime();
    const down = this.#links.flatMap(({ name, standing }): BridgeDown[] => {
      const { since, trouble } = standing;
      if (since === null || now - since < DOWN_AFTER) return [];
      return [{ name, since: clock() - Math.round(now - since), why: trouble.why, detail: trouble.detail }];
    });
    const text = down.map(({ name }) => name).join('\n');
    if (this.#telling || (text === this.#told.text && now - this.#told.at < REPORT_EVERY)) return;
    this.#telling = true;
    const answer = await keeper.execute(SYSTEM, { type: 'bridges.report', down });
    this.#telling = false;
    if (answer.ok) this.#told = { text, at: now };
  }

  /** Shown with the service's health. */
  health(): Record<string, unknown> {
    const standing = this.#links.map(({ name, standing: { since, trouble } }) => [
      name,
      since === null ? 'connected' : trouble.why,
    ]);
    return { bridges: Object.fromEntries(standing) };
  }

  /** Prometheus text lines. */
  metrics(): string[] {
    return this.#links.flatMap(({ name, standing, inFlight, counted }) => {
      const line = (what: string, value: number) => `giulanh_bridge_${what}{bridge="${name}"} ${value}`;
      return [
        line('connected', standing.since === null ? 1 : 0),
        line('in_flight', inFlight),
        ...Object.entries(counted).map(([what, value]) => line(`${snake(what)}_total`, value)),
      ];
    });
  }
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
