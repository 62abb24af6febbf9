/** Papers of a handoff, of a shipment, of a decision, of a recall and of a month's temperatures as PDF, set from what the keeper answers. */
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Query } from '../keeper/protocol.ts';
import type { PaperKind, Papers } from '../papers/kinds.ts';
import { bookMonth } from './book-schemas.ts';
import type { Desk } from './desk.ts';
import { byId, gtinInAddress, id } from './inputs.ts';
import type { Api } from './operation.ts';
import { noPress, originOf, type Press, pdf, setPaper } from './paper-door.ts';

/** `press: null`: this service was started without one, and says so with 503. */
export function paperRoutes(api: Api, desk: Desk, press: Press | null): void {
  const print = async <K extends PaperKind>(
    request: FastifyRequest,
    kind: K,
    query: Query,
  ): Promise<Buffer> => {
    if (press === null) throw noPress();
    const data = (await desk.ask(request, query)) as Papers[K];
    return setPaper(press, kind, data);
  };
  api.get(
    '/handoffs/:id/record.pdf',
    { schema: pdf('The record of a handoff (biên bản giao nhận vắc xin)', { params: byId }) },
    async (request, reply) => {
      const { id } = request.params;
      const url = `${originOf(request)}/bien-ban/${encodeURIComponent(id)}`;
      const file = await print(request, 'handoff-record', { type: 'handoff.record', id, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/shipments/:id/note.pdf',
    { schema: pdf('The delivery note of a shipment', { params: byId }) },
    async (request, reply) => {
      const { id } = request.params;
      const url = `${originOf(request)}/phieu/${encodeURIComponent(id)}`;
      const file = await print(request, 'delivery-note', { type: 'shipment.note', id, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/decisions/:id/record.pdf',
    { schema: pdf('The record of a decision (biên bản xử lý)', { params: byId }) },
    async (request, reply) => {
      const { id: decision } = request.params;
      const url = `${originOf(request)}/quyet-dinh/${encodeURIComponent(decision)}`;
      const file = await print(request, 'decision-record', { type: 'decision.paper', id: decision, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/incidents/:id/dossier.pdf',
    { schema: pdf('The dossier of an incident (hồ sơ sự cố)', { params: byId }) },
    async (request, reply) => {
      const { id: alert } = request.params;
      const url = `${originOf(request)}/su-co/${encodeURIComponent(alert)}`;
      const file = await print(request, 'incident-dossier', { type: 'incident.paper', alert, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/recalls/:gtin/:lot/notice.pdf',
    {
      schema: pdf('The notice of a recall (thông báo thu hồi lô)', {
        params: z.strictObject({ gtin: gtinInAddress, lot: id }),
      }),
    },
    async (request, reply) => {
      const { gtin, lot } = request.params;
      const url = `${originOf(request)}/thu-hoi/${gtin}?lo=${encodeURIComponent(lot)}`;
      const file = await print(request, 'recall-notice', { type: 'recall.paper', gtin, lot, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/receipts/:id/note.pdf',
    { schema: pdf('The note of a receipt (phiếu nhập kho vắc xin)', { params: byId }) },
    async (request, reply) => {
      const { id } = request.params;
      const url = `${originOf(request)}/kho/phieu/${encodeURIComponent(id)}`;
      const file = await print(request, 'receipt-note', { type: 'receipt.paper', id, url });
      return reply.type('application/pdf').send(file);
    },
  );
  api.get(
    '/units/:id/book.pdf',
    {
      schema: pdf('A month of a unit’s temperature book (sổ theo dõi nhiệt độ)', {
        params: byId,
        querystring: z.strictObject({ month: bookMonth }),
      }),
    },
    async (request, reply) => {
      const { month } = request.query;
      const unit = request.params.id;
      const url = `${request.protocol}://${request.host}/so-nhiet-do?tu=${encodeURIComponent(unit)}&thang=${month}`;
      const file = await print(request, 'temperature-book', { type: 'book.paper', unit, month, url });
      return reply.type('application/pdf').send(file);
    },
  );
}
