/** How much disk do the days that are to be kept need, at the pace at which the sources measure? */
import type { AgentSettings, SourceSettings } from './settings.ts';

/** A round with one reading, framed; each further reading of the same moment. Measured, with some room. */
const ROUND_BYTES = 180;
const READING_BYTES = 60;
/** A sensor that speaks by itself does so once a minute, as far as can be known. */
const SPOKEN_EVERY_SECONDS = 60;
const DAY_SECONDS = 86_400;

export function needOf(settings: AgentSettings): { readonly enough: boolean; readonly text: string } {
  const share = settings.diskMegabytes / settings.devices.length;
  const lines = settings.devices.map(({ id, sources }) => {
    const perDay = sources.reduce((sum, source) => sum + bytesPerDay(source), 0);
    const megabytes = (perDay * settings.keepDays) / 1_000_000;
    return { id, megabytes, enough: megabytes <= share };
  });
  return {
    enough: lines.every(({ enough }) => enough),
    text: lines
      .map(
        ({ id, megabytes, enough }) =>
          `${id}: ${settings.keepDays} ngày cần / days need ${megabytes.toFixed(1)} MB, có / has ${share.toFixed(1)} MB: ` +
          (enough ? 'đủ / enough' : 'KHÔNG ĐỦ, tăng diskMegabytes / TOO LITTLE, raise diskMegabytes'),
      )
      .join('\n'),
  };
}

function bytesPerDay(source: SourceSettings): number {
  switch (source.kind) {
    case 'one-wire':
      return perDay(source.everySeconds, Object.keys(source.probes).length);
    case 'modbus':
      return perDay(source.everySeconds, source.registers.length);
    case 'serial':
    case 'mqtt':
      return Math.max(1, Object.keys(source.probes).length) * perDay(SPOKEN_EVERY_SECONDS, 1);
    default:
      throw new Error(`No source ${JSON.stringify(source satisfies never)}`);
  }
}

const perDay = (everySeconds: number, readings: number): number =>
  (DAY_SECONDS / everySeconds) * (ROUND_BYTES + (readings - 1) * READING_BYTES);
