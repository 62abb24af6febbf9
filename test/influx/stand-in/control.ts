/**
 * `/_faults`: how a test steers a stand-in that is a process of its own. GET: the statistics as JSON. GET /_faults/points:
 * every stored point as a line of JSON. POST: an order as JSON, see `Order`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answer, Refusal } from './answers.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { cellText } from './flux/values.ts';
import type { ParsedPoint } from './line-protocol.ts';
import { readBody } from './requests.ts';
import type { StandIn } from './server.ts';

/** A point is poison when it has all that is named here. */
export type PoisonRule = {
  readonly measurement?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Fields by the text of their value. */
  readonly fields?: Readonly<Record<string, string>>;
};

/** Done in this order; what is left out stays as it is. */
export type Order = {
  readonly clear?: boolean;
  readonly queue?: readonly (Fault | null)[];
  readonly plan?: FaultPlan | null;
  readonly queryQueue?: readonly (Fault | null)[];
  readonly poison?: readonly PoisonRule[];
  readonly maxBytes?: number;
  readonly makeBucket?: string;
  readonly dropBucket?: string;
};

const KNOWN = ['clear', 'queue', 'plan', 'queryQueue', 'poison', 'maxBytes', 'makeBucket', 'dropBucket'];
const MOST_BYTES = 1_000_000;

export async function control(
  standIn: StandIn,
  {
    request,
    response,
    url,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
): Promise<void> {
  const json = { 'Content-Type': 'application/json' };
  if (request.method === 'GET' && url.pathname === '/_faults/points') {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    // Some hundred thousand lines: no more of them at once than the other side takes.
    return pipeline(Readable.from(pointLines(standIn, url.searchParams.get('bucket') ?? '')), response);
  }
  if (url.pathname !== '/_faults') throw new Refusal(404, 'path not found');
  if (request.method === 'POST') {
    const body = await readBody(request, { most: MOST_BYTES, seen: () => {} });
    obey(standIn, JSON.parse(body.toString()) as Order);
  }
  answer(response, 200, { body: JSON.stringify(standIn.statistics()), headers: json });
}

function obey(standIn: StandIn, order: Order): void {
  for (const name of Object.keys(order))
    if (!KNOWN.includes(name)) throw new Refusal(400, `no order ${name}`);
  if (order.clear === true) {
    standIn.faults.clear();
    standIn.queryFaults.clear();
  }
  standIn.faults.queue(...(order.queue ?? []));
  standIn.queryFaults.queue(...(order.queryQueue ?? []));
  if (order.plan !== undefined) standIn.faults.plan(order.plan);
  if (order.poison !== undefined) standIn.store.poison = poisonBy(order.poison);
  if (order.maxBytes !== undefined) standIn.maxBytes = order.maxBytes;
  if (order.dropBucket !== undefined) standIn.store.dropBucket(order.dropBucket);
  if (order.makeBucket !== undefined) standIn.store.makeBucket(order.makeBucket);
}

/** What a store's `poison` is set to so that points that fit one of the rules are rejected. */
export function poisonBy(rules: readonly PoisonRule[]): (point: ParsedPoint) => string | null {
  const fits = (point: ParsedPoint, rule: PoisonRule): boolean =>
    (rule.measurement === undefined || rule.measurement === point.measurement) &&
    Object.entries(rule.tags ?? {}).every(([name, value]) => point.tags.get(name) === value) &&
    Object.entries(rule.fields ?? {}).every(
      ([name, value]) => String(point.fields.get(name)?.value) === value,
    );
  return (point) => (rules.some((rule) => fits(point, rule)) ? 'poison' : null);
}

function* pointLines({ store }: StandIn, bucket: string): Generator<string> {
  for (const { measurement, tags, time, fields, writes } of store.points(bucket))
    yield `${JSON.stringify({
      measurement,
      tags: Object.fromEntries(tags),
      time: String(time),
      fields: Object.fromEntries([...fields].map(([name, cell]) => [name, cellText(cell)])),
      writes,
    })}\n`;
}
