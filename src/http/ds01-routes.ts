/**
 * `POST /ds01`: suppliers of refrigerator monitors deliver here as WHO PQS E006/DS01 asks. An answer of 2xx is given after the
 * commit: from then on the records are this service's to keep. The same transmission again, in any order, changes nothing.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { type Checked, checkDs01 } from '../../devices/payloads/ds01-check.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { httpProblem } from './problem.ts';
import { SupplierDoor, type TelemetryDoor } from './supplier-door.ts';

const ON_THE_WIRE_MOST = 1024 * 1024;
/** Half a year of one logger is some 5 MB; more at once would hold up everybody else while it is read. */
const UNPACKED_MOST = 8 * 1024 * 1024;
const COMMITTED_WITHIN = 60_000;
const RETRY_SECONDS = 60;
const unpack = promisify(gunzip);

const finding = z.object({
  place: z.string(),
  code: z.enum(['REQUIRED', 'TYPE', 'TIME', 'RANGE']),
  message: z.string(),
});
const takenSchema = z
  .object({
    transferId: z.string().nullable(),
    reports: z.number(),
    records: z.number(),
    good: z.number().describe('Records from which something was read'),
    broken: z.boolean(),
    wrong: z.array(finding).describe('At most 50; `wrongCount` counts all'),
    wrongCount: z.number(),
    remarks: z.array(finding).describe('What the standard asks for and is not read here; at most 50'),
    remarkCount: z.number(),
  })
  .meta({ id: 'Ds01Taken' }) satisfies z.ZodType<Checked>;
const transmission = z.looseObject({
  meta: z.looseObject({ transferType: z.enum(['rtm', 'ems']), transferId: z.string() }),
  data: z.array(z.looseObject({ records: z.array(z.looseObject({ ABST: z.string() })) })),
});

/** `door` null: nobody can deliver here. */
export function ds01Routes(api: Api, door: TelemetryDoor | null, clock: Clock): void {
  const suppliers = door === null ? null : new SupplierDoor(door, clock);
  void api.register(async (scope) => {
    takeBytes(scope);
    const senders = new WeakMap<FastifyRequest, string>();
    scope.post(
      '/ds01',
      {
        config: { open: true },
        bodyLimit: ON_THE_WIRE_MOST,
        // Before the body is read.
        onRequest: async (request) => {
          if (suppliers === null || door === null) throw httpProblem('UNAUTHENTICATED');
          senders.set(request, suppliers.open(request));
          if (!door.hasRoom()) throw busy();
          const { 'content-encoding': encoding = 'identity' } = request.headers;
          if (encoding !== 'identity' && encoding !== 'gzip') throw httpProblem('MEDIA_TYPE_UNSUPPORTED');
        },
        // The document shows its shape; what is wrong with one is told place by place below.
        validatorCompiler: () => (value) => ({ value }),
        schema: operation({ tag: 'fleet', summary: SUMMARY, description: DESCRIPTION }, takenSchema, {
          body: transmission,
        }),
      },
      async (request): Promise<Checked> => {
        const device = senders.get(request);
        if (door === null || device === undefined) throw httpProblem('UNAUTHENTICATED');
        const payload = await bytesOf(request);
        const checked = checkDs01(parsed(payload));
        if (checked.broken || checked.good === 0)
          throw httpProblem('DS01_UNPROCESSABLE', undefined, { details: { ...checked } });
        await committed(door, device, payload, clock);
        return checked;
      },
    );
  });
}

/** As it came: it may be packed, and its bytes go on as they are. */
function takeBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

async function bytesOf({ body, headers }: FastifyRequest): Promise<Buffer> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: UNPACKED_MOST });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw httpProblem(tooLarge ? 'BODY_TOO_LARGE' : 'BODY_MALFORMED');
  }
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    throw httpProblem('BODY_MALFORMED');
  }
}

/** Resolves after the commit. A keeper that fails or takes too long kept nothing that anybody could rely on: send it again. */
async function committed(door: TelemetryDoor, device: string, payload: Buffer, clock: Clock): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no commit in time')), COMMITTED_WITHIN);
      door.offer({
        ...{ device, kind: 'telemetry', topic: '', payload, size: payload.byteLength },
        receivedAt: clock.now(),
        settle: (error) => (error === null ? resolve() : reject(error)),
      });
    });
  } catch {
    throw httpProblem('SERVICE_DEGRADED', undefined, { headers: { 'retry-after': String(RETRY_SECONDS) } });
  } finally {
    clearTimeout(timer);
  }
}

const busy = () =>
  httpProblem('TOO_MUCH_AT_ONCE', undefined, { headers: { 'retry-after': String(RETRY_SECONDS) } });

const SUMMARY = 'Take a transmission of WHO PQS E006/DS01 (rtm or ems)';
const DESCRIPTION = `For the servers of suppliers, and for monitors themselves. Signed with \`Authorization: Basic\` (device id and secret) or
\`Bearer <id>.<secret>\`. \`Content-Encoding: gzip\` is taken, at most 1 MB on the wire and 8 MiB unpacked. 200 after the commit; 400: no JSON;
422: the envelope, a report, or every record is wrong, with each place as a JSON pointer; 429 with Retry-After: come back later.
A record that is wrong among good ones is named in the answer and takes no other with it. Duplicates and any order are welcome.`;
