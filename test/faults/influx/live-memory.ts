/**
 * How much more is held while a backlog waits than the world itself takes? What the keeper and the witnesses hold grows evenly
 * with a steady load; whatever the sender holds on top stands out above the straight line between begin and drained end.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export class LiveMemory {
  readonly #looks: { readonly at: number; readonly bytes: number }[] = [];

  constructor() {
    this.look(0);
  }

  /** What is alive now, at this point of the course. */
  look(at: number): void {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    this.#looks.push({ at, bytes: heapUsed + external });
  }

  /** The highest above the line, in MB; `at` is where the course ends, drained. */
  beyondTheLine(at: number): number {
    this.look(at);
    const [first, last] = [this.#looks[0]?.bytes ?? 0, this.#looks.at(-1)?.bytes ?? 0];
    const above = this.#looks.map((look) => look.bytes - (first + ((last - first) * look.at) / at));
    return Math.round(Math.max(...above) / 1e6);
  }
}
