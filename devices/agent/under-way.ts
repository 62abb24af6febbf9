/** The rounds that were sent and have no receipt yet, in the order in which they were sent. */
import { type Bases, type Place, type Round, type RoundTime, timeOfRound } from './round.ts';
import { placeOf } from './segment.ts';

type Sent = { readonly place: Place; readonly mono: number };
const nameOf = ({ boot, seq }: Place): string => `${boot}/${seq}`;

export class UnderWay {
  #sent: Sent[] = [];
  /** With what time they were sent, over connections that broke: whatever is learned of the clock, a place says the same again. */
  readonly #said = new Map<string, RoundTime>();

  /** On this connection. */
  get size(): number {
    return this.#sent.length;
  }

  /** It is sent now, at this monotonic time; with what time it is to be told. */
  send(round: Round, mono: number, bases: Bases): RoundTime {
    const name = nameOf(round);
    const time = this.#said.get(name) ?? timeOfRound(round, bases);
    this.#said.set(name, time);
    this.#sent.push({ place: placeOf(round), mono });
    return time;
  }

  /** The receipt of one holds for all that were sent before it. Null: it was not sent on this connection. */
  receipted({ boot, seq }: Place): Sent | null {
    const index = this.#sent.findIndex(({ place }) => place.boot === boot && place.seq === seq);
    const named = this.#sent[index];
    if (named === undefined) return null;
    for (const { place } of this.#sent.splice(0, index + 1)) this.#said.delete(nameOf(place));
    return named;
  }

  /** The connection broke: they will be sent again. */
  broken(): void {
    this.#sent = [];
  }
}
