/** Talking to the service over HTTP: one function, one shape of failure. */

/** `status` 0: no answer at all. `said` is the service's own sentence in both languages, where it gave one. */
export type Failure = {
  ok: false;
  status: number;
  code: string;
  said: Words | null;
  /** What the refusal is about, in the service's own terms. */
  details?: Readonly<Record<string, unknown>>;
};
type Words = { readonly vi: string; readonly en: string };
export type Answer<T> = { ok: true; value: T } | Failure;

/** `bytes`: a file as it is, in the place of a body. */
type Options = { method?: string; body?: unknown; bytes?: Blob; signal?: AbortSignal; timeoutMs?: number };

const TIMEOUT_MS = 8_000;

type TimeListener = (date: string | null, sentAt: number, receivedAt: number) => void;
let tellTime: TimeListener = () => {};
/** Whoever keeps the distance between this clock and the service's hears of every answer's `Date`. */
export function onServiceTime(listener: TimeListener): void {
  tellTime = listener;
}

export async function call<T>(path: string, options: Options = {}): Promise<Answer<T>> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const sentAt = Date.now();
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: typeOf(options),
      body: options.bytes ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
    });
    tellTime(response.headers.get('date'), sentAt, Date.now());
    const text = await response.text();
    if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : null) as T };
    return { ok: false, status: response.status, ...problem(text) };
  } catch {
    return { ok: false, status: 0, code: 'network', said: null };
  }
}

function typeOf({ body, bytes }: Options): Record<string, string> {
  if (bytes !== undefined) return { 'content-type': 'application/octet-stream' };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

/** An RFC 9457 problem document, or whatever a proxy in between wrote instead. */
function problem(body: string): Pick<Failure, 'code' | 'said' | 'details'> {
  try {
    const { code, vi, en, detail, title, details } = JSON.parse(body) as { [name: string]: unknown };
    const plain = [detail, title].find((text) => typeof text === 'string');
    const said =
      typeof vi === 'string' && typeof en === 'string'
        ? { vi, en }
        : typeof plain === 'string'
          ? { vi: plain, en: plain }
          : null;
    return {
      code: typeof code === 'string' ? code : 'unknown',
      said,
      ...(typeof details === 'object' && details !== null
        ? { details: details as Readonly<Record<string, unknown>> }
        : {}),
    };
  } catch {
    return { code: 'unknown', said: null };
  }
}
