/** What the HTTP edge needs of the rest of the service, in its own words. */
import type { Person } from '../fleet/types.ts';
import type { Written } from '../keeper/gate-line.ts';
import type { Actor, Answer, Command, Query } from '../keeper/protocol.ts';
import type { ToldUnit } from '../keeper/told-tiles.ts';
import type { AlertView, HoldView } from '../keeper/views.ts';
import type { UtcMs } from '../thermal/types.ts';

/** Whole new states of what changed. Each item carries its site, so that the edge can show it to the right people. */
export type KeeperDelta = { units: ToldUnit[]; alerts: AlertView[]; holds: HoldView[] };

/** Is `site` the place `root` or below it? Everything, also `null` (under way), is within the root `null`. */
export type SiteTree = { isWithin(site: string | null, root: string | null): boolean };

export type StoredSession = { tokenHash: string; username: string; expiresAt: UtcMs };

/** `degraded` says in English why answers cannot be trusted now, or is null. Each request asks for it. */
export type Health = {
  ready: boolean;
  degraded: string | null;
  /** Why the record itself is in doubt: everything is shown, and nothing is `allowed`. */
  amnesia?: string | null;
};

/**
 * The keeper as the socket thread sees it.
 *
 * Order: answers and deltas arrive in the order in which the keeper made them. A delta that is delivered before
 * the answer to `live.snapshot` is contained in that answer, and the answer's promise has run its continuations
 * before a later delta is delivered. The live feed rests on this to lose and double nothing.
 */
export interface KeeperPort {
  execute(actor: Actor, command: Command): Promise<Answer>;
  /** Role and place are the keeper's to check: refusals FORBIDDEN_ROLE and FORBIDDEN_PLACE. */
  ask(actor: Actor, query: Query): Promise<Answer>;
  /** The same for the query `eligibility`, with its answer as JSON text. */
  verdict(actor: Actor, barcode: string, site: string): Promise<Written>;
  /** Called at once for holds and alerts, every 100 ms for units. The answer ends the subscription. */
  onDelta(listener: (delta: KeeperDelta) => void): () => void;
  /** From a registry mirrored on this thread: cheap, also at every request. */
  person(username: string): { person: Person } | null;
  sessionsAtStart(): StoredSession[];
  siteTree(): SiteTree;
  health(): Health;
  /** What `/readyz` shows besides. */
  detail(): Record<string, unknown>;
  /** Prometheus text lines of the keeper and the MQTT edge, appended to this edge's own. */
  metrics(): string;
}

/** Service wall clock. */
export type Clock = { now(): UtcMs };

/** The part of a pino logger that this edge uses. */
export type Log = {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};
