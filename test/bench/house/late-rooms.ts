/**
 * A keeper on a real store with cold rooms full of parcels, whose children stand in other units; what every unit measured in five
 * days has been taken, but for two hours of each room, which its device still keeps.
 */
import { rmSync } from 'node:fs';
import { vietnameseGtin } from '../../../simulator/gs1.ts';
import { Keeper } from '../../../src/keeper/keeper.ts';
import { type Actor, type Command, SYSTEM } from '../../../src/keeper/protocol.ts';
import { ledgerSigning } from '../../../src/ledger/signing.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { freshDirectory } from './processes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 5;
/** Parcels were split and their children carried away at the end of this day. */
const SPLIT_AFTER = 3;
const STEP = 6 * HOUR;
const CHILD_UNITS = 20;
const DEPOT: Actor = { username: 'kho', name: 'Kho', roles: ['depot'], site: 'tinh' };

/** The second day, from its first hour on: one half an hour after the other. */
const MISSING = [DAY, DAY + 1.5 * HOUR].map((from) => ({ from, to: from + HOUR }));
export type LateRooms = {
  /** The room's first or second missing hour in one message, a reading a minute; answers how long its commit took, ms. */
  deliver(room: number, hour: 0 | 1, milliAt: (minute: number) => number): Promise<number>;
  counts(): Record<string, number | string>;
  end(): Promise<void>;
};

/** So many parcels in each room, each with one child elsewhere. */
export async function lateRooms(name: string, rooms: number, parcels: number): Promise<LateRooms> {
  const directory = freshDirectory(name);
  const began = Date.UTC(2026, 10, 1);
  let now = began;
  const keeper = await Keeper.start({
    store: openSqlite(directory),
    clock: () => now,
    signing: ledgerSigning(directory),
  });
  const end = async () => {
    await keeper.close();
    rmSync(directory, { recursive: true, force: true });
  };
  const execute = async (actor: Actor, command: Command) => {
    const answer = await keeper.execute(actor, command);
    if (!answer.ok) throw new Error(`${command.type}: ${answer.refusal.message}`);
  };
  const units = [...named('kho', rooms), ...named('tu', CHILD_UNITS)];
  const isMissing = (unit: string, at: number) =>
    unit.startsWith('kho') && MISSING.some(({ from, to }) => began + from <= at && at < began + to);
  try {
    await execute(SYSTEM, {
      type: 'province.apply',
      description: describe(units, rooms, parcels, new Date(began)),
      file: null,
    });
    for (let day = 0; day < DAYS; day++) {
      for (let from = now; now < began + (day + 1) * DAY; from = now) {
        now += STEP;
        await keeper.ingest(
          units.map((unit) => {
            const kept = (at: number) => !isMissing(unit, at);
            return message(unit, from, now, () => 4_000 + Math.round(Math.random() * 1_500), kept, now);
          }),
        );
        await keeper.tick();
      }
      if (day + 1 === SPLIT_AFTER)
        for (let i = 0; i < rooms * parcels; i++) {
          const child = `con-${i}`;
          await execute(DEPOT, {
            type: 'parcel.split',
            parcel: `kien-${i}`,
            parts: [{ id: child, doses: 40 }],
          });
          await execute(DEPOT, { type: 'parcel.move', parcel: child, unit: `tu-${i % CHILD_UNITS}` });
        }
    }
  } catch (error) {
    await end();
    throw error;
  }
  return {
    deliver: async (room, hour, milliAt) => {
      const { from, to } = MISSING[hour] ?? { from: 0, to: 0 };
      now += MINUTE;
      const late = message(`kho-${room}`, began + from, began + to, milliAt, () => true, now);
      const since = performance.now();
      await keeper.ingest([late]);
      return performance.now() - since;
    },
    counts: () => keeper.counts(),
    end,
  };
}

function message(
  unit: string,
  from: number,
  to: number,
  milliAt: (minute: number) => number,
  kept: (at: number) => boolean,
  receivedAt: number,
) {
  const readings: { at: number; celsius: number }[] = [];
  for (let at = from; at < to; at += MINUTE)
    if (kept(at)) readings.push({ at, celsius: milliAt((at - from) / MINUTE) / 1000 });
  const payload = Buffer.from(JSON.stringify({ readings }));
  return { device: `do-${unit}`, kind: 'telemetry' as const, payload, size: payload.length, receivedAt };
}

const named = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

function describe(units: readonly string[], rooms: number, parcels: number, since: Date): string {
  const gtin = vietnameseGtin(7);
  const at = since.toISOString();
  const above = (id: string, limitCelsius: number, allowedSeconds: number, mode: string) => ({
    id,
    side: 'above',
    limitCelsius,
    allowedSeconds,
    mode,
  });
  const below = (id: string, limitCelsius: number, allowedSeconds: number) => ({
    id,
    side: 'below',
    limitCelsius,
    inclusive: true,
    allowedSeconds,
    mode: 'continuous',
  });
  return JSON.stringify({
    sites: [{ id: 'tinh', name: 'Kho tỉnh', level: 'province' }],
    units: units.map((id) => ({
      id,
      kind: id.startsWith('kho') ? 'cold-room' : 'refrigerator',
      site: 'tinh',
      name: id,
      litres: 100,
      rules: [above('tren-8', 8, 36_000, 'continuous'), below('dong-bang', -0.5, 3600)],
      samplingSeconds: 60,
      maxGapSeconds: 900,
    })),
    devices: units.map((unit) => ({ id: `do-${unit}`, unit, since: at, secret: `bi-mat-rieng-cua-${unit}` })),
    products: [
      {
        gtin,
        name: 'Vắc xin đo',
        rules: [
          above('nong-8', 8, 3600, 'cumulative'),
          above('nong-10', 10, 600, 'continuous'),
          above('nong-25', 25, 0, 'continuous'),
          below('dong-bang', -0.5, 3600),
        ],
        maxUnmonitoredSeconds: 14_400,
        dosesPerVial: 10,
        source: 'test/bench',
      },
    ],
    lots: [{ gtin, lot: 'TRE1', expiry: '2099-12-31' }],
    parcels: Array.from({ length: rooms * parcels }, (_, i) => ({
      id: `kien-${i}`,
      gtin,
      lot: 'TRE1',
      doses: 100,
      unit: `kho-${Math.floor(i / parcels)}`,
      since: at,
    })),
  });
}
