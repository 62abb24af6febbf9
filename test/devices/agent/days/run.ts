/**
 * Thirty days without a network: a station's agent measures on, is started anew now and then, loses the time with its power on the
 * way, raises its own alarm, and tells the real service everything once the network is back.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentDevice } from '../../../../devices/agent/device.ts';
import type { Time } from '../../../../devices/agent/time.ts';
import type { ExcursionView } from '../../../../src/keeper/views.ts';
import { DAY, MINUTE, newFolder, openDevice, removeFolder } from '../house.ts';
import { Wire } from '../wire-cut.ts';
import {
  type Comparison,
  compare,
  DEVICE,
  login,
  openWorld,
  samplesAt,
  type Truth,
  UNIT,
  WATCH,
} from '../world.ts';

const HOUR = 60 * MINUTE;

/** True time is the real one, shifted; a start of the machine has clocks of its own. */
class Shifted implements Time {
  static ahead = 0;
  readonly machine: string;
  readonly #wrong: number;
  readonly #from: number;

  /** @param wrong by how much its wall clock is off */
  constructor(machine: string, wrong: number) {
    this.machine = machine;
    this.#wrong = wrong;
    this.#from = truth();
  }

  wall(): number {
    return truth() + this.#wrong;
  }

  mono(): number {
    return truth() - this.#from + 20_000;
  }
}
const truth = (): number => Date.now() + Shifted.ahead;

export type DaysResult = {
  readonly rounds: number;
  readonly starts: number;
  readonly megabytes: number;
  readonly keepingSeconds: number;
  readonly drainSeconds: number;
  readonly messages: number;
  readonly receipts: number;
  readonly alarmAfterHours: number | null;
  readonly excursions: readonly {
    readonly start: string;
    readonly breachedAt: string;
    readonly seconds: number;
  }[];
  readonly left: number;
} & Comparison;

/** @param every ms between two measurements */
export async function thirtyDays(
  days: number,
  every: number,
  tell: (line: string) => void,
): Promise<DaysResult> {
  const folder = newFolder();
  const service = await openWorld();
  const wire = await Wire.open(service.port);
  Shifted.ahead = -days * DAY;
  const was: Truth[] = [];
  const lamp = join(folder, 'lamp');
  const warmFrom = truth() + days * DAY * 0.6;
  let alarmAt: number | null = null;
  let starts = 0;
  const start = (time: Time, battery = false): AgentDevice => {
    starts++;
    return openDevice({
      ...{ folder, time, battery, id: DEVICE, url: `mqtt://127.0.0.1:${wire.port}`, options: login },
      ...{ watches: [WATCH], outputs: [{ kind: 'file', path: lamp, on: '1', off: '0', levels: ['breach'] }] },
      ...{ bytesMost: 256_000_000, keepMs: days * DAY, backoffFirst: 50 },
    });
  };
  const measure = async (device: AgentDevice) => {
    const at = truth();
    const samples = samplesAt(at, warmFrom);
    if (!device.take(samples)) throw new Error('A round was not kept');
    for (const { probe, celsius } of samples) was.push({ at, probe, celsius: celsius ?? Number.NaN });
    if (alarmAt !== null || at < warmFrom) return;
    await device.look();
    if (readFileSync(lamp, 'utf8') === '1') alarmAt = at;
  };
  try {
    const first = new Shifted('machine-1', 0);
    let machine: Shifted | null = null;
    let device = start(first, true);
    const began = performance.now();
    const rounds = Math.round((days * DAY) / every);
    for (let i = 0; i < rounds; i++) {
      // The program alone, every tenth of the time; at 2/5 the machine, whose clock then begins in January.
      if (i > 0 && i % Math.floor(rounds / 10) === 0) {
        await device.close();
        const isPower = i === 4 * Math.floor(rounds / 10);
        if (isPower) machine = new Shifted('machine-2', -300 * DAY);
        device = start(machine ?? first, machine === null);
      }
      await measure(device);
      Shifted.ahead += every;
    }
    const keepingSeconds = (performance.now() - began) / 1000;
    const megabytes = device.log.bytes / 1_000_000;
    tell(`${rounds} rounds kept in ${keepingSeconds.toFixed(1)} s, ${megabytes.toFixed(1)} MB on disk`);
    const mended = performance.now();
    wire.mend();
    device.start();
    await device.uplink.drained();
    const drainSeconds = (performance.now() - mended) / 1000;
    const { messages, receipts } = device.uplink;
    const found = await compare(service, was, 2_500);
    const excursions = await service.all<ExcursionView>({ type: 'excursions', unit: UNIT });
    // With the network back, what is measured is receipted as it comes.
    for (let i = 0; i < 20; i++) await measure(device);
    await device.uplink.drained();
    const left = device.log.burden;
    await device.close();
    return {
      ...{ rounds, starts, megabytes, keepingSeconds, drainSeconds, messages, receipts, left },
      ...found,
      alarmAfterHours: alarmAt === null ? null : (alarmAt - warmFrom) / HOUR,
      excursions: excursions.map((one) => ({
        ...{ start: one.start, breachedAt: one.breachedAt, seconds: one.beyondSeconds },
      })),
    };
  } finally {
    await wire.close();
    await service.close();
    removeFolder(folder);
  }
}
