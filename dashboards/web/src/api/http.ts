/** Talking to the service over HTTP: one function, one shape of failure. */

/** `network`: no answer at all. `status` 0 only then. `detail` is the service's own sentence, in English. */
export type Failure = { ok: false; status: number; code: string; detail: string | null };
export type Answer<T> = { ok: true; value: T } | Failure;

type Options = { method?: string; body?: unknown; signal?: AbortSignal; timeoutMs?: number };

const TIMEOUT_MS = 8_000;

export async function call<T>(path: string, options: Options = {}): Promise<Answer<T>> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: options.body === undefined ? {} : { 'content-type': 'application/json' },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
    });
    const text = await response.text();
    if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : null) as T };
    return { ok: false, status: response.status, ...problem(text) };
  } catch {
    return { ok: false, status: 0, code: 'network', detail: null };
  }
}

/** An RFC 9457 problem document, or whatever a proxy in between wrote instead. */
function problem(text: string): { code: string; detail: string | null } {
  try {
    const { code, detail, title } = JSON.parse(text) as Record<string, unknown>;
    const sentence = typeof detail === 'string' ? detail : typeof title === 'string' ? title : null;
    return { code: typeof code === 'string' ? code : 'unknown', detail: sentence };
  } catch {
    return { code: 'unknown', detail: null };
  }
}
