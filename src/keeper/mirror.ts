/** What does the socket thread know of the registry, and when is it told anew? */
import type { Device, Person, Site } from '../fleet/types.ts';
import { amnesiaText } from './amnesia.ts';
import type { Draft } from './draft.ts';
import type { LedgerKeeping } from './ledger.ts';
import type { Command } from './protocol.ts';
import type { Province, Session } from './province.ts';
import { REGISTERS } from './registers.ts';

/** What the socket thread mirrors: who may connect and sign in, and the tree of places. */
export type Mirror = {
  readonly devices: readonly Device[];
  readonly people: readonly Person[];
  readonly sites: readonly Site[];
  readonly sessions: readonly Session[];
  /** Why the ledger is in doubt, in English; null when it is not. */
  readonly amnesia: string | null;
};

type Parts = {
  readonly province: Province;
  readonly ledger: LedgerKeeping;
  readonly onMirror: (mirror: Mirror) => void;
};

export class Mirroring {
  readonly #parts: Parts;
  #isDue = false;
  /** Why the ledger is in doubt, as it was told last. */
  #told: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is mirrored changes with this transaction: it is told once that is on the disk. */
  changed(): void {
    this.#isDue = true;
  }

  /** The same, where this command was one that changes it. */
  did(type: Command['type'], draft: Draft): void {
    if ((REGISTERS.has(type) && !draft.empty) || this.#doubt() !== this.#told) this.changed();
  }

  /** To be called after each commit. */
  committed(): void {
    if (this.#isDue) this.tell();
  }

  tell(): void {
    this.#isDue = false;
    const { devices, people, sites, sessions } = this.#parts.province;
    this.#told = this.#doubt();
    this.#parts.onMirror({
      devices: [...devices.values()],
      people: [...people.values()],
      sites: [...sites.values()],
      sessions: [...sessions.values()],
      amnesia: this.#told,
    });
  }

  #doubt(): string | null {
    const { amnesia } = this.#parts.ledger;
    return amnesia === null ? null : amnesiaText(amnesia);
  }
}
