/** Reads the export of any known logger: bytes in, one neutral result or the reason why not. Same bytes, same result. */
import { isBerlinger, readBerlinger } from './berlinger.ts';
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
