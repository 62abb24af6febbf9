/**
 * Whatever a device's clock does, a vaccine is judged as it would be with the true times of all readings, or more strictly. Times
 * that are two minutes off are believed: what is compared leaves that much room.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ClockMemory, timed } from '../../src/telemetry/clock.ts';
import { doubtsOf, earliestOf } from '../../src/telemetry/doubtful.ts';
import { readMessage } from '../../src/telemetry/message.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { judgeParcel } from '../../src/thermal/judge.ts';
import type { ProbeHistory, Reading, RuleVersion, Stay, UnitHistory } from '../../src/thermal/types.ts';
import { BEGIN, HOUR, MINUTE, played, SPAN, type Trace, trace } from './clock-traces.ts';

const RUNS = 5 * Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);
const MAX_GAP = 30 * MINUTE;
const SLACK = 4 * MINUTE;
const ALWAYS = [{ from: Number.NEGATIVE_INFINITY, to: null }];

const versions = (slack: number): RuleVersion[] => [
  {
    version: 1,
    effective: 0,
    maxUnmonitored: 4 * HOUR + slack,
    rules: [
      {
        id: 'heat',
        side: 'above',
        limit: 8000,
        inclusive: false,
        allowed: 60 * MINUTE + slack,
        mode: 'continuous',
      },
      {
        id: 'life',
        side: 'above',
        limit: 10_000,
        inclusive: false,
        allowed: 3 * HOUR + slack,
        mode: 'cumulative',
      },
      { id: 'freeze', side: 'below', limit: -500, inclusive: true, allowed: 0, mode: 'continuous' },
    ],
  },
];

/** What the service makes of it: as the keeper does, in the order of arrival. */
function heard(t: Trace): { readings: Reading[]; doubts: Kept[]; counts: Record<string, number> } {
  let memory: ClockMemory | null = null;
  const readings: Reading[] = [];
  const doubts: Kept[] = [];
  const counts: Record<string, number> = { trusted: 0, corrected: 0, untrusted: 0 };
  for (const { receivedAt, text } of played(t).wires) {
    const message = readMessage(text, receivedAt, []);
    if (message.clock === undefined) throw new Error('every one of them says something of its clock');
    const newest = readings.length === 0 ? null : Math.max(...readings.map((r) => r.at));
    const found = timed(message, message.clock, receivedAt, memory);
    memory = found.memory;
    for (const { at, milli, clock = 'trusted' } of found.measured) {
      counts[clock] = (counts[clock] ?? 0) + 1;
      if (clock !== 'untrusted') readings.push({ at, milli });
      else {
        const earliest = earliestOf({ claimed: at, newest, order: found.order, receivedAt });
        doubts.push({ at: receivedAt, milli, receivedAt, extras: { clock, earliest } });
      }
    }
  }
  return { readings, doubts, counts };
}

const probe = (name: string, readings: readonly Reading[]): ProbeHistory => ({
  probe: name,
  readings,
  placements: ALWAYS,
});
const steady = Array.from({ length: SPAN / (10 * MINUTE) + 1 }, (_, i) => ({
  at: BEGIN + i * 10 * MINUTE,
  milli: 5000,
}));

const unitOf = (probes: readonly ProbeHistory[], doubts: UnitHistory['doubts'] = []): UnitHistory => ({
  maxGap: MAX_GAP,
  maxUnmonitored: 4 * HOUR,
  probes,
  evidence: [],
  doubts,
});

const life = fc.record({
  t: trace,
  beside: fc.boolean(),
  from: fc.integer({ min: 0, max: SPAN / 2 }),
  length: fc.integer({ min: HOUR, max: SPAN }),
});

/** A quarter of an hour waits in a new device without a network, which then starts anew and has forgotten when it measured. */
const queuedBeforeAnyTime = {
  t: {
    ...{ kind: 'running' as const, counts: false, sampling: 300_000, drift: 0 },
    temperatures: [
      { steps: 14, milli: 9000 },
      { steps: 1, milli: 5000 },
    ],
    events: [{ at: 600_001, event: { do: 'restart' as const, to: null } }],
    offline: [{ from: 0, length: 600_001 }],
    ...{ chunk: 1, delays: [0] },
  },
  ...{ beside: false, from: 0, length: 4_320_000 },
};

it('10,000 traces and more in the nightly run: never more permissive than with the true times', () => {
  const seen = { traces: 0, held: 0, heldAnyway: 0, trusted: 0, corrected: 0, untrusted: 0 };
  fc.assert(
    fc.property(life, ({ t, beside, from, length }) => {
      const { truth } = played(t);
      const { readings, doubts, counts } = heard(t);
      const second = beside ? [probe('2', steady)] : [];
      const asOf = BEGIN + SPAN;
      const leaves = Math.min(BEGIN + from + length, asOf);
      const stays = (slack: number): Stay[] => [
        { unit: 'a', from: BEGIN + from + slack, to: leaves - slack },
        { unit: 'b', from: leaves - slack, to: null },
      ];
      const b = unitOf([probe('3', steady)]);
      const real = new Map([
        ['a', unitOf([probe('1', truth), ...second])],
        ['b', b],
      ]);
      const known = new Map([
        ['a', unitOf([probe('1', readings), ...second], doubtsOf(doubts, ALWAYS, MAX_GAP))],
        ['b', b],
      ]);
      const should = judgeParcel(stays(SLACK), real, versions(SLACK), null, asOf).excursions;
      const does = judgeParcel(stays(0), known, versions(0), null, asOf).excursions;
      for (const one of should)
        expect(does.some(({ rule }) => rule === one.rule || rule === 'unmonitored')).toBe(true);
      seen.traces++;
      if (should.length > 0) seen.held++;
      else if (does.length > 0) seen.heldAnyway++;
      for (const name of ['trusted', 'corrected', 'untrusted'] as const) seen[name] += counts[name] ?? 0;
    }),
    { numRuns: RUNS, examples: [[queuedBeforeAnyTime]] },
  );
  if (process.env.GIULANH_PROPERTY_TOLD) process.stderr.write(`${JSON.stringify(seen)}\n`);
}, 600_000);
