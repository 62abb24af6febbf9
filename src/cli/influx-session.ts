/** What every verb about InfluxDB works with: the store for reading, the InfluxDB itself, and a way to be stopped. */
import { setTimeout as after } from 'node:timers/promises';
import { Zone } from '../../devices/loggers/zone.ts';
import { Delivery } from '../influx/delivery.ts';
import { breather } from '../influx/pace.ts';
import { targetName } from '../influx/settings.ts';
import { InfluxError, type Target, type TargetSettings } from '../influx/types.ts';
import { ANSWER_WITHIN } from '../influx/verify.ts';
import { type Archive, openArchive } from '../store/archive.ts';
import { Refused } from './refused.ts';
import { both, type Terminal } from './verb.ts';

export type Session = {
  readonly archive: Archive;
  readonly target: Target;
  readonly delivery: Delivery;
  /** Between pieces of work; rejects when the person at the terminal has had enough. */
  readonly breathe: () => Promise<void>;
  /** `yyyy-mm-dd hh:mm:ss` in the province's zone. */
  readonly local: (at: number) => string;
};

/** Throws `Refused` INFLUX_NOT_CONFIGURED. */
export function influxOf({ influx }: Terminal): TargetSettings {
  if (influx) return influx;
  throw new Refused({ code: 'INFLUX_NOT_CONFIGURED', message: 'GIULANH_INFLUX_URL is not set' });
}

/** The person pressed Ctrl+C. */
export class Interrupted extends Refused {
  constructor() {
    super({ code: 'INTERRUPTED', message: 'Interrupted' });
  }
}

/** Opens all of it, works, and closes it again. Ctrl+C ends the work at the next good moment; a second one at once. */
export async function withInflux(
  terminal: Terminal,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const settings = influxOf(terminal);
  // The client libraries take their time to load: only who needs them waits.
  const { openTarget } = await import('../influx/target.ts');
  const end = new AbortController();
  const interrupt = () => {
    terminal.err(both('Đang dừng…', 'Stopping…'));
    end.abort(new Interrupted());
  };
  process.once('SIGINT', interrupt);
  const archive = openArchive(terminal.data);
  const target = openTarget(settings, { readWithinMs: ANSWER_WITHIN });
  try {
    const zone = new Zone(archive.zone());
    await work({
      archive,
      target,
      delivery: deliveryTo(target, archive, end.signal, terminal),
      breathe: breather(end.signal),
      local: (at) => zone.local(at),
    });
  } catch (error) {
    if (error instanceof InfluxError) throw new Refused({ code: error.code, message: error.message });
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    archive.close();
    await target.close();
    terminal.progress?.('');
  }
}

function deliveryTo(target: Target, archive: Archive, signal: AbortSignal, terminal: Terminal): Delivery {
  const setAside = archive.copy(target.name).setAside.length;
  return new Delivery({
    target,
    // True, small, and known to every InfluxDB that the service ever wrote to.
    control: () => ({ measurement: 'service', tags: {}, fields: { setAside }, time: Date.now(), nanos: 0 }),
    signal,
    elapsed: () => performance.now(),
    random: Math.random,
    wait: (ms) => after(ms, undefined, { signal }).catch(() => {}),
    waiting: ({ code, reason }, ms) =>
      terminal.err(
        both(
          `Chờ ${Math.ceil(ms / 1000)} giây rồi thử lại`,
          `Trying again in ${Math.ceil(ms / 1000)} s: ${reason} [${code}]`,
        ),
      ),
  });
}

/** For people, and never a secret. */
export const nameOf = (terminal: Terminal): string => targetName(influxOf(terminal));
