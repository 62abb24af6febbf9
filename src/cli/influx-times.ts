/** Reads `--from` and `--to`: days or times by the province's clocks, or instants with their own offset. */
import { parseArgs } from 'node:util';
import type { Zone } from '../../devices/loggers/zone.ts';
import type { Range } from '../influx/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { WrongUsage } from './refused.ts';

const LOCAL = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

export type Asked<S extends string> = {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly on: ReadonlySet<S>;
};

/** Throws `WrongUsage` for an unknown option and for anything beside the options. */
export function timesAndSwitches<S extends string>(
  args: readonly string[],
  switches: readonly S[],
): Asked<S> {
  const options = {
    from: { type: 'string' as const },
    to: { type: 'string' as const },
    ...Object.fromEntries(switches.map((name) => [name, { type: 'boolean' as const }])),
  };
  try {
    const values: Record<string, unknown> = parseArgs({ args: [...args], options, strict: true }).values;
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
    return {
      from: text('from'),
      to: text('to'),
      on: new Set(switches.filter((name) => values[name] === true)),
    };
  } catch (error) {
    throw new WrongUsage({
      code: 'USAGE_UNKNOWN_OPTION',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Throws `WrongUsage` for what is no time, and when nothing lies between the two. */
export function rangeOf({ from, to }: Asked<string>, otherwise: Range, zone: Zone): Range {
  const range = {
    from: from === undefined ? otherwise.from : timeOf(from, zone),
    to: to === undefined ? otherwise.to : timeOf(to, zone),
  };
  if (range.from < range.to) return range;
  throw new WrongUsage({
    code: 'USAGE_TIME',
    message: `Nothing lies between ${from ?? '…'} and ${to ?? '…'}`,
  });
}

function timeOf(text: string, zone: Zone): UtcMs {
  const at = Date.parse(LOCAL.test(text) ? `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}` : text);
  if (Number.isFinite(at) && LOCAL.test(text)) return zone.resolve(at).at;
  if (Number.isFinite(at) && INSTANT.test(text)) return at;
  throw new WrongUsage({
    code: 'USAGE_TIME',
    message: `"${text}" is no time: 2026-11-22, 2026-11-22T08:00 or 2026-11-22T01:00Z is wanted`,
  });
}
