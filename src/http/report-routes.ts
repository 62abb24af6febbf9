/** Reports of a day and of a month: as they are now, those that were made, as data, on paper and as CSV. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { tableCsv, tablesCsv } from '../papers/csv.ts';
import { dailyTables } from '../papers/daily-tables.ts';
import { monthlyTables } from '../papers/monthly-tables.ts';
import { told } from '../papers/report-told.ts';
import type { NamedDaily, NamedMonthly, Table } from '../papers/report-types.ts';
import { TABLE_WORDS, type TableName } from '../wording/report-papers.ts';
import type { Desk } from './desk.ts';
import { byId, id, page } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { originOf, type Press, pdf, setPaper } from './paper-door.ts';
import { httpProblem } from './problem.ts';
import { reportLineSchema, reportSchema } from './report-schemas.ts';
import { anyObject, listOf } from './view-schemas.ts';

const tag = 'reports';
/** In an address: the report as it would be now. */
const PREVIEW = 'preview';
const TABLES = Object.keys(TABLE_WORDS) as [TableName, ...TableName[]];
const ofPlace = { site: id.optional().describe('Cut to this place and those below it') };

const FILE_DESCRIPTION = `UTF-8 with BOM, \`;\` between cells, a decimal comma; a time has two columns, the second in ISO 8601. No cell is a
formula: what would be one begins with an apostrophe. With \`table\`: that table alone, heads in the first line; without: all of them,
each beneath its name. \`{id}\` may be \`preview\`.`;

type Named = NamedDaily | NamedMonthly;

export function reportRoutes(api: Api, desk: Desk, press: Press | null): void {
  const named = async (request: FastifyRequest, which: string, site: string | undefined): Promise<Named> =>
    (await desk.ask(request, {
      type: 'report.named',
      id: which === PREVIEW ? null : which,
      site,
    })) as Named;

  api.get(
    '/reports',
    {
      schema: operation(
        { tag, summary: 'Reports that were made, the newest first' },
        listOf(reportLineSchema),
        {
          querystring: z.strictObject({ kind: z.enum(['daily', 'monthly']).optional(), ...page }),
        },
      ),
    },
    async (request) => told(await desk.ask(request, { type: 'reports', ...request.query })),
  );
  api.get(
    `/reports/${PREVIEW}`,
    {
      schema: operation(
        { tag, summary: 'The day’s report as it would be now; nothing is kept' },
        reportSchema,
        {
          querystring: z.strictObject(ofPlace),
        },
      ),
    },
    async (request) => told(await named(request, PREVIEW, request.query.site)),
  );
  api.get(
    '/reports/:id',
    {
      schema: operation(
        { tag, summary: 'A report as it was made, and what its ids are called' },
        reportSchema,
        {
          params: byId,
          querystring: z.strictObject(ofPlace),
        },
      ),
    },
    async (request) => told(await named(request, request.params.id, request.query.site)),
  );
  api.get(
    '/reports/:id.pdf',
    {
      schema: pdf('A report on paper (báo cáo ngày, báo cáo tháng)', {
        params: byId,
        querystring: z.strictObject(ofPlace),
      }),
    },
    async (request, reply) => {
      const which = request.params.id;
      const one = await named(request, which, request.query.site);
      const more = {
        url: `${originOf(request)}/bao-cao?so=${encodeURIComponent(which)}`,
        printedAt: one.report.madeAt,
      };
      const file =
        one.kind === 'daily'
          ? await setPaper(press, 'daily-report', { ...one, ...more })
          : await setPaper(press, 'monthly-report', { ...one, ...more });
      return sent(reply, one, 'pdf', 'application/pdf').send(file);
    },
  );
  api.get(
    '/reports/:id.csv',
    {
      schema: csv({
        params: byId,
        querystring: z.strictObject({ ...ofPlace, table: z.enum(TABLES).optional() }),
      }),
    },
    async (request, reply) => {
      const { site, table: wanted } = request.query;
      const one = await named(request, request.params.id, site);
      const tables = tablesOf(one);
      const table = tables.find((each) => each.id === wanted);
      if (wanted !== undefined && table === undefined)
        throw httpProblem('ROUTE_UNKNOWN', `This report has no table ${wanted}`);
      const text = table === undefined ? tablesCsv(tables, one.zone) : tableCsv(table, one.zone);
      return sent(reply, one, 'csv', 'text/csv; charset=utf-8', wanted).send(text);
    },
  );
}

export const tablesOf = (one: Named): readonly Table[] =>
  one.kind === 'daily' ? dailyTables(one, 'vi') : monthlyTables(one, 'vi');

/** `bao-cao-BN-20261122-stock.csv` */
function sent(reply: FastifyReply, one: Named, ending: string, type: string, part?: string): FastifyReply {
  const name = `bao-cao-${one.number}${part === undefined ? '' : `-${part}`}.${ending}`;
  return reply
    .type(type)
    .header('content-disposition', `${ending === 'pdf' ? 'inline' : 'attachment'}; filename="${name}"`);
}

function csv<const I extends { params: z.ZodType; querystring: z.ZodType }>(inputs: I) {
  const described = operation(
    { tag, summary: 'A report’s tables as CSV', description: FILE_DESCRIPTION },
    anyObject,
    inputs,
  );
  const { default: refused } = described.response as Record<string, unknown>;
  const done = { description: 'The tables', content: { 'text/csv': { schema: z.string() } } };
  return { ...described, response: { 200: done, default: refused } };
}
