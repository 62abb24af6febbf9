/** One keep-alive HTTP connection on a raw socket that asks one thing at a time. Shares no code with the service that it measures. */
import { connect, type Socket } from 'node:net';

export type Answered = { readonly status: number; readonly bytes: number; readonly text: string };

const HEAD_END = '\r\n\r\n';
const LENGTH = /content-length: (\d+)/i;

export class HttpClient {
  busy = false;
  readonly #socket: Socket;
  readonly #onAnswer: (answer: Answered, since: number, client: HttpClient) => void;
  #rest = '';
  #since = 0;

  private constructor(
    socket: Socket,
    onAnswer: (answer: Answered, since: number, client: HttpClient) => void,
  ) {
    this.#socket = socket;
    this.#onAnswer = onAnswer;
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
  }

  /** @param onAnswer hears each answer with the moment from which its question counted */
  static open(
    aim: { readonly host: string; readonly port: number },
    onAnswer: (answer: Answered, since: number, client: HttpClient) => void,
    onLost: () => void,
  ): Promise<HttpClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...aim, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.on('close', onLost);
        resolve(new HttpClient(socket, onAnswer));
      });
    });
  }

  ask(request: Buffer, since: number): void {
    this.busy = true;
    this.#since = since;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }

  /** As bytes in a string: lengths are those of the wire. */
  #hear(chunk: Buffer): void {
    this.#rest = this.#rest === '' ? chunk.toString('latin1') : this.#rest + chunk.toString('latin1');
    const head = this.#rest.indexOf(HEAD_END);
    if (head < 0) return;
    const bytes = Number(LENGTH.exec(this.#rest)?.[1] ?? Number.NaN);
    if (Number.isNaN(bytes)) throw new Error(`An answer without a length: ${this.#rest.slice(0, head)}`);
    if (this.#rest.length < head + HEAD_END.length + bytes) return;
    const answer = { status: Number(this.#rest.slice(9, 12)), bytes, text: this.#rest };
    this.#rest = '';
    this.busy = false;
    this.#onAnswer(answer, this.#since, this);
  }
}

/** A GET as bytes. */
export const getRequest = (path: string, host: string, token: string): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\naccept: application/json\r\n\r\n`,
  );
