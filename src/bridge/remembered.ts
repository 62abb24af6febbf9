/**
 * What was subscribed to at each broker. A broker that keeps our session keeps its subscriptions too: one that has gone from the
 * settings must be given back, or its messages come for ever.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const FILE = 'bridges.json';
const shape = z.record(z.string(), z.array(z.string()));

export class Remembered {
  readonly #path: string;
  readonly #filters: Map<string, readonly string[]>;

  /** `directory`: of the service's data. What cannot be read is begun anew: then nothing is given back. */
  constructor(directory: string) {
    this.#path = join(directory, FILE);
    this.#filters = new Map(Object.entries(read(this.#path)));
  }

  /** Of this client at this broker, those that are wanted no more. */
  unwanted(client: string, wanted: readonly string[]): readonly string[] {
    return (this.#filters.get(client) ?? []).filter((filter) => !wanted.includes(filter));
  }

  remember(client: string, filters: readonly string[]): void {
    if (JSON.stringify(this.#filters.get(client)) === JSON.stringify(filters)) return;
    this.#filters.set(client, filters);
    writeFileSync(`${this.#path}.new`, JSON.stringify(Object.fromEntries(this.#filters)), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}

function read(path: string): Record<string, readonly string[]> {
  try {
    const checked = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return checked.success ? checked.data : {};
  } catch {
    return {};
  }
}
