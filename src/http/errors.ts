/** Turns whatever went wrong inside a request into a problem document, and never shows more than that. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Log } from './ports.ts';
import { httpProblem, PROBLEM_TYPE, ProblemError, problemOf } from './problem.ts';
import { SECURITY_HEADERS } from './web.ts';
import type { HttpCode } from './wording.ts';

const FASTIFY_CODES: Readonly<Record<string, HttpCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_MALFORMED',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_MALFORMED',
  FST_ERR_BAD_URL: 'ROUTE_UNKNOWN',
};

export function errorAnswer(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = asProblem(error);
    if (problem.status === 500)
      log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a request failed');
    const document = problemOf(problem.refusal, problem.status);
    const issues = issuesOf(error);
    void reply
      .code(problem.status)
      .headers({ ...SECURITY_HEADERS, ...problem.headers, 'cache-control': 'no-store' })
      // Past the serializer of the route, whose schema is of the answer that did not come.
      .serializer(JSON.stringify)
      .type(PROBLEM_TYPE)
      .send(issues === null ? document : { ...document, issues });
  };
}

function asProblem(error: FastifyError): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return httpProblem('REQUEST_INVALID');
  const code = FASTIFY_CODES[error.code];
  if (code !== undefined) return httpProblem(code);
  // A path out of the dashboards' folder, or a file that went while it was read.
  if (error.statusCode === 403 || error.statusCode === 404) return httpProblem('ROUTE_UNKNOWN');
  // The JSON parser's own errors (also of a `__proto__` key) carry a status and no code.
  if (error.statusCode === 400) return httpProblem('BODY_MALFORMED');
  return httpProblem('INTERNAL_ERROR');
}

/** Where each thing is wrong, as JSON pointers. The values themselves are not repeated: one may be a password. */
function issuesOf(error: FastifyError): { in: string; path: string; message: string }[] | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const place = { body: 'body', querystring: 'query', params: 'path', headers: 'header' }[
    error.validationContext ?? 'body'
  ];
  return error.validation.map((issue) => ({
    in: place,
    path: issue.instancePath === '/' ? '' : issue.instancePath,
    message: issue.message ?? 'not as described',
  }));
}
