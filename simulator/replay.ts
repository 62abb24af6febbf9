/**
 * Plays a recorded logger file through MQTT as a device: every row becomes a reading with the file's own time,
 * sent in pieces and acknowledged like any backlog. `shiftMs` moves the recording, e.g. to end now.
 */
import { SimulatedDevice } from './device.ts';
import type { Sample } from './logger.ts';
import { random } from './random.ts';

export type Recording = readonly { readonly at: number; readonly celsius: number | null }[];

export type ReplayOptions = {
  readonly recording: Recording;
  readonly device: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly shiftMs?: number;
};

/** Resolves with the number of acknowledged readings: all of them. */
export async function replay(options: ReplayOptions): Promise<number> {
  const device = new SimulatedDevice({
    id: options.device,
    secret: options.secret,
    host: options.host,
    port: options.port,
    draw: random(options.device, 'replay'),
  });
  const samples = options.recording.map(({ at, celsius }): Sample => {
    const trueAt = at + (options.shiftMs ?? 0);
    return { trueAt, at: trueAt, celsius, door: false, power: true, battery: 100 };
  });
  device.enqueue(samples);
  device.connect();
  await device.drained();
  await device.stop();
  return device.acknowledged;
}

/** How far a recording must move so that its last reading was measured at `at`. */
export function shiftToEndAt(recording: Recording, at: number): number {
  return recording.length === 0 ? 0 : at - recording.reduce((last, row) => Math.max(last, row.at), -Infinity);
}
