/** One device of the agent: what its sources measure is kept on disk, watched, and sent under its own name. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IClientOptions } from 'mqtt';
import { isPlausible } from '../../src/telemetry/measured.ts';
import { AgentClock } from './clock.ts';
import { DiskLog } from './disk-log.ts';
import { type DiskTrouble, Keeping } from './keeping.ts';
import { LocalWatch, type WatchTerms } from './local-watch.ts';
import { type AgentAlarm, Output, type OutputSettings } from './outputs.ts';
import type { Sample } from './round.ts';
import { timeOf } from './segment.ts';
import type { Source } from './sources/types.ts';
import { StateFile } from './state-file.ts';
import { Thinning } from './thinning.ts';
import type { Time } from './time.ts';
import { Uplink } from './uplink.ts';

export type AgentDeviceParts = {
  readonly id: string;
  readonly folder: string;
  readonly bytesMost: number;
  readonly keepMs: number;
  /** The machine keeps the time while it is off. */
  readonly battery: boolean;
  readonly url: string;
  readonly options: Pick<IClientOptions, 'password' | 'ca' | 'cert' | 'key'>;
  readonly sources: readonly Source[];
  readonly watches: readonly WatchTerms[];
  readonly outputs: readonly OutputSettings[];
  readonly time: Time;
  readonly tell: (what: string, facts: object) => void;
  readonly receiptWithin?: number;
  readonly backoffFirst?: number;
};

/** Left out by thinning only what differs by no more than sensors do, and never for longer than a value stands. */
const THIN_WITHIN_MILLI = 300;
const THIN_EVERY = 10 * 60_000;
/** Alarms end and begin by time alone too. */
const LOOK_EVERY = 10_000;

export class AgentDevice {
  readonly id: string;
  readonly keeping: Keeping;
  readonly uplink: Uplink;
  readonly clock: AgentClock;
  readonly log: DiskLog;
  readonly #parts: AgentDeviceParts;
  readonly #state: StateFile;
  readonly #watches: readonly LocalWatch[];
  readonly #outputs: readonly Output[];
  #looking: NodeJS.Timeout | null = null;
  #told: DiskTrouble = 'none';

  /** Everything is read back from the disk, and the new start is on it, when this returns. */
  constructor(parts: AgentDeviceParts) {
    const { id, folder, time, battery, tell } = parts;
    this.#parts = parts;
    this.id = id;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { file, state } = StateFile.open(join(folder, 'state'));
    this.#state = file;
    this.log = new DiskLog(folder, parts.bytesMost);
    if (this.log.damaged > 0)
      tell('A part of what was kept cannot be read', { device: id, bytes: this.log.damaged });
    this.clock = new AgentClock(time, battery, state?.latest ?? null, state?.clock ?? null);
    const limits = parts.watches.flatMap(({ rules }) => rules.map(({ limit }) => limit));
    const thinning = new Thinning({ within: THIN_WITHIN_MILLI, every: THIN_EVERY, limits });
    const { log, clock } = this;
    this.keeping = new Keeping({
      log,
      state: file,
      clock,
      thinning,
      time,
      before: state,
      keepMs: parts.keepMs,
    });
    this.#watches = parts.watches.map((terms) => new LocalWatch(terms, time.mono()));
    this.#outputs = parts.outputs.map((one) => new Output(one, (what) => tell(what, { device: id })));
    this.#recall();
    const { url, options, receiptWithin, backoffFirst } = parts;
    this.uplink = new Uplink({
      ...{ device: id, url, options, log, clock, time, tell, keeping: this.keeping, random: Math.random },
      ...(receiptWithin === undefined ? {} : { receiptWithin }),
      ...(backoffFirst === undefined ? {} : { backoffFirst }),
    });
  }

  start(): void {
    this.uplink.start();
    for (const source of this.#parts.sources) source.start((samples) => this.take(samples));
    this.#looking = setInterval(() => void this.look(), LOOK_EVERY);
  }

  /** True: what they say is on disk. */
  take(samples: readonly Sample[]): boolean {
    const { time } = this.#parts;
    const kept = this.keeping.keep(samples);
    for (const { probe, celsius, at } of samples)
      if (at === undefined)
        for (const watch of this.#watches) watch.note(probe, time.mono(), milliOf(celsius));
    if (kept) this.uplink.nudge();
    void this.look();
    return kept;
  }

  /** Everything that is wrong now, shown at the outputs before this resolves. */
  async look(): Promise<readonly AgentAlarm[]> {
    const alarms = this.alarms();
    const { trouble, lost } = this.keeping;
    if (trouble !== this.#told) {
      this.#told = trouble;
      const { kept, thinned } = this.keeping;
      this.#parts.tell('The disk', { device: this.id, trouble, kept, thinned, lost: lost?.rounds ?? 0 });
    }
    await Promise.all(this.#outputs.map((output) => output.show(alarms)));
    return alarms;
  }

  alarms(): readonly AgentAlarm[] {
    const now = this.#parts.time.mono();
    const { trouble } = this.keeping;
    const found: AgentAlarm[] = this.#watches.flatMap((watch) => watch.judge(now));
    return trouble === 'none' ? found : [...found, { watch: 'agent', level: 'disk', what: trouble }];
  }

  async close(): Promise<void> {
    if (this.#looking !== null) clearInterval(this.#looking);
    await Promise.all(this.#parts.sources.map((source) => source.close()));
    await this.uplink.stop();
    this.keeping.remember();
    this.log.close();
    this.#state.close();
  }

  /** What was measured before this start counts for the alarms: ten warm hours are not begun anew by a power cut. */
  #recall(): void {
    const { time } = this.#parts;
    if (this.#watches.length === 0) return;
    const now = time.mono();
    const from = Math.max(0, this.log.segments.length - RECALLED_FILES);
    const reader = this.log.reader(this.log.segments[from - 1]?.last ?? null);
    for (let round = reader.next(); round !== null; round = reader.next()) {
      const at = round.machine === time.machine ? round.mono : timeOf(round) - this.clock.base;
      if (at > now) continue;
      for (const { probe, celsius, at: own } of round.readings)
        if (own === undefined) for (const watch of this.#watches) watch.note(probe, at, milliOf(celsius));
    }
    for (const watch of this.#watches) watch.judge(now);
  }
}

/** Of 32 to the whole disk share, which holds thirty days: more than the two days that a watch looks back. */
const RECALLED_FILES = 4;

const milliOf = (celsius: number | null): number | null => {
  const milli = celsius === null ? null : Math.round(celsius * 1000);
  return milli !== null && isPlausible(milli) ? milli : null;
};
