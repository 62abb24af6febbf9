/** When is a device that says nothing taken for gone? */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Timed, Wheel } from '../../src/mqtt/wheel.ts';
import { type House, login, openHouse, status, telemetry } from './house.ts';
import { connectPacket, publishPacket, RawDevice } from './raw-device.ts';

describe('the wheel', () => {
  class Sleeper implements Timed {
    slot = -1;
    expiredAt: number | null = null;
    at: number;
    readonly wheel: Wheel;
    constructor(wheel: Wheel, at: number) {
      this.wheel = wheel;
      this.at = at;
    }
    due(): number {
      return this.at;
    }
    expire(): void {
      this.expiredAt = this.wheel.now;
    }
  }

  test('everybody expires exactly when due, however often that moved later before', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 50 }),
            fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
          ),
          {
            maxLength: 30,
          },
        ),
        (plans) => {
          const wheel = new Wheel(50);
          const sleepers = plans.map(([first, delays]) => {
            const sleeper = new Sleeper(wheel, first);
            wheel.add(sleeper);
            sleeper.at += delays.reduce((sum, delay) => sum + delay, 0);
            return sleeper;
          });
          for (let i = 0; i < 300; i++) wheel.tick();
          expect(sleepers.map((sleeper) => sleeper.expiredAt)).toEqual(sleepers.map((sleeper) => sleeper.at));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('who was removed does not expire', () => {
    const wheel = new Wheel(10);
    const sleeper = new Sleeper(wheel, 3);
    wheel.add(sleeper);
    wheel.remove(sleeper);
    for (let i = 0; i < 30; i++) wheel.tick();
    expect(sleeper.expiredAt).toBeNull();
  });
});

describe('a connection', () => {
  let house: House;
  let device: RawDevice;
  afterEach(async () => {
    device.destroy();
    await house.close();
  });

  const open = async (keepaliveSeconds: number, mostSeconds = 300): Promise<void> => {
    house = await openHouse({ limits: { keepaliveSeconds: mostSeconds, tickMs: 20, closeWaitMs: 20 } });
    device = await RawDevice.connect(
      house.port,
      connectPacket({
        ...login('fridge-1'),
        keepaliveSeconds,
        will: { topic: status('fridge-1'), payload: 'offline' },
      }),
    );
  };

  test('closes after one and a half times its keepalive, and its will is out', async () => {
    await open(1);
    const from = performance.now();
    await device.closed;
    expect(performance.now() - from).toBeGreaterThan(1_400);
    expect(house.edge.counters().closed.silence).toBe(1);
    await house.intake.count(1);
  });

  test('stays open while it pings or publishes', async () => {
    await open(1);
    const talk = setInterval(() => device.send(publishPacket(telemetry('fridge-1'), 'x', { qos: 0 })), 100);
    await house.intake.count(20);
    clearInterval(talk);
    expect(await device.pings()).toBe(true);
  });

  test.each([
    ['asks for no keepalive', 0],
    ['asks for a longer one than is granted', 65_535],
  ])('that %s is held to the longest one granted', async (_name, keepaliveSeconds) => {
    await open(keepaliveSeconds, 0.1);
    await device.closed;
    expect(house.edge.counters().closed.silence).toBe(1);
  });

  test('is not taken for silent while the service owes it an acknowledgement', async () => {
    await open(0, 0.1);
    house.intake.mode = 'hold';
    device.send(publishPacket(telemetry('fridge-1'), 'x', { id: 1 }));
    await house.intake.count(1);
    // Whoever came later and is owed nothing is taken for silent: by then the first one's time is over as well.
    const other = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
    await other.closed;
    expect(house.edge.counters().closed.silence).toBe(1);
    expect(device.isClosed).toBe(false);
    house.intake.taken[0]?.settle(null);
    await device.take(4);
    await device.closed;
    expect(house.edge.counters().closed.silence).toBe(2);
  });
});
