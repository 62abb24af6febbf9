/** A person at a screen: signed in, with the live feed open; counts its frames and the longest time without one. */
import { WebSocket } from 'ws';
import { signIn } from './session.ts';

export type Viewed = { readonly frames: number; readonly perSecond: number; readonly longestGapMs: number };

export class Viewer {
  readonly token: string;
  /** Hears each message as text. */
  onText: ((text: string) => void) | null = null;
  readonly #socket: WebSocket;
  #frames = 0;
  #since = performance.now();
  #lastAt = performance.now();
  #longest = 0;

  private constructor(token: string, socket: WebSocket) {
    this.token = token;
    this.#socket = socket;
    socket.on('message', (data) => {
      const now = performance.now();
      this.#longest = Math.max(this.#longest, now - this.#lastAt);
      this.#lastAt = now;
      this.#frames++;
      this.onText?.(String(data));
    });
  }

  /** Resolves after the snapshot. */
  static async open(http: string): Promise<Viewer> {
    const token = await signIn(http);
    const socket = new WebSocket(`${http.replace('http', 'ws')}/api/v1/live`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const viewer = new Viewer(token, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`the live feed closed: ${code}`)));
    });
    return viewer;
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  restart(): void {
    this.#frames = 0;
    this.#longest = 0;
    this.#since = this.#lastAt = performance.now();
  }

  seen(): Viewed {
    const now = performance.now();
    const seconds = (now - this.#since) / 1000;
    const longest = Math.max(this.#longest, now - this.#lastAt);
    return {
      frames: this.#frames,
      perSecond: Math.round((10 * this.#frames) / seconds) / 10,
      longestGapMs: Math.round(longest),
    };
  }

  close(): void {
    this.#socket.close();
  }
}
