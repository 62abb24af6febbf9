/**
 * One HTTP request to somebody else: its host is resolved once and exactly that address is connected to, no redirect is followed, and
 * it ends within its time whatever the other side does.
 */
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { isPublic } from './addresses.ts';
import { configuredNames, type Resolve } from './names.ts';

/** As much of an answer as is read. */
const ANSWER_MOST = 65_536;

export type Going = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly withinMs: number;
  /** May it be an address of one's own network or machine? */
  readonly mayBePrivate: boolean;
  /** Default: that for names of the file of the channels. */
  readonly resolve?: Resolve;
};
export type Came = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** Why there is no answer: `code` is stable. */
export class NoAnswer extends Error {
  readonly code: 'TIMEOUT' | 'ADDRESS_REFUSED' | 'UNREACHABLE';
  constructor(code: NoAnswer['code'], message: string) {
    super(message);
    this.code = code;
  }
}

// A connection is never used twice: what was resolved and checked is what this very request goes to.
const agents = {
  'http:': new HttpAgent({ keepAlive: false }),
  'https:': new HttpsAgent({ keepAlive: false }),
};

/** Throws NoAnswer. */
export async function send(going: Going): Promise<Came> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), going.withinMs);
  const late = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () =>
      reject(new NoAnswer('TIMEOUT', `no answer within ${going.withinMs} ms`)),
    );
  });
  try {
    return await Promise.race([asked(going, limit.signal), late]);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    throw new NoAnswer('UNREACHABLE', reasonOf(error));
  } finally {
    clearTimeout(timer);
  }
}

async function asked(going: Going, signal: AbortSignal): Promise<Came> {
  const { url, mayBePrivate, resolve = configuredNames } = going;
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(name) === 0 ? await resolve(name) : [name];
  const [address] = addresses;
  if (address === undefined) throw new NoAnswer('UNREACHABLE', `${name} has no address`);
  // One closed address among open ones is how a name is made to lead inside.
  if (!mayBePrivate && !addresses.every(isPublic))
    throw new NoAnswer(
      'ADDRESS_REFUSED',
      `${name} leads to ${addresses.find((a) => !isPublic(a))}, which is not of the open Internet`,
    );
  return going.url.protocol === 'https:'
    ? answered(requestHttps, going, name, address, signal)
    : answered(requestHttp, going, name, address, signal);
}

function answered(
  request: typeof requestHttps | typeof requestHttp,
  going: Going,
  name: string,
  address: string,
  signal: AbortSignal,
): Promise<Came> {
  const { url, method, headers, body } = going;
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: address,
        ...(isIP(name) === 0 ? { servername: name } : {}),
        port: url.port === '' ? undefined : Number(url.port),
        path: url.pathname + url.search,
        method,
        headers: {
          host: url.host,
          ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
        agent: agents[url.protocol as keyof typeof agents],
        signal,
      },
      (answer) => {
        const parts: Buffer[] = [];
        let length = 0;
        const end = () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(parts).toString(),
          });
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length <= ANSWER_MOST) return;
          end();
          answer.destroy();
        });
        answer.on('end', end);
        answer.on('error', reject);
      },
    );
    asking.on('error', reject);
    asking.end(body ?? undefined);
  });
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? String(message ?? error) : code;
};

/** Seconds or a date; null: it does not say. */
export function retryAfterMs(headers: Came['headers'], now: number): number | undefined {
  const said = headers['retry-after'];
  if (said === undefined) return undefined;
  const ms = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
