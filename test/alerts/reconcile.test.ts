import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/alerts/life.ts';
import { reconcileAlerts } from '../../src/alerts/reconcile.ts';
import { at, granted, HOUR, TEN } from '../lots/parcel-fixture.ts';
import { AlertBook, condition } from './alert-fixture.ts';

const { key } = condition();
const silent = condition({ key: 'device-silent:d1', kind: 'device-silent', severity: 'warning' });
const rejected = condition({
  key: 'device-rejected:d1:range',
  kind: 'device-rejected',
  severity: 'warning',
  count: 3,
});

describe('one episode, one alert', () => {
  test('what is wrong raises an alert, and says nothing while it stays as it is', () => {
    const book = new AlertBook();
    expect(book.tell([condition()], [key], TEN)).toMatchObject([{ key, raisedAt: TEN, count: 1 }]);
    expect(book.tell([condition()], [key], TEN + HOUR)).toEqual([]);
  });

  test('a device that speaks again ends its alert, and a new silence is a new alert', () => {
    const book = new AlertBook();
    const [first] = book.tell([silent], [silent.key], TEN);
    expect(book.tell([], [silent.key], TEN + HOUR)).toMatchObject([
      { id: first?.id, resolvedAt: TEN + HOUR },
    ]);
    const [second] = book.tell([silent], [silent.key], TEN + 2 * HOUR);
    expect(second?.id).not.toBe(first?.id);
    expect(book.open().size).toBe(1);
  });

  test('a fridge that warms again before anybody looked is the same alert, no longer returned', () => {
    const book = new AlertBook();
    const [first] = book.tell([condition()], [key], TEN);
    book.tell([], [key], TEN + HOUR);
    expect(book.tell([condition()], [key], TEN + 2 * HOUR)).toMatchObject([
      { id: first?.id, data: condition().data },
    ]);
    expect(book.open().get(key)?.data).not.toHaveProperty('returnedAt');
  });

  test('a fridge that warms again after the alert was over is a new one', () => {
    const book = new AlertBook();
    const [first] = book.tell([condition()], [key], TEN);
    if (first !== undefined) book.put(granted(acknowledge(first, 'on it', at(TEN))));
    book.tell([], [key], TEN + HOUR);
    expect(book.open().size).toBe(0);
    expect(book.tell([condition()], [key], TEN + 2 * HOUR)[0]?.id).not.toBe(first?.id);
  });

  test('what was not examined is left alone', () => {
    const book = new AlertBook();
    book.tell([silent], [], TEN);
    expect(book.tell([], ['device-silent:d2'], TEN + HOUR)).toEqual([]);
  });

  test('rejected readings are counted in one alert until somebody has seen it', () => {
    const book = new AlertBook();
    book.tell([rejected], [rejected.key], TEN);
    book.tell([rejected], [rejected.key], TEN + HOUR);
    book.tell([], [rejected.key], TEN + 2 * HOUR);
    const open = book.open().get(rejected.key);
    expect(open).toMatchObject({ count: 6, resolvedAt: null });
    if (open !== undefined) book.put(granted(acknowledge(open, 'probe replaced', at(TEN + 3 * HOUR))));
    book.tell([rejected], [rejected.key], TEN + 4 * HOUR);
    expect(book.open().get(rejected.key)).toMatchObject({ count: 3, raisedAt: TEN + 4 * HOUR });
  });

  test('two conditions under one key are a fault of the caller', () => {
    const twice = [condition(), condition()];
    expect(() => reconcileAlerts(new Map(), twice, [], { now: TEN, ids: () => 'x' })).toThrow();
  });
});

test('through any course of events a key has at most one open alert, and what is wrong has one', () => {
  const kinds = [condition(), silent, rejected];
  const step = fc.record({
    wrong: fc.subarray(kinds),
    seen: fc.option(fc.constantFrom(...kinds.map((one) => one.key))),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const book = new AlertBook();
      for (const [index, { wrong, seen }] of steps.entries()) {
        const now = TEN + index * HOUR;
        book.tell(
          wrong,
          kinds.map((one) => one.key),
          now,
        );
        const open = [...book.all.values()].filter((one) => one.resolvedAt === null);
        expect(new Set(open.map((one) => one.key)).size).toBe(open.length);
        for (const one of wrong) expect(open.some((alert) => alert.key === one.key)).toBe(true);
        for (const alert of book.all.values()) {
          const endedUnseen = alert.resolvedAt !== null && alert.acknowledged === null;
          if (endedUnseen) expect(alert.kind).toBe('device-silent');
        }
        const alert = seen === null ? undefined : book.open().get(seen);
        if (alert?.acknowledged === null) book.put(granted(acknowledge(alert, 'seen', at(now))));
      }
    }),
  );
});
