/** When what waits for a person becomes a message: to the millisecond, never too many, and nothing left out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compose,
  emptyInbox,
  gather,
  type Message,
  notBefore,
  SINGLE_MOST,
  WINDOW_MS,
} from '../../src/alerts/compose.ts';
import { groupOf } from '../../src/alerts/grouping.ts';
import { type Inbox, REASONS, type Telling } from '../../src/alerts/telling.ts';
import { TEN } from '../lots/parcel-fixture.ts';
import { alertOf, MINUTE, minute, telling } from './telling-fixture.ts';

const SECOND = 1000;

/** A person's inbox, looked into again and again; what is remembered goes through the disk in between. */
class Post {
  inbox: Inbox = emptyInbox('kho');
  waiting = new Map<string, Telling>();
  nextAt: number | null = null;
  readonly messages: (Message & { readonly at: number })[] = [];

  tell(now: number, ...tellings: readonly Telling[]): readonly Message[] {
    this.takeIn(tellings);
    const { inbox, messages, pending, nextAt } = compose(this.inbox, this.waiting.values(), now);
    this.inbox = JSON.parse(JSON.stringify(inbox)) as Inbox;
    this.waiting = new Map(pending.map((one) => [one.alert, JSON.parse(JSON.stringify(one)) as Telling]));
    this.nextAt = nextAt;
    this.messages.push(...messages.map((message) => ({ ...message, at: now })));
    return messages;
  }

  /** Notes what is told; answers before when nobody need look. */
  takeIn(tellings: readonly Telling[]): number {
    let at = Number.POSITIVE_INFINITY;
    for (const [alert, one] of gather(this.waiting, tellings)) {
      if (one === null) this.waiting.delete(alert);
      else this.waiting.set(alert, one);
      if (one !== null) at = Math.min(at, notBefore(this.inbox, one));
    }
    return at;
  }

  /** Looks each time something is due, up to `until`. */
  run(until: number): void {
    for (let at = this.nextAt; at !== null && at <= until; at = this.nextAt) this.tell(at);
  }
}

describe('the first of a group', () => {
  test.each([
    ['critical', 5 * SECOND],
    ['warning', 60 * SECOND],
  ] as const)('%s waits %i ms for companions, and all that came is one message', (severity, wait) => {
    const post = new Post();
    post.tell(TEN, telling({ severity }));
    expect(post.tell(TEN + wait - 1, telling({ severity, at: TEN + wait - 1 }))).toEqual([]);
    expect(post.nextAt).toBe(TEN + wait);
    expect(post.tell(TEN + wait)).toMatchObject([{ group: 'cold@depot', tellings: [{}, {}] }]);
  });

  test('a warning goes along with a critical one that does not wait so long', () => {
    const post = new Post();
    post.tell(TEN, telling({ severity: 'warning' }));
    post.tell(TEN + 30 * SECOND, telling({ at: TEN + 30 * SECOND }));
    post.run(minute(1));
    expect(post.messages).toMatchObject([{ at: TEN + 35 * SECOND, tellings: [{}, {}] }]);
  });
});

describe('a group that was told of', () => {
  const toldAt = (severity: 'critical' | 'warning'): Post => {
    const post = new Post();
    post.tell(TEN - 60 * SECOND, telling({ severity, at: TEN - 60 * SECOND }));
    post.run(TEN - 60 * SECOND + 60 * SECOND);
    post.tell(TEN);
    expect(post.messages).toHaveLength(1);
    return post;
  };

  test('waits ten minutes for the next message', () => {
    const post = toldAt('warning');
    post.tell(minute(1), telling({ severity: 'warning', at: minute(1) }));
    expect(post.tell(minute(10) - 1)).toEqual([]);
    expect(post.tell(minute(10))).toHaveLength(1);
  });

  test('does not wait when it became worse', () => {
    expect(toldAt('critical').tell(minute(1), telling({ reason: 'worse', at: minute(1) }))).toHaveLength(1);
  });

  test.each(['still', 'forgotten'] as const)(
    'waits ten minutes for what is told as %s, also where it is known as a warning; several are one message',
    (reason) => {
      for (const severity of ['critical', 'warning'] as const) {
        const post = toldAt(severity);
        expect(post.tell(minute(1), telling({ reason, at: minute(1) }))).toEqual([]);
        const end = (post.messages[0]?.at ?? 0) + WINDOW_MS;
        expect(post.tell(end - 1, telling({ reason, at: minute(8) }))).toEqual([]);
        expect(post.tell(end)).toMatchObject([{ tellings: [{}, {}] }]);
        expect(post.tell(end + 1)).toEqual([]);
      }
    },
  );

  test('that waits with a reminder does not wait with what then becomes worse, or newly critical beside a warning', () => {
    for (const [severity, reason, wait] of [
      ['critical', 'worse', 0],
      ['warning', 'raised', 5 * SECOND],
    ] as const) {
      const post = toldAt(severity);
      post.tell(minute(1), telling({ reason: 'forgotten', at: minute(1) }));
      expect(post.tell(minute(2), telling({ reason, at: minute(2) }))).toHaveLength(wait === 0 ? 1 : 0);
      post.run(minute(2) + wait);
      expect(post.messages.at(-1)).toMatchObject({ at: minute(2) + wait, tellings: [{}, {}] });
    }
  });

  test('reminds somebody who was not told of it before at once', () => {
    const post = new Post();
    post.tell(TEN, telling({ reason: 'forgotten' }));
    post.run(TEN + 5 * SECOND);
    expect(post.messages).toMatchObject([{ at: TEN + 5 * SECOND }]);
  });

  test('does not wait with a critical one when it was known as a warning, or as over', () => {
    const post = toldAt('warning');
    post.tell(minute(1), telling({ at: minute(1) }));
    expect(post.tell(minute(1) + 5 * SECOND)).toHaveLength(1);
    const over = toldAt('critical');
    over.tell(minute(10), telling({ reason: 'over', at: minute(5) }));
    over.tell(minute(11), telling({ at: minute(11) }));
    expect(over.tell(minute(11) + 5 * SECOND)).toHaveLength(1);
  });

  test('tells what is over with the next message while others last, or after an hour', () => {
    const post = toldAt('critical');
    post.tell(minute(3), telling({ reason: 'over', folded: true, at: minute(3) }));
    expect(post.tell(minute(62))).toEqual([]);
    expect(post.tell(minute(63))).toHaveLength(1);
    const along = toldAt('critical');
    along.tell(minute(3), telling({ reason: 'over', folded: true, at: minute(3) }));
    along.tell(minute(15), telling({ reason: 'still', at: minute(15) }));
    expect(along.tell(minute(15) + 5 * SECOND)).toMatchObject([{ tellings: [{}, {}] }]);
  });
});

test('two tellings of one alert are one, as old as the elder and as grave as the graver', () => {
  const post = new Post();
  const both = { alert: 'a' };
  post.tell(
    TEN,
    telling({ ...both, severity: 'warning' }),
    telling({ ...both, reason: 'climbed', level: 2 }),
  );
  expect([...post.waiting.values()]).toMatchObject([
    { reason: 'raised', severity: 'critical', level: 2, at: TEN },
  ]);
});

test('a warning that is over before it was told is not told at all; a critical one is told as over', () => {
  for (const [severity, messages] of [
    ['warning', 0],
    ['critical', 1],
  ] as const) {
    const post = new Post();
    post.tell(TEN, telling({ alert: 'a', severity }));
    post.tell(TEN + 1, telling({ alert: 'a', severity, reason: 'over', at: TEN + 1 }));
    post.run(minute(60));
    expect(post.messages).toHaveLength(messages);
  }
});

describe('a flood', () => {
  const flood = (count: number, at = TEN): Telling[] =>
    Array.from({ length: count }, (_, index) => telling({ group: `cold@s-${index}`, at }));

  test('of eight groups is eight messages; of nine it is eight, and the rest in one', () => {
    for (const [groups, last] of [
      [8, { group: 'cold@s-7' }],
      [9, { group: 'cold@s-8' }],
      [10, { group: null }],
    ] as const) {
      const post = new Post();
      post.tell(TEN, ...flood(groups));
      post.run(minute(9));
      expect(post.messages).toHaveLength(Math.min(groups, SINGLE_MOST + 1));
      expect(post.messages.at(-1)).toMatchObject(last);
    }
  });

  test('of 500 sites in one minute is at most ten messages in its first ten minutes, with every alert in one of them', () => {
    const post = new Post();
    const all: string[] = [];
    for (let second = 0; second < 60; second++) {
      const now = TEN + second * SECOND;
      const some = Array.from({ length: 9 }, (_, index) =>
        telling({ group: `cold@s-${second}-${index}`, at: now }),
      );
      all.push(...some.map(({ alert }) => alert));
      post.run(now);
      post.tell(now, ...some);
    }
    post.run(minute(10) + 5 * SECOND - 1);
    expect(post.messages.length).toBeLessThanOrEqual(10);
    post.run(minute(20));
    const said = new Set(post.messages.flatMap(({ tellings }) => tellings.map(({ alert }) => alert)));
    expect(said).toEqual(new Set(all));
    expect(post.messages.length).toBeLessThanOrEqual(11);
  });

  test('that goes on is one message in ten minutes, until ten minutes were quiet', () => {
    const post = new Post();
    post.tell(TEN, ...flood(20));
    post.run(minute(1));
    const digest = post.messages.at(-1)?.at ?? 0;
    for (let step = 1; step <= 40; step++) {
      const now = digest + step * MINUTE;
      post.run(now);
      post.tell(now, telling({ group: `cold@next-${step}`, at: now }));
    }
    const after = post.messages.map(({ at }) => at).filter((at) => at > digest);
    expect(after).toEqual([10, 20, 30, 40].map((minutes) => digest + minutes * MINUTE));
    const later = digest + 61 * MINUTE;
    post.run(later);
    post.tell(later, ...flood(2, later));
    post.run(later + 5 * SECOND);
    expect(post.messages.filter(({ at }) => at === later + 5 * SECOND)).toHaveLength(2);
  });
});

const arrivals = fc.array(
  fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 20 * MINUTE })),
    count: fc.integer({ min: 0, max: 12 }),
    group: fc.integer({ min: 0, max: 30 }),
    spread: fc.boolean(),
    reason: fc.constantFrom(...REASONS.filter((reason) => reason !== 'canary' && reason !== 'test')),
    severity: fc.constantFrom('critical' as const, 'critical' as const, 'warning' as const),
    jump: fc.constantFrom(0, 0, 0, 0, 0, 0, -1440 * MINUTE, 1440 * MINUTE, -30 * SECOND),
  }),
  { maxLength: 40 },
);
type Arrivals = typeof arrivals extends fc.Arbitrary<infer T> ? T : never;

/** `passed`: the time that really passed, whatever the clock said. */
type Played = { post: Post; told: Telling[]; passed: number[] };

function play(all: Arrivals): Played {
  const post = new Post();
  const told: Telling[] = [];
  const passed: number[] = [];
  let now = TEN;
  let ahead = 0;
  const note = () => {
    for (const { at } of post.messages.slice(passed.length)) passed.push(at - ahead);
  };
  for (const { wait, count, group, spread, reason, severity, jump } of all) {
    post.run(now + wait);
    note();
    now += wait + jump;
    ahead += jump;
    const some = Array.from({ length: count }, (_, index) =>
      telling({ group: `cold@s-${group + (spread ? index : 0)}`, reason, severity, at: now }),
    );
    told.push(...some);
    post.tell(now, ...some);
    note();
  }
  post.tell(now);
  post.run(now + 1440 * MINUTE);
  note();
  return { post, told, passed };
}

test('whatever comes and whatever the clock does, every telling is in exactly one message, within a day', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const { post, told } = play(all);
      const said = post.messages.flatMap(({ tellings }) => tellings.map(({ alert }) => alert));
      expect(said.sort()).toEqual(told.map(({ alert }) => alert).sort());
      expect([...post.waiting.values()]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('who looks only when something may be due sends the same messages at the same moments as who looks each time', () => {
  const told = fc.record({
    wait: fc.oneof(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 11 * MINUTE })),
    alert: fc.integer({ min: 0, max: 25 }),
    group: fc.integer({ min: 0, max: 12 }),
    reason: fc.constantFrom(...REASONS),
    severity: fc.constantFrom('critical' as const, 'warning' as const),
    folded: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(told, { maxLength: 60 }), (all) => {
      const [each, seldom] = [new Post(), new Post()];
      let now = TEN;
      for (const { wait, alert, group, reason, severity, folded } of all) {
        for (const post of [each, seldom]) post.run(now + wait);
        now += wait;
        const isFolded = folded && reason === 'over' ? { folded } : {};
        const one = telling({
          alert: `${group}-${alert}`,
          group: `cold@s-${group}`,
          reason,
          severity,
          at: now,
          ...isFolded,
        });
        each.tell(now, one);
        const at = seldom.takeIn([one]);
        if (at <= now) seldom.tell(now);
        else seldom.nextAt = Math.min(seldom.nextAt ?? at, at);
      }
      for (const post of [each, seldom]) post.run(now + 1440 * MINUTE);
      expect(seldom.messages).toEqual(each.messages);
    }),
    { numRuns: 1_000 },
  );
});

test('never more than ten messages in any ten minutes that passed, also when the clock is set back', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      // A clock that is set ahead cannot know how much time passed; one that is set back is no excuse.
      const { passed } = play(all.map((one) => ({ ...one, jump: Math.min(one.jump, 0) })));
      for (const at of passed)
        expect(passed.filter((one) => one > at - WINDOW_MS && one <= at).length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 300 },
  );
});

test('in which order tellings of one moment come changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          alert: fc.constantFrom('a', 'b', 'c', 'd'),
          group: fc.constantFrom('cold@x', 'cold@y'),
          reason: fc.constantFrom('raised' as const, 'still' as const, 'climbed' as const, 'worse' as const),
          severity: fc.constantFrom('critical' as const, 'warning' as const),
        }),
        { maxLength: 8 },
      ),
      (all) => {
        const unique = [...new Map(all.map((one) => [`${one.alert} ${one.reason}`, one])).values()];
        const tellings = unique.map((one) => telling({ ...one, group: `cold@${one.alert}` }));
        const [there, back] = [new Post(), new Post()];
        there.tell(minute(1), ...tellings);
        back.tell(minute(1), ...tellings.toReversed());
        expect(back).toEqual(there);
      },
    ),
  );
});

describe('what belongs together', () => {
  test.each([
    [{ kind: 'unit-excursion' }, 'cold@depot'],
    [{ kind: 'power-cut' }, 'cold@depot'],
    [{ kind: 'device-silent', severity: 'warning' }, 'cold@depot'],
    [{ kind: 'parcel-hold', data: { cause: 'excursion' } }, 'cold@depot'],
    [{ kind: 'parcel-hold', data: { cause: 'unmonitored' } }, 'cold@depot'],
    [{ kind: 'parcel-hold', data: { cause: 'excursion' }, unit: null }, 'lots@depot'],
    [{ kind: 'parcel-hold', data: { cause: 'recall' } }, 'lots@depot'],
    [{ kind: 'late-discovery' }, 'cold@depot'],
    [{ kind: 'late-discovery', unit: null }, 'lots@depot'],
    [{ kind: 'administration-refused' }, 'lots@depot'],
    [{ kind: 'handoff-disputed' }, 'road@depot'],
    [{ kind: 'disk-filling', site: null }, 'service@'],
    [{ kind: 'unit-excursion', site: 'other' }, 'cold@other'],
  ] as const)('%j is of %s', (changes, group) => {
    expect(groupOf(alertOf(changes))).toBe(group);
  });
});
