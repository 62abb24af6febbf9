/** The temperature book: read a month, see what is still to be signed today, sign. */
import * as z from 'zod';
import { SLOTS } from '../book/types.ts';
import { bookEntrySchema, bookMonth, bookSchema, bookTodaySchema } from './book-schemas.ts';
import type { Desk } from './desk.ts';
import { byId, id, instant, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { listOf } from './view-schemas.ts';

const tag = 'book';
const TEXT_MOST = 500;

const SIGN_DESCRIPTION = `The service's clock dates the line. After the slot is over it is late: then \`readAt\` may say when the
thermometer was read. A correction names in \`corrects\` the line that it is written instead of, and says the \`reason\`; nothing is
overwritten. Sending the same again is harmless.`;

export function bookRoutes(api: Api, desk: Desk): void {
  api.get(
    '/book',
    {
      schema: operation(
        { tag, summary: 'Today’s checks of the units at one’s own site, or at another within one’s place' },
        listOf(bookTodaySchema),
        { querystring: z.strictObject({ site: id.optional(), ...page }) },
      ),
    },
    (request) => desk.ask(request, { type: 'book.today', ...request.query }),
  );
  api.get(
    '/units/:id/book',
    {
      schema: operation({ tag, summary: 'A month of a unit’s temperature book' }, bookSchema, {
        params: byId,
        querystring: z.strictObject({ month: bookMonth }),
      }),
    },
    (request) => desk.ask(request, { type: 'book', unit: request.params.id, month: request.query.month }),
  );
  api.post(
    '/units/:id/book',
    {
      schema: operation(
        { tag, summary: 'Sign a check of the temperature book', description: SIGN_DESCRIPTION, status: 201 },
        bookEntrySchema,
        {
          params: byId,
          body: z.strictObject({
            day: z.iso.date(),
            slot: z.enum(SLOTS),
            celsius: z.number(),
            readAt: instant.exactOptional(),
            action: words(TEXT_MOST).exactOptional(),
            corrects: id.exactOptional(),
            reason: words(TEXT_MOST).exactOptional(),
          }),
        },
      ),
    },
    async (request, reply) => {
      const command = { type: 'book.sign', unit: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['UNIT']));
    },
  );
}
