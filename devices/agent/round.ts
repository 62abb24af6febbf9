/**
 * What the agent keeps and sends: a *round*, the readings that were taken together. It has its place (`boot`, `seq`) from the
 * moment in which it is kept, and says the same whenever it is sent.
 */
import type { ClockQuality } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';

/** What a source measured. `celsius: null`: the sensor answered and measured nothing. */
export type Sample = {
  readonly probe: string;
  readonly celsius: number | null;
  readonly humidity?: number | undefined;
  readonly battery?: number | undefined;
  readonly door?: boolean | undefined;
  readonly power?: boolean | undefined;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
  /** Left out: when it came. The sensor's own time, where it has a clock. */
  readonly at?: UtcMs | undefined;
};

/** Restarts of the agent, and its rounds since; both only ever grow. */
export type Place = { readonly boot: number; readonly seq: number };
export const isAfter = (a: Place, b: Place): boolean =>
  a.boot > b.boot || (a.boot === b.boot && a.seq > b.seq);

/** Rounds that no disk had room for: how many, and from when to when. */
export type Lost = { readonly rounds: number; readonly from: UtcMs; readonly to: UtcMs };

export type Round = Place & {
  /** The start of the machine whose monotonic clock `mono` is of. */
  readonly machine: string;
  readonly mono: number;
  /** What was added to `mono` for the time, as it was known then, and how well it was known. */
  readonly base: number;
  readonly clock: ClockQuality;
  /** Rounds like the one before that were left out since it, because the disk was nearly full. */
  readonly thinned?: number | undefined;
  readonly lost?: Lost | undefined;
  readonly readings: readonly Sample[];
};

export const encodeRound = (round: Round): Buffer => Buffer.from(JSON.stringify(round), 'utf8');

export const decodeRound = (payload: Uint8Array): Round =>
  JSON.parse(Buffer.from(payload).toString()) as Round;

/** Further off than this, a time that the agent believed was wrong after all. */
const WRONG_BEYOND = 120_000;

/** What the service confirmed of a start of the machine: what to add to its monotonic clock; null: nothing. */
export type Bases = (machine: string) => number | null;

/** What is added to a round's monotonic time, and how well that is known. */
export type RoundTime = { readonly base: number; readonly clock: ClockQuality };

/**
 * Where the clock was not to be trusted when the round was taken, or wrong after all, and the service has told the time since, within the
 * same start of the machine, its time is reckoned back.
 */
export function timeOfRound({ machine, base, clock }: Round, bases: Bases): RoundTime {
  const said = bases(machine);
  if (said === null || (clock !== 'untrusted' && Math.abs(said - base) <= WRONG_BEYOND))
    return { base, clock };
  return { base: said, clock: 'corrected' };
}

/**
 * The message on the telemetry topic (docs/edge-protocol.md).
 * @param sentAt the agent's time now; null: it does not know
 */
export function messageOf(round: Round, { base, clock }: RoundTime, sentAt: UtcMs | null): string {
  const at = round.mono + base;
  // Times by the sensors' own clocks are not by the one that the agent sends with.
  const isByAgent = round.readings.some((reading) => reading.at === undefined);
  return JSON.stringify({
    boot: round.boot,
    seq: round.seq,
    ...(isByAgent && sentAt !== null ? { sentAt: iso(sentAt) } : {}),
    ...(isByAgent && clock !== 'trusted' ? { clock } : {}),
    ...(round.thinned === undefined ? {} : { thinned: round.thinned }),
    ...(round.lost === undefined
      ? {}
      : { lost: { ...round.lost, from: iso(round.lost.from), to: iso(round.lost.to) } }),
    readings: round.readings.map((reading) => ({ ...reading, at: iso(reading.at ?? at) })),
  });
}

const iso = (at: UtcMs): string => new Date(at).toISOString();
