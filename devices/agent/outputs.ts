/** What the agent does about an alarm by itself: runs a command, or writes to a file (an LED, a relay, a buzzer of the machine). */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { LocalAlarm } from './local-watch.ts';

export type AgentAlarm =
  | LocalAlarm
  | { readonly watch: 'agent'; readonly level: 'disk'; readonly what: string };
export type AlarmLevel = AgentAlarm['level'];

export type OutputSettings = {
  readonly levels: readonly AlarmLevel[];
} & (
  | { readonly kind: 'command'; readonly run: readonly string[] }
  | { readonly kind: 'file'; readonly path: string; readonly on: string; readonly off: string }
);

/** A command that takes longer has hung. */
const COMMAND_WITHIN = 10_000;

export class Output {
  readonly #settings: OutputSettings;
  readonly #trouble: (what: string) => void;
  #shown: string | null = null;
  #busy: Promise<void> = Promise.resolve();

  constructor(settings: OutputSettings, trouble: (what: string) => void) {
    this.#settings = settings;
    this.#trouble = trouble;
  }

  /** Does it when what is shown differs; what failed is tried again with the next call. */
  show(alarms: readonly AgentAlarm[]): Promise<void> {
    const mine = alarms.filter(({ level }) => this.#settings.levels.includes(level));
    const text = mine.map(({ watch, level, what }) => `${watch} ${level} ${what}`).join('; ');
    this.#busy = this.#busy.then(async () => {
      if (text === this.#shown) return;
      try {
        await this.#do(text);
        this.#shown = text;
      } catch (error) {
        this.#trouble(
          `An alarm could not be shown: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    });
    return this.#busy;
  }

  #do(text: string): Promise<void> {
    const state = text === '' ? 'off' : 'on';
    if (this.#settings.kind === 'file') return writeFile(this.#settings.path, this.#settings[state]);
    const [program = '', ...more] = this.#settings.run;
    return new Promise((resolve, reject) => {
      execFile(program, [...more, state, text], { timeout: COMMAND_WITHIN }, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }
}
