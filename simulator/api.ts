/** A person of the simulated province at the service's HTTP interface: signs in, reads, follows the pages of a list. */

export type Api = {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  readonly delete: (path: string) => Promise<void>;
  /** All items of a list, over all its pages. */
  readonly all: <T>(path: string) => Promise<T[]>;
};

/** Signs in at `base` (e.g. `http://127.0.0.1:8080`). Throws with status and problem document on any refusal. */
export async function signIn(base: string, username: string, password: string): Promise<Api> {
  const call = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(`${base}/api/v1${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Cannot ${init.method ?? 'GET'} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const body = JSON.stringify({ username, password });
  const json = { 'content-type': 'application/json' };
  const { token } = await call<{ token: string }>('/session', { method: 'POST', body, headers: json });
  const authorization = `Bearer ${token}`;
  const get = <T>(path: string) => call<T>(path, { headers: { authorization } });
  return {
    get,
    post: <T>(path: string, wish: unknown) =>
      call<T>(path, {
        method: 'POST',
        body: JSON.stringify(wish),
        headers: { ...json, authorization },
      }),
    delete: async (path) => {
      await call(path, { method: 'DELETE', headers: { authorization } });
    },
    all: async <T>(path: string) => {
      const items: T[] = [];
      let cursor: string | null = null;
      do {
        const joint = path.includes('?') ? '&' : '?';
        const page: { items: T[]; next: string | null } = await get(
          cursor === null ? path : `${path}${joint}cursor=${encodeURIComponent(cursor)}`,
        );
        items.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      return items;
    },
  };
}
