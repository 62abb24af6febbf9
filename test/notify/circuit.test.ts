import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Circuit, FAILURES, IN_A_ROW } from '../../src/notify/circuit.ts';
import { Rate } from '../../src/notify/rate.ts';

const MINUTE = 60_000;

describe('a channel that fails', () => {
  test('is left alone after three failures, and one message looks whether it works again', () => {
    const circuit = new Circuit(() => 0.5);
    for (let i = 0; i < FAILURES; i++) {
      expect(circuit.mayPass(i)).toBe(true);
      circuit.failed(i, 'HTTP_500', 'lan');
    }
    expect(circuit.standing()).toMatchObject({
      state: 'failing',
      reason: 'HTTP_500',
      failingSince: 0,
      lastSentAt: null,
    });
    expect(circuit.mayPass(2 + 999)).toBe(false);
    expect(circuit.mayPass(2 + 1_000)).toBe(true);
    expect(circuit.mayPass(2 + 1_000)).toBe(false);
    circuit.succeeded(5_000);
    expect(circuit.standing()).toEqual({ state: 'ok', reason: '', lastSentAt: 5_000, failingSince: null });
    expect(circuit.mayPass(5_000)).toBe(true);
  });

  test('is tried at most once a second, and at least once a minute, however it fails', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (draws) => {
          let i = 0;
          const circuit = new Circuit(() => draws[i++ % draws.length] ?? 0);
          let last = 0;
          let tries = 0;
          for (let now = 0; now <= 3_600_000; now += 500) {
            if (!circuit.mayPass(now)) continue;
            if (tries >= FAILURES) expect(now - last).toBeGreaterThanOrEqual(1_000);
            if (tries > 0) expect(now - last).toBeLessThanOrEqual(MINUTE + 500);
            last = now;
            tries += 1;
            circuit.failed(now, 'HTTP_500', 'lan');
          }
          expect(tries).toBeGreaterThanOrEqual(60);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('is left alone as long as it asks', () => {
    const circuit = new Circuit(() => 0);
    for (let i = 0; i < FAILURES; i++) circuit.failed(0, 'HTTP_503', 'lan', 5 * MINUTE);
    expect(circuit.mayPass(5 * MINUTE - 1)).toBe(false);
    expect(circuit.mayPass(5 * MINUTE)).toBe(true);
  });

  test('one person’s own push service does not close the way for others, two people’s does', () => {
    const circuit = new Circuit(() => 0, 2);
    for (let i = 1; i < IN_A_ROW; i++) circuit.failed(i, 'TIMEOUT', 'lan');
    expect(circuit.mayPass(20)).toBe(true);
    expect(circuit.standing().state).toBe('unknown');
    circuit.failed(20, 'TIMEOUT', 'lan');
    expect(circuit.standing().state).toBe('failing');
    expect(circuit.mayPass(20)).toBe(true);
    circuit.failed(21, 'TIMEOUT', 'hoa');
    expect(circuit.mayPass(22)).toBe(false);
  });

  test('ten refusals in a row are more likely its fault; a refused recipient is not', () => {
    const circuit = new Circuit(() => 0);
    for (let i = 1; i < IN_A_ROW; i++) circuit.refused(i, 'HTTP_400');
    expect(circuit.standing().state).toBe('unknown');
    circuit.refused(IN_A_ROW, 'HTTP_400');
    expect(circuit.standing()).toMatchObject({ state: 'failing', reason: 'HTTP_400', failingSince: 1 });
    expect(circuit.mayPass(IN_A_ROW)).toBe(true);
    circuit.succeeded(50);
    expect(circuit.standing().state).toBe('ok');
  });
});

describe('a limit of messages a minute', () => {
  test('holds over every minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(9_000), { maxLength: 200 }),
        (most, steps) => {
          const rate = new Rate(most);
          const sent: number[] = [];
          let now = 0;
          for (const step of steps) {
            now += step;
            if (rate.room(now) <= 0) continue;
            rate.took(now);
            sent.push(now);
          }
          for (const at of sent)
            expect(sent.filter((t) => t > at - MINUTE && t <= at).length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  test('a clock that was set back does not hold messages up', () => {
    const rate = new Rate(1);
    rate.took(10 * MINUTE);
    expect(rate.room(MINUTE)).toBe(1);
  });

  test('none: as they come', () => {
    expect(new Rate(undefined).room(0)).toBe(Number.POSITIVE_INFINITY);
  });
});
