/** What injection tables take along and tell: the signed list of lots, and the log of scans. */
import * as z from 'zod';
import type { Desk } from './desk.ts';
import { scanSchema, scanTakenSchema, signedLotsSchema } from './gate-schemas.ts';
import { id, page } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { listOf } from './view-schemas.ts';

const tag = 'gate';
const SCANS_MOST = 200;

const LIST_DESCRIPTION = `What \`/eligibility\` says at \`issuedAt\` of every lot present at the site, of every recalled lot, and of those
once kept there that are on hold. A lot that is not on it is unknown, what is blocked on it stays blocked, and \`allowed\` past its
\`validUntil\` is unknown. Signed with Ed25519 over the canonical JSON (RFC 8785) of \`list\`.`;
const SCANS_DESCRIPTION = `Each scan is answered by itself, in the order sent: one that is refused takes no other with it. Sending
again is harmless. The status is 200 whatever became of the scans.`;

export function gateRoutes(api: Api, desk: Desk): void {
  api.get(
    '/lots/signed',
    {
      schema: operation(
        { tag, summary: 'The list for tables without a signal', description: LIST_DESCRIPTION },
        signedLotsSchema,
        { querystring: z.strictObject({ site: id }) },
      ),
    },
    (request) => desk.ask(request, { type: 'lots.signed', ...request.query }),
  );
  api.post(
    '/scans',
    {
      schema: operation(
        { tag, summary: 'Deliver the log of scans', description: SCANS_DESCRIPTION },
        z.object({ items: z.array(scanTakenSchema) }),
        { body: z.strictObject({ scans: z.array(z.unknown()).min(1).max(SCANS_MOST) }) },
      ),
    },
    (request) => desk.execute(request, { type: 'scans.record', scans: request.body.scans }),
  );
  api.get(
    '/scans',
    {
      schema: operation({ tag, summary: 'The log of scans, the newest first' }, listOf(scanSchema), {
        querystring: z.strictObject({
          site: id.optional(),
          verdict: z.enum(['allowed', 'blocked', 'unknown']).optional(),
          offline: z.stringbool().optional(),
          lot: id.optional(),
          by: id.optional(),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'scans', ...request.query }),
  );
}
