/** How far an alert climbs and who is told, to the millisecond; and that nothing is told twice or left out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { begun } from '../../src/alerts/escalation.ts';
import { ENDS } from '../../src/alerts/life.ts';
import { ALERT_KINDS, type Alert } from '../../src/alerts/types.ts';
import { TEN } from '../lots/parcel-fixture.ts';
import { alertOf, Climb, ended, FOUR, LADDER, MINUTE, minute, reachOf, taken } from './telling-fixture.ts';

const critical = alertOf();
const warning = alertOf({ kind: 'battery-low', severity: 'warning' });

describe('a level tells', () => {
  test.each([
    [1, 'huyen climbed', 15],
    [2, 'cdc climbed', 30],
    [3, 'tinh climbed', 60],
  ])('level %i (%s) at %i minutes, not a millisecond before, and once', (level, said, after) => {
    const climb = new Climb();
    climb.look(critical, TEN);
    for (const { afterMinutes } of LADDER.levels.slice(1, level)) climb.look(critical, minute(afterMinutes));
    expect(climb.says(critical, minute(after) - 1)).not.toContain(said);
    expect(climb.says(critical, minute(after))).toContain(said);
    expect(climb.says(critical, minute(after) + 1)).toEqual([]);
  });

  test('at once what was due while nobody looked, each person once', () => {
    const climb = new Climb();
    expect(climb.says(critical, minute(61)).sort()).toEqual([
      'cdc climbed',
      'huyen climbed',
      'kho raised',
      'quan climbed',
      'tinh climbed',
    ]);
  });

  test('and says when it is to be looked at next', () => {
    const climb = new Climb();
    expect(climb.look(critical, TEN).escalation?.nextAt).toBe(minute(15));
    expect(climb.look(critical, minute(15)).escalation?.nextAt).toBe(minute(30));
  });

  test('is passed at once when it reaches nobody, and noted', () => {
    const climb = new Climb();
    climb.reach = reachOf([[], ['huyen'], [], ['quan']]);
    expect(climb.says(critical, TEN)).toEqual(['huyen raised']);
    expect(climb.before?.reached).toMatchObject([
      { level: 0, told: [] },
      { level: 1, told: ['huyen'] },
    ]);
    expect(climb.says(critical, minute(30))).toContain('quan climbed');
  });

  test('is passed at once when no message reached any of its people, but not when somebody has it', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    expect(climb.says(critical, minute(1), { undelivered: true })).toEqual(['huyen climbed']);
    expect(climb.says(taken(critical, minute(2)), minute(2), { undelivered: true })).toEqual([]);
    const mild = new Climb();
    mild.look(warning, TEN);
    expect(mild.says(warning, minute(1), { undelivered: true })).toEqual(['huyen climbed']);
  });

  test('says when the whole ladder reaches nobody, and is climbed again after a while', () => {
    const climb = new Climb();
    climb.reach = () => [];
    expect(climb.look(critical, TEN)).toMatchObject({ nobody: true, escalation: { nextAt: minute(15) } });
    climb.reach = reachOf(FOUR);
    expect(climb.says(critical, minute(15) - 1)).toEqual([]);
    expect(climb.look(critical, minute(15))).toMatchObject({ nobody: false });
    expect(climb.told.map(({ person }) => person)).toContain('kho');
  });
});

describe('"still"', () => {
  test('comes each 15 minutes to everybody who was told, to the millisecond', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    climb.look(critical, minute(15));
    expect(climb.says(critical, minute(30) - 1)).toEqual([]);
    expect(climb.says(critical, minute(30)).sort()).toEqual(['cdc climbed', 'huyen still', 'kho still']);
  });

  /** Each time at which the depot is told "still" until then, in minutes since TEN. */
  const repeated = (climb: Climb, alert: Alert, until: number): number[] => {
    const minutes: number[] = [];
    for (
      let at = climb.before?.nextAt ?? null;
      at !== null && at <= until;
      at = climb.before?.nextAt ?? null
    ) {
      expect(climb.says(alert, at - 1)).toEqual([]);
      if (climb.says(alert, at).includes('kho still')) minutes.push((at - TEN) / MINUTE);
    }
    return minutes;
  };
  const laddered = (stillMinutes: number, ...after: readonly number[]): Climb => {
    const climb = new Climb();
    const levels = after.map((afterMinutes) => ({ afterMinutes, targets: [], channels: [] }));
    climb.ladder = { ...LADDER, levels, stillMinutes };
    climb.reach = reachOf(FOUR, climb.ladder);
    climb.look(critical, TEN);
    return climb;
  };

  test.each([
    [5, [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 90, 130, 190, 250]],
    [15, [15, 30, 45, 60, 90, 150, 210, 270]],
    [25, [25, 50, 75, 125, 185, 245]],
    [30, [30, 60, 120, 180, 240]],
    [59, [59, 118, 178, 238]],
    [60, [60, 120, 180, 240]],
    [90, [90, 180, 270]],
  ])('each %i minutes for an hour, then each twice as long, at most an hour', (stillMinutes, told) => {
    expect(repeated(laddered(stillMinutes, 0), critical, minute(280))).toEqual(told);
  });

  test('begins anew with a further level, also with one that comes early because no message arrived', () => {
    expect(repeated(laddered(15, 0, 160), critical, minute(300))).toEqual([
      ...[15, 30, 45, 60, 90, 150, 165, 180, 195, 210, 225, 255],
    ]);
    const climb = laddered(15, 0, 1_000);
    repeated(climb, critical, minute(160));
    expect(climb.says(critical, minute(160), { undelivered: true })).toEqual(['huyen climbed']);
    expect(repeated(climb, critical, minute(230))).toEqual([165, 180, 195, 210, 225]);
  });

  test('a level that reaches nobody begins nothing anew', () => {
    const climb = laddered(15, 0, 160);
    climb.reach = reachOf([['kho'], []], climb.ladder);
    expect(repeated(climb, critical, minute(280))).toEqual([15, 30, 45, 60, 90, 150, 210, 270]);
  });

  test('on the standard ladder is each quarter of an hour for two hours, then each hour, and never stops', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    const told = repeated(climb, critical, minute(30 * 24 * 60));
    expect(told.slice(0, 12)).toEqual([15, 30, 45, 60, 75, 90, 105, 120, 150, 210, 270, 330]);
    expect(told.at(-1)).toBe(30 * 24 * 60 - 30);
    expect(climb.before?.nextAt).toBe(minute(30 * 24 * 60 + 30));
  });

  test('comes not for a warning, not for what is taken, not for what is over', () => {
    for (const alert of [warning, taken(critical, minute(1)), ended(critical, minute(1))]) {
      const climb = new Climb();
      climb.look({ ...alert, acknowledged: null, resolvedAt: null }, TEN);
      climb.look(alert, minute(1));
      expect(climb.says(alert, minute(40)).filter((said) => said.endsWith('still'))).toEqual([]);
    }
  });

  test('an alert that is taken in the very millisecond of climbing climbs no more', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    expect(climb.says(taken(critical, minute(15)), minute(15))).toEqual([]);
  });
});

describe('a warning', () => {
  test('is told once, to the first level, however long it lasts', () => {
    const climb = new Climb();
    expect(climb.says(warning, TEN)).toEqual(['kho raised']);
    expect(climb.look(warning, minute(10_000))).toMatchObject({ tellings: [], escalation: { nextAt: null } });
  });

  test('waits for the end of the quiet hours, and a critical alert does not', () => {
    const climb = new Climb();
    climb.quietUntil = minute(90);
    expect(climb.look(warning, TEN)).toMatchObject({ tellings: [], escalation: { nextAt: minute(90) } });
    climb.quietUntil = null;
    expect(climb.says(warning, minute(90))).toEqual(['kho raised']);
    const loud = new Climb();
    loud.quietUntil = minute(90);
    expect(loud.says(critical, TEN)).toEqual(['kho raised']);
  });

  test('that was over before the morning was never there', () => {
    const climb = new Climb();
    climb.quietUntil = minute(90);
    climb.look(warning, TEN);
    expect(climb.look(ended(warning, minute(5)), minute(5))).toEqual({
      escalation: null,
      tellings: [],
      nobody: false,
    });
  });

  test('that becomes critical is told as worse to whom it was told, and its levels count from then', () => {
    const climb = new Climb();
    climb.look(warning, TEN);
    const worse = { ...warning, severity: 'critical' as const };
    expect(climb.says(worse, minute(100))).toEqual(['kho worse']);
    expect(climb.says(worse, minute(115) - 1)).toEqual([]);
    expect(climb.says(worse, minute(115)).sort()).toEqual(['huyen climbed', 'kho still']);
    expect(climb.before?.nextAt).toBe(minute(130));
  });
});

describe('what is taken and lasts', () => {
  /** Each time at which it is told until then, in minutes since TEN; never a millisecond before. */
  const remindedUntil = (climb: Climb, alert: Alert, until: number): number[] => {
    const minutes: number[] = [];
    for (
      let at = climb.before?.nextAt ?? null;
      at !== null && at <= until;
      at = climb.before?.nextAt ?? null
    ) {
      expect(climb.says(alert, at - 1)).toEqual([]);
      expect(climb.says(alert, at)).toEqual(['kho forgotten', 'huyen forgotten']);
      expect(climb.says(alert, at + 1)).toEqual([]);
      minutes.push((at - TEN) / MINUTE);
    }
    return minutes;
  };
  const hours = (...all: readonly number[]): number[] => all.map((one) => one * 60);

  test.each(['unit-excursion', 'parcel-hold', 'device-silent', 'handoff-disputed'] as const)(
    '%s is told as forgotten after an hour to whoever took it and the next level, then after one hour, two, four, eight, and then each day',
    (kind) => {
      const climb = new Climb();
      const alert = taken(alertOf({ kind, severity: 'critical' }), TEN);
      climb.look({ ...alert, acknowledged: null }, TEN);
      climb.look(alert, TEN);
      const told = remindedUntil(climb, alert, minute(90 * 60));
      expect(told).toEqual(hours(1, 2, 4, 8, 16, 40, 64, 88));
    },
  );

  test('waits first for as long as its ladder says, whatever it says of "still"', () => {
    const climb = new Climb();
    climb.ladder = { ...LADDER, forgottenMinutes: 20, stillMinutes: 5 };
    climb.reach = reachOf(FOUR, climb.ladder);
    climb.look(critical, TEN);
    const alert = taken(critical, minute(5));
    climb.look(alert, minute(5));
    expect(remindedUntil(climb, alert, minute(600))).toEqual([25, 85, 205, 445]);
  });

  test('was told as forgotten before that was counted: it counts as once', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    const alert = taken(critical, TEN);
    climb.look(alert, TEN);
    climb.look(alert, minute(60));
    const { forgottenTimes: _, ...uncounted } = climb.look(alert, minute(61)).escalation ?? begun(alert, TEN);
    climb.before = uncounted;
    climb.look(alert, minute(62));
    expect(remindedUntil(climb, alert, minute(300))).toEqual(hours(2, 4));
  });

  test('is silent until the time that was wanted, is then told, and its reminders begin anew', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    const until = minute(300);
    const alert = {
      ...taken(critical, minute(5)),
      snoozed: { by: 'kho', at: minute(5), until, comment: '' },
    };
    climb.look(alert, minute(5));
    expect(remindedUntil(climb, alert, minute(900))).toEqual(hours(5, 6, 8, 12));
    const again = { ...alert, snoozed: { by: 'kho', at: minute(901), until: minute(960), comment: '' } };
    climb.look(again, minute(901));
    expect(remindedUntil(climb, again, minute(24 * 60))).toEqual(hours(16, 17, 19, 23));
  });
});

describe('what is over', () => {
  test('is told to exactly those who were told, when it stayed over for two minutes', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    climb.look(critical, minute(15));
    const over = ended(critical, minute(20));
    expect(climb.says(over, minute(20))).toEqual([]);
    expect(climb.says(over, minute(22) - 1)).toEqual([]);
    expect(climb.says(over, minute(22)).sort()).toEqual(['huyen over', 'kho over']);
    expect(climb.before).toBeNull();
  });

  const back = { ...critical, data: { returnedAt: 'x' } };

  test('that comes back within two minutes never was over', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    climb.look(back, minute(5));
    expect(climb.says(critical, minute(7) - 1)).toEqual([]);
    expect(climb.says(critical, minute(15))).toContain('huyen climbed');
  });

  test.each([
    ['ten minutes', minute(18), ['huyen climbed', 'kho raised'], { level: 1, nextAt: minute(30) }],
    [
      'not quite an hour',
      minute(68) - 1,
      ['cdc climbed', 'huyen climbed', 'kho raised', 'quan climbed', 'tinh climbed'],
      { level: 3 },
    ],
    ['an hour', minute(68), ['kho raised'], { level: 0, nextAt: minute(83) }],
  ])('that comes back after %s', (_, at, said, escalation) => {
    const climb = new Climb();
    climb.look(critical, TEN);
    climb.look(back, minute(8));
    expect(climb.says(back, minute(10))).toEqual(['kho over']);
    expect(climb.says(back, minute(17))).toEqual([]);
    expect(climb.says(critical, at).sort()).toEqual(said);
    expect(climb.look(critical, at).escalation).toMatchObject(escalation);
  });

  test('and comes back again and again without anybody taking it climbs to the top', () => {
    const climb = new Climb();
    const said = Array.from({ length: 120 }, (_, i) => climb.says(i % 35 < 25 ? critical : back, minute(i)));
    expect(said.flat()).toContain('tinh climbed');
  });

  test.each(ALERT_KINDS.filter((kind) => ENDS[kind] === 'event'))(
    '%s, which cannot stop being so, ends in silence',
    (kind) => {
      const climb = new Climb();
      const alert = alertOf({ kind });
      climb.look(alert, TEN);
      expect(climb.look(ended(taken(alert, minute(1)), minute(1)), minute(9))).toMatchObject({
        escalation: null,
        tellings: [],
      });
    },
  );
});

describe('a clock', () => {
  test('set back by a day delays nothing by a day, and set right again repeats nothing', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    const yesterday = TEN - 1440 * MINUTE;
    expect(climb.says(critical, yesterday)).toEqual([]);
    expect(climb.says(critical, yesterday + 15 * MINUTE).sort()).toEqual(['huyen climbed', 'kho still']);
  });

  test('set ahead by a day tells each person once, and set right again nobody twice', () => {
    const climb = new Climb();
    climb.look(critical, TEN);
    const people = climb.look(critical, minute(1440)).tellings.map(({ person }) => person);
    expect(people.sort()).toEqual(['cdc', 'huyen', 'kho', 'quan', 'tinh']);
    expect(climb.says(critical, minute(1))).toEqual([]);
    expect(climb.says(critical, minute(14))).toEqual([]);
  });
});

const steps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 40 * MINUTE }),
    jump: fc.constantFrom(0, 0, 0, 0, -1440, 1440, -3, 7),
    state: fc.constantFrom('lasts', 'lasts', 'lasts', 'taken', 'back', 'over'),
  }),
  { maxLength: 25 },
);

test('whenever it is looked at: looking again at the same time tells nothing, and whoever is told anything was told first that it began', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const climb = new Climb();
      let now = TEN;
      let alert = critical;
      for (const { wait, jump, state } of all) {
        now += wait + jump * MINUTE;
        if (state === 'taken') alert = taken(alert, now);
        if (state === 'back')
          alert = { ...critical, acknowledged: alert.acknowledged, data: { returnedAt: 'x' } };
        if (state === 'lasts') alert = { ...alert, data: critical.data };
        const known = new Set(climb.told.map(({ person }) => person));
        const first = climb.look(state === 'over' ? ended(alert, now) : alert, now);
        for (const { person, reason } of first.tellings)
          if (reason === 'still' || reason === 'over' || reason === 'worse') expect(known).toContain(person);
        const pairs = first.tellings.map(({ person, reason }) => `${person} ${reason}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        if (state === 'over') return;
        expect(climb.look(alert, now).tellings).toEqual([]);
        const next = climb.before?.nextAt ?? null;
        if (next !== null) expect(next).toBeGreaterThan(now);
      }
    }),
    { numRuns: 300 },
  );
});

test('an alert that nobody takes reaches the top of its ladder, however seldom it is looked at and however often the clock is set back', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const climb = new Climb();
      let now = TEN;
      for (const { wait, jump } of all) {
        now += wait + Math.min(jump, 0) * MINUTE;
        climb.look(critical, now);
      }
      // From the last look on the clock is right, and deadlines are kept.
      climb.look(critical, now);
      for (let looks = 0; looks < 12; looks++) {
        now = climb.before?.nextAt ?? now;
        climb.look(critical, now);
      }
      expect(new Set(climb.told.map(({ person }) => person))).toEqual(new Set(FOUR.flat()));
    }),
    { numRuns: 200 },
  );
});
