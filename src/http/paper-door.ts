/** How a paper goes out: set by the press, described as a PDF, and 503 where there is no press or it has too much to do. */
import type { FastifyRequest, FastifySchema } from 'fastify';
import type * as z from 'zod';
import type { PaperKind, Papers } from '../papers/kinds.ts';
import { PaperError } from '../papers/press.ts';
import { operation } from './operation.ts';
import { httpProblem } from './problem.ts';
import { anyObject } from './view-schemas.ts';

/** Sets a paper; away from this thread, for it takes longer than a socket should wait. */
export type Press = <K extends PaperKind>(kind: K, data: Papers[K]) => Promise<Uint8Array>;

/** `press: null`: this service was started without one. */
export async function setPaper<K extends PaperKind>(
  press: Press | null,
  kind: K,
  data: Papers[K],
): Promise<Buffer> {
  if (press === null) throw noPress();
  try {
    return Buffer.from(await press(kind, data));
  } catch (error) {
    if (!(error instanceof PaperError)) throw error;
    throw httpProblem('SERVICE_DEGRADED', `Cannot set the paper: ${error.message}`, {
      headers: { 'retry-after': '5' },
    });
  }
}

export const noPress = () => httpProblem('SERVICE_DEGRADED', 'Cannot set papers: no press');

export function pdf<const I extends { params: z.ZodType }>(summary: string, inputs: I): I & FastifySchema {
  const described = operation({ tag: 'papers', summary }, anyObject, inputs);
  const { default: refused } = described.response as Record<string, unknown>;
  const done = { description: 'The paper', content: { 'application/pdf': { schema: anyObject } } };
  return { ...described, response: { 200: done, default: refused } };
}

export const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;
