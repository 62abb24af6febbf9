import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PAGE_READINGS } from '../../src/influx/feed.ts';
import { GATHER, POLL, PULSE } from '../../src/influx/sender.ts';
import { REPORT, REPORT_CHANGE } from '../../src/influx/telling.ts';
import { InfluxError, TROUBLES } from '../../src/influx/types.ts';
import { BEGINNING } from '../../src/store/outbox.ts';
import { JournalTwin, refused, STORED, senderHouse, trouble } from './sender-house.ts';

function journalOf(...entries: number[]): JournalTwin {
  const journal = new JournalTwin();
  for (const readings of entries) journal.add(readings);
  return journal;
}
/** Five entries of thirty are still to be sent. */
const FAR = { ...BEGINNING, journal: 25, ledger: 3 };
const lack = (): never => {
  throw new InfluxError('INFLUX_MISSING', 'no such database');
};
const unreachable = (): never => {
  throw new InfluxError('INFLUX_UNREACHABLE', 'nobody there');
};
const entries = (n: number, readings: number) => Array.from({ length: n }, () => readings);

test('everything in the outbox is stored, one write at a time, and the cursor stands at its end', async () => {
  const journal = journalOf(...entries(60, 1000));
  const house = senderHouse(journal);
  await house.until(() => house.settledTo() === 60);
  expect(house.temperatures()).toBe(60_000);
  expect(house.seen.mostInFlight).toBe(1);
  expect(house.seen.settled.map((s) => s.cursor.journal)).toEqual([20, 40, 60]);
});

test('it goes on where the cursor stands', async () => {
  const house = senderHouse(journalOf(...entries(10, 100)), {
    cursor: { ...BEGINNING, journal: 7, ledger: 3 },
  });
  await house.until(() => house.settledTo() === 10);
  expect(house.temperatures()).toBe(300);
});

test('while there is more to send, nothing is waited for', async () => {
  const house = senderHouse(journalOf(...entries(60, 1000)));
  await house.until(() => house.settledTo() === 60);
  expect(house.seen.waits.filter((ms) => ms !== POLL && ms !== GATHER)).toEqual([]);
  expect(house.seen.waits.indexOf(GATHER)).toBeLessThanOrEqual(0);
});

test('readings that come one by one are gathered for a second, not sent one by one', async () => {
  const journal = new JournalTwin();
  const house = senderHouse(journal);
  let added = 0;
  await house.until(() => {
    // Ten a second, by the house's own clock.
    for (; added < house.seen.now / 100 && added < 300; added++) journal.add(1);
    return house.settledTo() === 300;
  });
  const writes = house.seen.writes.filter((w) => w[0]?.measurement === 'temperature');
  expect(writes.length).toBeLessThan(40);
});

test('while the server is away nothing moves and no more than a page and a slice is in memory', async () => {
  const journal = journalOf(...entries(200, 1000));
  let away = true;
  const house = senderHouse(journal, { write: () => (away ? trouble('INFLUX_UNREACHABLE') : STORED) });
  await house.until(() => house.seen.writes.length > 200);
  expect(house.seen.settled).toEqual([]);
  expect(journal.reads).toBeLessThanOrEqual(2);
  away = false;
  const next = senderHouse(journal);
  await next.until(() => next.settledTo() === 200);
  expect(next.temperatures()).toBe(200_000);
});

test('the wait between two tries doubles, and begins anew after a success', async () => {
  const failing = new Set([0, 1, 2, 3, 5]);
  const house = senderHouse(journalOf(1, ...entries(30, 1000)), {
    write: (_, n) => (failing.has(n) ? trouble('INFLUX_OVERLOADED') : STORED),
  });
  await house.until(() => house.settledTo() === 31);
  expect(house.seen.waits.slice(0, 5)).toEqual([500, 1_000, 2_000, 4_000, 500]);
});

test('a server that names a time to come back is left alone until then', async () => {
  const house = senderHouse(journalOf(1), {
    write: (_, n) => (n === 0 ? trouble('INFLUX_OVERLOADED', 45_000) : STORED),
  });
  await house.until(() => house.settledTo() === 1);
  expect(house.seen.waits[0]).toBe(45_000);
});

test('a refused point is settled with its reason, in one transaction with the cursor behind it', async () => {
  const bad = new Set([60_000 * 17, 60_000 * 4_200]);
  const house = senderHouse(journalOf(...entries(5, 1000)), {
    write: (points) => (points.some((p) => bad.has(p.time)) ? refused('field type conflict') : STORED),
  });
  await house.until(() => house.settledTo() === 5);
  expect(house.seen.settled).toHaveLength(1);
  expect(house.seen.settled[0]?.setAside.map((s) => [s.point.time, s.reason])).toEqual([
    [60_000 * 17, '400: field type conflict'],
    [60_000 * 4_200, '400: field type conflict'],
  ]);
  expect(house.temperatures()).toBe(4_998);
  expect(house.sender.counts).toMatchObject({ pointsSetAside: 2 });
});

test('a keeper that is just beginning again loses nothing: the same is settled later, and in order', async () => {
  const bad = 60_000 * 3;
  const house = senderHouse(journalOf(...entries(60, 1000)), {
    write: (points) => (points.some((p) => p.time === bad) ? refused() : STORED),
    settle: (_, n) => n % 4 === 3,
  });
  await house.until(() => house.settledTo() === 60);
  expect(house.seen.settled.map((s) => s.cursor.journal)).toEqual([20, 40, 60]);
  expect(house.seen.settled[0]?.setAside).toHaveLength(1);
});

test('while nothing can be settled, only one page more is written', async () => {
  const house = senderHouse(journalOf(...entries(200, 1000)), { settle: () => false });
  await house.until(() => house.seen.settleCalls > 50);
  expect(house.temperatures()).toBe(2 * PAGE_READINGS);
});

test('a database that is missing is made, and gets everything from the beginning', async () => {
  let there = false;
  const house = senderHouse(journalOf(...entries(30, 1000)), {
    cursor: FAR,
    write: () => (there ? STORED : trouble('INFLUX_MISSING')),
    create: () => {
      there = true;
      return true;
    },
    events: () => (there ? [] : lack()),
  });
  await house.until(() => house.settledTo() === 30);
  expect(house.temperatures()).toBe(30_000);
  expect(house.seen.settled[0]?.cursor).toEqual(BEGINNING);
});

test('a database that only seemed to be missing is not filled again', async () => {
  const house = senderHouse(journalOf(...entries(30, 1000)), {
    cursor: FAR,
    write: (_, n) => (n === 1 ? trouble('INFLUX_MISSING') : STORED),
  });
  await house.until(() => house.settledTo() === 30);
  expect(house.temperatures()).toBe(5_000);
  expect(house.seen.settled.map((s) => s.cursor.journal)).toEqual([30]);
});

test('at the start a copy without the ledger’s first events is another one, and gets everything', async () => {
  const house = senderHouse(journalOf(...entries(30, 1000)), {
    cursor: FAR,
    events: (n) => (n === 0 ? unreachable() : []),
  });
  await house.until(() => house.settledTo() === 30);
  expect(house.temperatures()).toBe(30_000);
  expect(house.seen.settled[0]?.cursor).toEqual(BEGINNING);
});

test('a token that may not read cannot tell: it goes on at a start, and begins again after a missing bucket', async () => {
  const forbidden = () => {
    throw new InfluxError('INFLUX_UNAUTHORIZED', 'may only write');
  };
  const started = senderHouse(journalOf(...entries(30, 1000)), { cursor: FAR, events: forbidden });
  await started.until(() => started.settledTo() === 30);
  expect(started.temperatures()).toBe(5_000);
  const missed = senderHouse(journalOf(...entries(30, 1000)), {
    cursor: FAR,
    events: forbidden,
    write: (_, n) => (n === 1 ? trouble('INFLUX_MISSING') : STORED),
  });
  await missed.until(() => missed.settledTo() === 30);
  expect(missed.temperatures()).toBe(30_000);
});

test('a bucket that stays missing is asked for less and less often', async () => {
  const house = senderHouse(journalOf(10), { write: () => trouble('INFLUX_MISSING'), create: () => true });
  await house.until(() => house.seen.writes.length > 12);
  expect(house.seen.waits.filter((ms) => ms >= 15_000).length).toBeGreaterThan(3);
});

test('a bucket that is lost again and again is filled again each time', async () => {
  const journal = journalOf(...entries(30, 1000));
  const lostAt = new Set([3, 9]);
  const house = senderHouse(journal, {
    write: (_, n) => (lostAt.has(n) ? trouble('INFLUX_MISSING') : STORED),
  });
  await house.until(() => house.settledTo() === 30);
  // After the last loss every reading was written once more.
  const after = house.seen.writes.slice(10).flat();
  expect(new Set(after.filter((p) => p.measurement === 'temperature').map((p) => p.time)).size).toBe(30_000);
});

test('with nothing to send, the health of the service is, every ten seconds', async () => {
  const house = senderHouse(new JournalTwin());
  await house.until(() => house.seen.now >= 60_000);
  const health = house.seen.writes.filter((w) => w[0]?.measurement === 'service');
  expect(health).toHaveLength(house.seen.writes.length);
  expect(health.length).toBeGreaterThanOrEqual(60_000 / PULSE);
  expect(health.length).toBeLessThanOrEqual(60_000 / PULSE + 1);
});

test('health that cannot be written is not kept: a newer one follows', async () => {
  const house = senderHouse(new JournalTwin(), {
    write: (_, n) => (n < 3 ? trouble('INFLUX_UNREACHABLE') : STORED),
  });
  await house.until(() => house.stored.size >= 2);
  expect(new Set(house.seen.writes.map((w) => w[0]?.time)).size).toBe(house.seen.writes.length);
});

test.each(TROUBLES)('%s is told, with since when, and that it is over', async (code) => {
  const house = senderHouse(journalOf(1), { write: (_, n) => (n < 12 ? trouble(code) : STORED) });
  await house.until(() => house.seen.reports.at(-1)?.state === 'ok');
  const [first, second] = house.seen.reports;
  expect(first).toMatchObject({ target: 'twin', state: code, reason: 'down', lastStoredAt: null });
  expect(second?.since).toBe(first?.since);
  const over = house.seen.reports.at(-1);
  expect(over?.lastStoredAt).toBe(over?.since);
});

test('a state that lasts is told every ten seconds at most, a change after a second at the earliest', async () => {
  const house = senderHouse(journalOf(1), {
    write: (_, n) => (n % 5 === 4 ? STORED : trouble('INFLUX_FAILED')),
  });
  const told: { at: number; state: string }[] = [];
  await house.until(() => {
    for (const report of house.seen.reports.slice(told.length))
      told.push({ at: house.seen.now, state: report.state });
    return house.seen.now > 3_600_000;
  });
  for (let i = 1; i < told.length; i++) {
    const [before, now] = [told[i - 1], told[i]];
    if (before === undefined || now === undefined) continue;
    const least = before.state === now.state ? REPORT : REPORT_CHANGE;
    expect(now.at - before.at).toBeGreaterThanOrEqual(least);
  }
  expect(told.length).toBeGreaterThan(20);
});

test('one who stops it waits for the write in flight, and what that stored is settled or sent again', async () => {
  const journal = journalOf(...entries(100, 1000));
  const house = senderHouse(journal);
  await house.until(() => house.seen.inFlight === 1 && house.seen.writes.length > 6);
  expect(house.seen.inFlight).toBe(0);
  const writes = house.seen.writes.length;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(house.seen.writes.length).toBe(writes);
  // The next one begins where the last settlement stands.
  const next = senderHouse(journal, { cursor: house.seen.settled.at(-1)?.cursor ?? BEGINNING });
  await next.until(() => next.settledTo() === 100);
  expect(
    new Set([...house.stored.keys(), ...next.stored.keys()].filter((k) => k.includes('temp'))).size,
  ).toBe(100_000);
});

test('it can be stopped while it waits out an outage, and while nothing can be settled', async () => {
  const away = senderHouse(journalOf(10), { write: () => trouble('INFLUX_TIMEOUT', 600_000) });
  await away.until(() => away.seen.writes.length > 2);
  const unsettled = senderHouse(journalOf(10), { settle: () => false });
  await unsettled.until(() => unsettled.seen.settleCalls > 2);
  expect([...away.seen.settled, ...unsettled.seen.settled]).toEqual([]);
});

test('whatever mixture of faults there is, every reading is stored or set aside, and the cursor never runs ahead', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 15 }),
      fc.uniqueArray(fc.nat(5_000), { maxLength: 3 }),
      fc.infiniteStream(fc.constantFrom('', '', '', 'refuse', 'unsettled', ...TROUBLES)),
      async (sizes, badReadings, stream) => {
        const journal = journalOf(...sizes);
        const bad = new Set(badReadings.map((i) => i * 60_000));
        const faults = stream[Symbol.iterator]();
        let requests = 0;
        const setAside = new Set<number>();
        const house = senderHouse(journal, {
          write: (points) => {
            const fault = requests++ < 60 ? faults.next().value : '';
            const code = TROUBLES.find((t) => t === fault);
            if (code !== undefined) return trouble(code);
            return points.some((p) => p.measurement === 'temperature' && bad.has(p.time))
              ? refused()
              : STORED;
          },
          settle: () => requests >= 60 || faults.next().value !== 'unsettled',
        });
        let looked = 0;
        await house.until(() => {
          for (; looked < house.seen.settled.length; looked++)
            for (const s of house.seen.settled[looked]?.setAside ?? []) setAside.add(s.point.time);
          return house.settledTo() === journal.last;
        });
        const times = [...house.stored.values()].filter((p) => p.measurement === 'temperature');
        expect(times.length + setAside.size).toBe(journal.readings);
        expect([...setAside].every((t) => bad.has(t))).toBe(true);
        expect(house.seen.mostInFlight).toBe(1);
      },
    ),
    { numRuns: 30 },
  );
});
