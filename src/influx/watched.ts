/**
 * How did an HTTP request end that a library made for us? The 1.x library keeps neither status, headers nor the text of a
 * 5xx, has no limit on the whole of a request, and never answers at all when the connection breaks in the middle of an
 * answer. So its request is looked at from beside, on the channel where Node announces every request that is made.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { MOST_ANSWER_BYTES } from './limits.ts';
import type { HttpAnswer } from './outcome.ts';

const CREATED = 'http.client.request.created';
/** As much of an answer as is kept for its reason; the library itself reads what is longer. */
const MOST_KEPT = 16_384;

/**
 * @param call makes one request before it returns; what it throws then is thrown here, what it promises is not looked at
 * @param withinMs until the last byte of the answer; then the request is ended
 */
export function watched(call: () => Promise<unknown>, withinMs: number): Promise<HttpAnswer> {
  const created: ClientRequest[] = [];
  const note = (message: unknown) => created.push((message as { request: ClientRequest }).request);
  // Nothing else runs between these lines, so the request is the one of this call.
  subscribe(CREATED, note);
  let promised: Promise<unknown>;
  try {
    promised = call();
  } finally {
    unsubscribe(CREATED, note);
  }
  const [request] = created;
  if (request !== undefined) {
    promised.catch(() => {});
    return endOf(request, withinMs);
  }
  return promised.then(
    () => ({ kind: 'broken', error: new Error('no request was made') }),
    (error: Error) => ({ kind: 'broken', error }),
  );
}

function endOf(request: ClientRequest, withinMs: number): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const end = (answer: HttpAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const broken = (error: Error) => end({ kind: 'broken', error });
    const timer = setTimeout(() => {
      end({ kind: 'late', afterMs: withinMs });
      request.destroy();
    }, withinMs);
    request.once('error', broken);
    request.once('close', () =>
      broken(new Error('the connection was closed before the answer was complete')),
    );
    request.once('response', (response) => read(request, response, end, broken));
  });
}

function read(
  request: ClientRequest,
  response: IncomingMessage,
  end: (answer: HttpAnswer) => void,
  broken: (error: Error) => void,
): void {
  let body = '';
  let length = 0;
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    length += text.length;
    if (body.length < MOST_KEPT) body += text.slice(0, MOST_KEPT - body.length);
    if (length > MOST_ANSWER_BYTES)
      request.destroy(new Error(`the answer is longer than ${MOST_ANSWER_BYTES} bytes`));
  });
  response.once('end', () =>
    end({ kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body }),
  );
  response.once('error', broken);
}
