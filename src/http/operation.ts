/** How a route is described: what goes in is checked, what comes out is promised in the OpenAPI document. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchema,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod';
import type { Desk } from './desk.ts';
import { PROBLEM_TYPE } from './problem.ts';
import { problemSchema } from './view-schemas.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;
/** A room of routes: adds its own to the API, which asks the keeper through the desk. */
export type Routes = (api: Api, desk: Desk) => void;

type Inputs = { params?: z.ZodType; querystring?: z.ZodType; body?: z.ZodType };
type Words = { tag: string; summary: string; description?: string; status?: number; open?: true };

export function operation<const I extends Inputs>(
  words: Words,
  answer: z.ZodType,
  inputs: I,
): I & FastifySchema {
  const { tag, summary, description, status = 200, open } = words;
  return {
    ...inputs,
    summary,
    tags: [tag],
    ...(description === undefined ? {} : { description }),
    ...(open ? { security: [] } : {}),
    response: {
      [status]: { description: 'Done', content: { 'application/json': { schema: answer } } },
      default: { description: 'Refused, and why', content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
    },
  };
}
