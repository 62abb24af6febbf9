/** A unit's year at five-minute steps, brought in as its device would bring it: a backlog over MQTT, acknowledged. */
import { Device } from '../load/device.ts';
import type { House } from './house.ts';
import { YEAR_DEVICE } from './province.ts';

export const STEP_MS = 300_000;
export const YEAR_READINGS = (365 * 86_400_000) / STEP_MS;
/** One reading of the year, far warmer than any other, and nothing beside it is. */
export const PEAK_CELSIUS = 17.3;
const A_PIECE = 300;
const AT_ONCE = 4;

/** A slow year, a daily wave and some noise, the same in every run; the peak stands in the middle of a night in spring. */
export function yearOf(now: number): {
  readonly readings: { at: number; celsius: number }[];
  peakAt: number;
} {
  const end = Math.floor(now / STEP_MS) * STEP_MS;
  const peak = Math.floor(YEAR_READINGS * 0.37);
  const readings = Array.from({ length: YEAR_READINGS }, (_, i) => {
    const at = end - (YEAR_READINGS - i) * STEP_MS;
    const noise = ((i * 7_919) % 101) / 100 - 0.5;
    const celsius = 4.6 + Math.sin(at / 13_750_987) * 0.9 + Math.sin(at / 5_021_960_000) * 0.6 + noise * 0.6;
    return { at, celsius: i === peak ? PEAK_CELSIUS : Math.round(celsius * 100) / 100 };
  });
  return { readings, peakAt: end - (YEAR_READINGS - peak) * STEP_MS };
}

/** Seconds until the last of it was acknowledged. */
export async function bringYear(house: House, readings: readonly { at: number; celsius: number }[]) {
  const began = performance.now();
  let wake = () => {};
  const device = new Device({ host: house.host, port: house.mqttPort, ...YEAR_DEVICE }, 0, () => wake());
  await device.connect(() => {});
  const until = async (most: number) => {
    while (device.inflight > most) {
      if (!device.up) throw new Error('The device with a year of data lost its connection');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  for (let i = 0; i < readings.length; i += A_PIECE) {
    device.write([device.backlog(readings.slice(i, i + A_PIECE), performance.now())]);
    await until(AT_ONCE - 1);
  }
  await until(0);
  device.close();
  return (performance.now() - began) / 1000;
}
