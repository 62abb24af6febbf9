/**
 * The 2.x library's way of sending, one request at a time and each observed to its end: the status as it came, the
 * headers, and a limit on the whole of it (the library's own is one of silence only, and leaves the connection open).
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  type CommunicationObserver,
  type Headers,
  HttpError,
  InfluxDB,
  type SendOptions,
  setLogger,
  type Transport,
} from '@influxdata/influxdb-client';
import { MOST_ANSWER_BYTES } from './limits.ts';
import type { HttpAnswer } from './outcome.ts';
import { tokenSource } from './token.ts';
import type { TargetSettings } from './types.ts';

export type SettingsV2 = Extract<TargetSettings, { version: 2 }>;
/** Lets the library send one request through the given transport, and says how that ended. */
export type AskV2 = (call: (transport: Transport) => unknown, withinMs: number) => Promise<HttpAnswer>;
export type ClientV2 = { readonly ask: AskV2; readonly close: () => void };

/** As much of an answer as is kept for its reason. */
const MOST_KEPT = 16_384;
/** Never reached: each request has its own, shorter limit. */
const LIBRARY_TIMEOUT_MS = 24 * 3_600_000;

// It prints on the console what it is told here as an error too.
setLogger({ error: () => {}, warn: () => {} });

export function openClientV2(settings: SettingsV2): ClientV2 {
  const agent = settings.url.startsWith('https:')
    ? new HttpsAgent({ keepAlive: true })
    : new HttpAgent({ keepAlive: true });
  const tokenNow = tokenSource(settings);
  let known: { readonly token: string; readonly transport: Transport } | null = null;
  /** Null without a token: a request that carries none is not worth sending. */
  const transportNow = (): Transport | null => {
    const token = tokenNow();
    if (token === null) return null;
    if (known?.token !== token) {
      const { url } = settings;
      const { transport } = new InfluxDB({
        url,
        token,
        timeout: LIBRARY_TIMEOUT_MS,
        transportOptions: { agent },
      });
      known = { token, transport };
    }
    return known.transport;
  };
  return {
    ask: (call, withinMs) =>
      new Promise((resolve, reject) => {
        const transport = transportNow();
        if (transport === null) {
          resolve({
            kind: 'answered',
            status: 401,
            headers: {},
            body: `no token in ${settings.tokenFile} yet`,
          });
          return;
        }
        try {
          call(observed(transport, withinMs, resolve));
        } catch (error) {
          reject(error);
        }
      }),
    close: () => agent.destroy(),
  };
}

/** The library's transport for one request, whose end `ended` is told. */
function observed(inner: Transport, withinMs: number, ended: (answer: HttpAnswer) => void): Transport {
  const send = (
    path: string,
    body: string,
    options: SendOptions,
    callbacks: Partial<CommunicationObserver<Uint8Array>> = {},
  ): void => {
    const limit = new AbortController();
    let cutOff: HttpAnswer | null = null;
    const cut = (answer: HttpAnswer) => {
      cutOff = answer;
      limit.abort();
    };
    const timer = setTimeout(() => cut({ kind: 'late', afterMs: withinMs }), withinMs);
    const end = (answer: HttpAnswer) => {
      clearTimeout(timer);
      ended(answer);
    };
    let status = 0;
    let headers: Headers = {};
    let kept = '';
    let length = 0;
    const observer: Partial<CommunicationObserver<Uint8Array>> = {
      responseStarted(itsHeaders, itsStatus) {
        status = itsStatus ?? 0;
        headers = itsHeaders;
        callbacks.responseStarted?.(itsHeaders, itsStatus);
      },
      next(data) {
        length += data.length;
        if (kept.length < MOST_KEPT) kept += Buffer.from(data).toString();
        if (length > MOST_ANSWER_BYTES)
          cut({ kind: 'broken', error: new Error(`the answer is longer than ${MOST_ANSWER_BYTES} bytes`) });
        return callbacks.next?.(data);
      },
      error(error) {
        end(cutOff ?? endOf(error, headers));
        callbacks.error?.(error);
      },
      complete() {
        end({ kind: 'answered', status, headers, body: kept });
        callbacks.complete?.();
      },
    };
    if (callbacks.useCancellable) observer.useCancellable = callbacks.useCancellable.bind(callbacks);
    if (callbacks.useResume) observer.useResume = callbacks.useResume.bind(callbacks);
    inner.send(path, body, { ...options, signal: limit.signal }, observer);
  };
  return {
    chunkCombiner: inner.chunkCombiner,
    send,
    request: inner.request.bind(inner),
    iterate: inner.iterate.bind(inner),
  };
}

/** The library makes an error of every status from 300 on. */
const endOf = (error: Error, headers: Headers): HttpAnswer =>
  error instanceof HttpError
    ? { kind: 'answered', status: error.statusCode, headers, body: error.body ?? '' }
    : { kind: 'broken', error };
