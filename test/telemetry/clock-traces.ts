/** Devices with clocks of every kind of wrong, as they would send; with the time at which each reading was really measured. */
import fc from 'fast-check';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 2026-11-22T00:00:00Z. */
export const BEGIN = Date.UTC(2026, 10, 22);
/** 1970, 2000, and further ahead than any device lives. */
const RESETS = [0, Date.UTC(2000, 0, 1), Date.UTC(2099, 0, 1)];

/** `moved` by so much, `set` to a date, `stopped`, `right` again; `restart`: the device starts anew, its clock at a date or kept. */
export type ClockEvent =
  | { readonly do: 'moved'; readonly by: number }
  | { readonly do: 'set'; readonly to: number }
  | { readonly do: 'stopped' }
  | { readonly do: 'right' }
  | { readonly do: 'restart'; readonly to: number | null };

/**
 * What a device says of its clock. `sent`: what it shows at sending; `both`: and how long it has been running; `running`: it has
 * no clock, and says that alone.
 */
export type Kind = 'sent' | 'both' | 'running';

export type Trace = {
  readonly kind: Kind;
  readonly counts: boolean;
  readonly sampling: number;
  /** Thousandths of a second that the clock gains in a second. */
  readonly drift: number;
  readonly temperatures: readonly { readonly steps: number; readonly milli: number }[];
  readonly events: readonly { readonly at: number; readonly event: ClockEvent }[];
  readonly offline: readonly { readonly from: number; readonly length: number }[];
  readonly chunk: number;
  readonly delays: readonly number[];
};

const moved = fc.constantFrom(-24 * HOUR, -HOUR, -20 * MINUTE, 20 * MINUTE, HOUR, 24 * HOUR);
const event: fc.Arbitrary<ClockEvent> = fc.oneof(
  { weight: 4, arbitrary: moved.map((by) => ({ do: 'moved' as const, by })) },
  { weight: 2, arbitrary: fc.constantFrom(...RESETS).map((to) => ({ do: 'set' as const, to })) },
  { weight: 1, arbitrary: fc.constant({ do: 'stopped' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'right' as const }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, ...RESETS).map((to) => ({ do: 'restart' as const, to })),
  },
);

export const SPAN = 30 * HOUR;
const moment = fc.integer({ min: 0, max: SPAN });

export const trace: fc.Arbitrary<Trace> = fc.record({
  kind: fc.constantFrom<Kind>('sent', 'both', 'running'),
  counts: fc.boolean(),
  sampling: fc.constantFrom(5 * MINUTE, 10 * MINUTE),
  drift: fc.constantFrom(0, 0, 0.5, -0.5),
  temperatures: fc.array(
    fc.record({
      steps: fc.integer({ min: 1, max: 60 }),
      milli: fc.constantFrom(5000, 5000, 5000, 9000, 12_000, -1000),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  events: fc.array(fc.record({ at: moment, event }), { maxLength: 4 }),
  offline: fc.array(fc.record({ from: moment, length: fc.integer({ min: 0, max: 9 * HOUR }) }), {
    maxLength: 3,
  }),
  chunk: fc.integer({ min: 1, max: 40 }),
  delays: fc.array(fc.integer({ min: 0, max: 8000 }), { minLength: 1, maxLength: 7 }),
});

type Record_ = { trueAt: number; boot: number; at: number; uptime: number; milli: number };
export type Wire = { readonly receivedAt: number; readonly text: string; readonly truth: readonly number[] };

/** Plays a device: what it measured, and what came of it, in the order of arrival. */
export function played(t: Trace): { wires: Wire[]; truth: { at: number; milli: number }[] } {
  const events = [...t.events].sort((a, b) => a.at - b.at);
  let clock = { set: 0, to: BEGIN, rate: 1 + t.drift / 1000 };
  let boot = 1;
  let booted = 0;
  let next = 0;
  const shows = (now: number) => Math.round(clock.to + (now - clock.set) * clock.rate);
  const happen = (until: number, mayHappen: boolean) => {
    for (; (events[next]?.at ?? Infinity) <= until; next++) {
      const one = events[next] as { at: number; event: ClockEvent };
      if (!mayHappen) continue;
      const { event: e, at } = one;
      const rate = 1 + t.drift / 1000;
      if (e.do === 'moved') clock = { set: at, to: shows(at) + e.by, rate: clock.rate };
      else if (e.do === 'set') clock = { set: at, to: e.to, rate };
      else if (e.do === 'stopped') clock = { set: at, to: shows(at), rate: 0 };
      else if (e.do === 'right') clock = { set: at, to: BEGIN + at, rate };
      else {
        boot++;
        booted = at;
        clock = { set: at, to: e.to ?? shows(at), rate };
      }
      happened++;
    }
  };
  const values = t.temperatures.flatMap(({ steps, milli }) => Array<number>(steps).fill(milli));
  const waiting: Record_[] = [];
  const wires: Wire[] = [];
  const truth: { at: number; milli: number }[] = [];
  const seqs = new Map<number, number>();
  let arrived = 0;
  let sent = 0;
  let happened = 0;
  for (let i = 0; i * t.sampling < SPAN; i++) {
    const now = i * t.sampling;
    // A clock without a counter beside it that is set and set again while nothing can be sent: no one can tell afterwards.
    happen(now, t.kind !== 'sent' || happened === 0 || waiting.length === 0);
    const milli = values[i] ?? 5000;
    waiting.push({ trueAt: now, boot, at: shows(now), uptime: now - booted, milli });
    truth.push({ at: BEGIN + now, milli });
    if (t.offline.some(({ from, length }) => from <= now && now < from + length)) continue;
    happened = 0;
    while (waiting.length > 0) {
      const first = waiting[0] as Record_;
      const same = waiting.findIndex((r) => r.boot !== first.boot);
      const part = waiting.splice(0, Math.min(t.chunk, same < 0 ? waiting.length : same));
      const sending = now + 1000;
      const seq = (seqs.get(first.boot) ?? 0) + 1;
      seqs.set(first.boot, seq);
      arrived = Math.max(arrived, sending + (t.delays[sent++ % t.delays.length] ?? 0));
      const isOwn = first.boot === boot;
      const body = {
        boot: t.counts || !isOwn ? first.boot : undefined,
        seq: t.counts ? seq : undefined,
        sentAt: t.kind === 'running' ? undefined : shows(sending),
        uptimeSeconds: t.kind !== 'sent' && isOwn ? (sending - booted) / 1000 : undefined,
        // Of an earlier start it cannot say how its clock went.
        clock: isOwn ? undefined : 'untrusted',
        readings: part.map(({ at, uptime, milli: value }) => ({
          at: t.kind === 'running' ? undefined : at,
          uptimeSeconds: t.kind === 'sent' ? undefined : uptime / 1000,
          celsius: value / 1000,
        })),
      };
      wires.push({
        receivedAt: BEGIN + arrived,
        text: JSON.stringify(body),
        truth: part.map((r) => BEGIN + r.trueAt),
      });
    }
  }
  return { wires, truth: truth.slice(0, truth.length - waiting.length) };
}
