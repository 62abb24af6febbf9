/** People at the running service: each signs in when they first need it, and again when twelve hours have passed. */
import { type Api, signIn } from '../api.ts';
import type { Description } from '../description.ts';
import type { ServiceSide } from '../people/carrier.ts';
import type { Answer } from '../people/outbox.ts';

export class Sessions {
  readonly #base: string;
  readonly #passwords: ReadonlyMap<string, string>;
  readonly #open = new Map<string, Api>();

  constructor(base: string, { people }: Pick<Description, 'people'>) {
    this.#base = base;
    this.#passwords = new Map(people.map(({ username, password }) => [username, password]));
  }

  /** Does something in the session of `username`. */
  async as<T>(username: string, act: (api: Api) => Promise<T>): Promise<T> {
    const open = this.#open.get(username);
    if (open !== undefined) {
      try {
        return await act(open);
      } catch (error) {
        if (!(error instanceof Error && error.message.includes(': 401 '))) throw error;
      }
    }
    const api = await signIn(this.#base, username, this.#passwords.get(username) ?? '');
    this.#open.set(username, api);
    return act(api);
  }

  readonly side: ServiceSide = {
    enroll: async (username, jwk) => {
      await this.as(username, (api) => api.post('/keys', { jwk, label: 'Điện thoại mô phỏng' }));
    },
    revoke: async (username, key) => {
      await this.as(username, (api) => api.delete(`/keys/${key}`));
    },
    deliver: (username) => async (events) => {
      const { items } = await this.as(username, (api) =>
        api.post<{ items: Answer[] }>('/custody/events', { events }),
      );
      return items;
    },
  };
}
