/** What waits for whom? Each telling is a document of its own, `<alert>/<person>`: after an outage thousands wait for the same person. */
import type { Waiting } from '../alerts/pending.ts';
import type { Telling } from '../alerts/telling.ts';

const NOTHING: Waiting = new Map();

export const tellingKey = (alert: string, person: string): string => `${alert}/${person}`;

export class Tellings {
  readonly #byPerson = new Map<string, Map<string, Telling>>();

  of(person: string): Waiting {
    return this.#byPerson.get(person) ?? NOTHING;
  }

  /** For whom something waits. */
  people(): Iterable<string> {
    return this.#byPerson.keys();
  }

  set(key: string, telling: Telling | null): void {
    const end = key.indexOf('/');
    const [alert, person] = [key.slice(0, end), key.slice(end + 1)];
    const waiting = this.#byPerson.get(person) ?? new Map<string, Telling>();
    if (telling === null) waiting.delete(alert);
    else waiting.set(alert, telling);
    if (waiting.size === 0) this.#byPerson.delete(person);
    else this.#byPerson.set(person, waiting);
  }
}
