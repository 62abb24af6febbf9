/**
 * Every night at half past two the copy of yesterday is compared with the store. A night that was missed, because nothing
 * ran or InfluxDB was away, is made up for.
 */
import { schedule } from 'node-cron';
import type { InfluxVerified } from '../keeper/protocol.ts';
import { openArchive } from '../store/archive.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { yesterday } from './days.ts';
import { toVerified } from './findings.ts';
import { breather } from './pace.ts';
import type { Range } from './types.ts';
import { type VerifyParts, verify } from './verify.ts';

/** 02:30: the day's late uploads have come, the morning's work has not begun. */
const AT = '30 2 * * *';
/** A start has more urgent things to do, and the sender its backlog. */
const MAKE_UP_AFTER: DurationMs = 60_000;
/** When the copy could not be read. */
const AGAIN_AFTER: DurationMs = 15 * 60_000;

export type NightlyParts = {
  /** The province's zone. */
  readonly zone: string;
  readonly directory: string;
  readonly target: VerifyParts['target'];
  readonly clock?: () => UtcMs;
  /** Told of every night. If it throws, that night is compared again. */
  readonly report: (result: InfluxVerified) => void;
  /** How long after the start a missed night is made up for. */
  readonly makeUpAfter?: DurationMs;
};

/** Never throws, whatever InfluxDB or the store do. */
export function startNightly(parts: NightlyParts): { stop(): void } {
  const { clock = Date.now, makeUpAfter = MAKE_UP_AFTER } = parts;
  const end = new AbortController();
  let later: NodeJS.Timeout | undefined;
  let running = false;

  const night = async (): Promise<void> => {
    if (running || end.signal.aborted) return;
    running = true;
    clearTimeout(later);
    try {
      const result = await verifyDay(parts, yesterday(clock(), parts.zone), clock, end.signal);
      if (!end.signal.aborted) parts.report(result);
    } catch {
      // Whoever writes to InfluxDB tells already that it is away. This waits for it to come back.
      if (!end.signal.aborted) again(AGAIN_AFTER, night);
    } finally {
      running = false;
    }
  };
  const again = (after: DurationMs, work: () => Promise<void>) => {
    later = setTimeout(() => void work(), after);
    later.unref();
  };

  again(makeUpAfter, async () => {
    if (wasMissed(parts, clock())) await night();
  });
  const task = schedule(AT, night, {
    timezone: parts.zone,
    noOverlap: true,
    suppressMissedWarning: true,
    unref: true,
  });
  return {
    stop() {
      end.abort();
      clearTimeout(later);
      void task.destroy();
    },
  };
}

async function verifyDay(
  { directory, target }: NightlyParts,
  day: Range,
  clock: () => UtcMs,
  signal: AbortSignal,
): Promise<InfluxVerified> {
  const archive = openArchive(directory);
  try {
    const breathe = breather(signal);
    const verification = await verify(
      { archive, target, everyPoint: false, breathe, reached: () => {} },
      day,
      clock(),
    );
    return toVerified(verification);
  } finally {
    archive.close();
  }
}

/** Has yesterday not been compared yet? Also when that cannot be found out. */
function wasMissed({ directory, target, zone }: NightlyParts, now: UtcMs): boolean {
  const day = yesterday(now, zone);
  try {
    const archive = openArchive(directory);
    try {
      const { verified } = archive.copy(target.name);
      return verified === null || verified.from > day.from || verified.to < day.to;
    } finally {
      archive.close();
    }
  } catch {
    return true;
  }
}
