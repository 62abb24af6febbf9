/** Measures every so often, one measurement at a time. A failure is told and the next one comes in its turn. */
import type { Sample } from '../round.ts';
import type { Source, Take, Trouble } from './types.ts';

export class PolledSource implements Source {
  readonly #every: number;
  readonly #read: () => Promise<readonly Sample[]>;
  readonly #trouble: Trouble;
  readonly #end: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> | null = null;

  constructor(
    everySeconds: number,
    read: () => Promise<readonly Sample[]>,
    trouble: Trouble,
    end: () => Promise<void> = async () => {},
  ) {
    this.#every = everySeconds * 1000;
    this.#read = read;
    this.#trouble = trouble;
    this.#end = end;
  }

  start(take: Take): void {
    const turn = () => {
      // One that is still measuring is left to it: a bus that hangs is not asked twice.
      this.#reading ??= this.#measure(take).finally(() => {
        this.#reading = null;
      });
    };
    turn();
    this.#timer = setInterval(turn, this.#every);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#end();
    await this.#reading;
  }

  async #measure(take: Take): Promise<void> {
    let samples: readonly Sample[];
    try {
      samples = await this.#read();
    } catch (error) {
      this.#trouble('A sensor cannot be read', {
        why: error instanceof Error ? error.message : String(error),
      });
      return;
    }
    take(samples);
  }
}
