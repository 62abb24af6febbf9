/**
 * The scan gate's questions on their way to the keeper's thread. What was asked in one turn of the event loop, or while two
 * messages were under way, goes in one message and comes back in one: waking a thread costs more than a verdict. The answers come as the JSON text that goes out.
 */
import type { Actor, Answer, Refusal } from './protocol.ts';

export type GateQuestion = { readonly actor: Actor; readonly barcode: string; readonly site: string };
/** `text`: the answer's value as JSON. */
export type Written = { ok: true; text: string } | { ok: false; refusal: Refusal };

/** Questions in one message: so many are judged before the keeper does something else. */
const AT_ONCE = 64;
/** Messages under way: one is judged while the next one travels. */
const AHEAD = 2;

export const writtenOf = (answer: Answer): Written =>
  answer.ok ? { ok: true, text: JSON.stringify(answer.value) } : answer;

type Waiting = (answer: Written) => void;

export class GateLine {
  readonly #send: (questions: readonly GateQuestion[]) => number;
  readonly #sent = new Map<number, readonly Waiting[]>();
  #questions: GateQuestion[] = [];
  #waiting: Waiting[] = [];
  #isPlanned = false;

  /** @param send posts one message and answers its number */
  constructor(send: (questions: readonly GateQuestion[]) => number) {
    this.#send = send;
  }

  ask(question: GateQuestion): Promise<Written> {
    return new Promise((resolve) => {
      this.#questions.push(question);
      this.#waiting.push(resolve);
      if (this.#isPlanned || this.#sent.size >= AHEAD) return;
      this.#isPlanned = true;
      setImmediate(this.#flush);
    });
  }

  /** The answers to one message, in the order of its questions. */
  hear(id: number, answers: readonly Written[]): void {
    const waiting = this.#sent.get(id) ?? [];
    this.#sent.delete(id);
    for (const [i, resolve] of waiting.entries()) {
      const answer = answers[i];
      if (answer !== undefined) resolve(answer);
    }
    this.#flush();
  }

  /** Whoever was told it would get an answer gets this one. */
  refuse(answer: Written): void {
    const all = [...this.#sent.values(), this.#waiting].flat();
    this.#sent.clear();
    this.#questions = [];
    this.#waiting = [];
    for (const resolve of all) resolve(answer);
  }

  readonly #flush = (): void => {
    this.#isPlanned = false;
    while (this.#questions.length > 0 && this.#sent.size < AHEAD) {
      const questions = this.#questions.splice(0, AT_ONCE);
      const waiting = this.#waiting.splice(0, AT_ONCE);
      this.#sent.set(this.#send(questions), waiting);
    }
  };
}
