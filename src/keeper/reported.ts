/** What each device said last beside its temperatures, and for how long each probe has said the same. By when it was measured. */
import type { Kept } from '../telemetry/tail.ts';
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import type { ProbeLog } from './history.ts';

/** `since`: the first of the reports in a row that say so. */
type Said<T> = { readonly value: T; readonly since: UtcMs; readonly at: UtcMs };
/** The same value from `since` to `at`, as far as is remembered (a day after a start) and without regard to silences. */
type Same = { milli: MilliCelsius; since: UtcMs; at: UtcMs };

export class Reported {
  /** By device: has it mains power? */
  readonly mains = new Map<string, Said<boolean>>();
  /** By device, in percent. */
  readonly battery = new Map<string, Said<number>>();
  readonly same = new Map<ProbeLog, Same>();

  /** What is known of a probe, and of its device, that is about to be read anew. */
  forget(log: ProbeLog): void {
    this.same.delete(log);
    this.mains.delete(log.device);
    this.battery.delete(log.device);
  }

  note(log: ProbeLog, { at, milli, extras }: Pick<Kept, 'at' | 'milli' | 'extras'>): void {
    if (milli !== null) this.#noteValue(log, at, milli);
    if (extras === null) return;
    if (extras.power !== undefined) say(this.mains, log.device, extras.power, at);
    if (extras.battery !== undefined) say(this.battery, log.device, extras.battery, at);
  }

  #noteValue(log: ProbeLog, at: UtcMs, milli: MilliCelsius): void {
    const same = this.same.get(log);
    if (same === undefined) this.same.set(log, { milli, since: at, at });
    else if (at > same.at) {
      if (milli !== same.milli) {
        same.milli = milli;
        same.since = at;
      }
      same.at = at;
    }
  }
}

/** What was measured earlier than the newest says nothing of now. */
function say<T>(all: Map<string, Said<T>>, device: string, value: T, at: UtcMs): void {
  const former = all.get(device);
  if (former !== undefined && at < former.at) return;
  all.set(device, { value, since: former?.value === value ? former.since : at, at });
}
