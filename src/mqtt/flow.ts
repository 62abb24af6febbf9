/** May this socket be read at present? It is paused while anything stands in the way, so that pressure reaches the device. */
import type { Socket } from 'node:net';
import type { Framer } from './framer.ts';

/** What can stand in the way; bits, for several can at once. */
export const JOINING = 1; // aedes prepares its half of the session
export const INFLIGHT = 2; // as many messages on the way as one connection may have
export const INTAKE = 4; // the queue of commits is full
export const WRITING = 8; // the device does not read what it is sent
export const BROKER = 16; // aedes has enough to do
export const LEAVING = 32; // nothing more is wanted of this connection

export class Flow {
  readonly #socket: Socket;
  readonly #framer: Framer;
  /** Runs before anything is read again. */
  readonly #wake: () => void;
  #blocks = 0;
  #ended = false;

  constructor(socket: Socket, framer: Framer, wake: () => void) {
    this.#socket = socket;
    this.#framer = framer;
    this.#wake = wake;
  }

  get blocked(): boolean {
    return this.#blocks !== 0;
  }

  has(reasons: number): boolean {
    return (this.#blocks & reasons) !== 0;
  }

  block(reason: number): void {
    if (this.#blocks === 0) this.#socket.pause();
    this.#blocks |= reason;
  }

  unblock(reason: number): void {
    if (this.#ended || !this.has(reason)) return;
    this.#blocks &= ~reason;
    if (this.#blocks !== 0) return;
    this.#wake();
    this.#framer.resume();
    this.#readOn();
  }

  /** Takes what was read. */
  push(chunk: Buffer): void {
    this.#framer.push(chunk);
    this.#readOn();
  }

  /** Nothing is taken or read any more. */
  end(): void {
    this.#ended = true;
    this.#framer.stop();
  }

  #readOn(): void {
    if (this.#ended || this.#blocks !== 0 || this.#framer.holding) return;
    if (this.#socket.isPaused()) this.#socket.resume();
  }
}
