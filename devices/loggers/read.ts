/** Reads the export of any known logger: bytes in, one neutral result or the reason why not. Same bytes, same result. */
import { isBerlinger, readBerlinger } from './berlinger.ts';
import { SERIAL } from './formats.ts';
import { readSeries } from './series.ts';
import { readLines } from './text.ts';
import { type ReadOptions, type ReadResult, refuse } from './types.ts';
import { Zone } from './zone.ts';

/** The province's zone where nothing else is said. Vietnam is at +07:00 without summer time. */
export const DEFAULT_ZONE = 'Asia/Ho_Chi_Minh';

/**
 * One bad line is a problem of the result and never takes the file with it. The whole file is refused when it is
 * empty, is no text, states no unit and none was given, or when its time or temperature column cannot be told.
 */
export function readLoggerFile(bytes: Uint8Array, options: ReadOptions): ReadResult {
  if (!Zone.isName(options.zone)) {
    return refuse(
      'LOGGER_ZONE_UNKNOWN',
      `Cannot read times: zone "${options.zone}" found, an IANA name wanted`,
    );
  }
  const lines = readLines(bytes);
  if (!lines.ok) return lines;
  return isBerlinger(lines.value) ? readBerlinger(lines.value, options) : readSeries(lines.value, options);
}

/** Lines in which a file says whose it is. */
const HEAD_LINES = 60;
const BERLINGER_SERIAL = /^\s+Serial: *([A-Za-z0-9-]+)/m;

/** The serial number that the bytes state, also where the rest cannot be read; null: none. */
export function statedSerial(bytes: Uint8Array): string | null {
  const lines = readLines(bytes);
  if (!lines.ok) return null;
  const head = lines.value.slice(0, HEAD_LINES).join('\n');
  return ((isBerlinger(lines.value) ? BERLINGER_SERIAL : SERIAL).exec(head) ?? [])[1] ?? null;
}
