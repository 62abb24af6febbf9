/** People's sessions at a service that may be gone at any moment: an answer, or null when there was none. */
import { passwordOf } from './world.ts';

export type Answered = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** A service that comes back answers again within this. */
const ANSWER_WITHIN_MS = 60_000;

export class Line {
  readonly #base: string;
  readonly #tokens = new Map<string, Promise<string | null>>();

  constructor(port: number) {
    this.#base = `http://127.0.0.1:${port}`;
  }

  async call(username: string, method: string, path: string, body?: object): Promise<Answered | null> {
    const token = await this.#token(username);
    if (token === null) return null;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await this.#fetch(method, path, headers, body);
    if (answer?.status === 401) this.#tokens.delete(username);
    return answer === null || answer.status === 401 || answer.status === 429 || answer.status >= 500
      ? null
      : answer;
  }

  #token(username: string): Promise<string | null> {
    const known = this.#tokens.get(username);
    if (known !== undefined) return known;
    const credentials = { username, password: passwordOf(username) };
    const asked = this.#fetch('POST', '/session', {}, credentials).then((answer) => {
      const token = answer?.body.token;
      if (typeof token === 'string') return token;
      this.#tokens.delete(username);
      return null;
    });
    this.#tokens.set(username, asked);
    return asked;
  }

  async #fetch(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answered | null> {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      const answer = await fetch(`${this.#base}/api/v1${path}`, {
        method,
        headers: { ...headers, ...json },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    } catch {
      // Killed in the middle: whether it was taken in is not known.
      return null;
    }
  }
}
