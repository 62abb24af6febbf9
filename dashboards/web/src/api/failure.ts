/** What a person reads when the service refuses: what happened in their language, then the service's own sentence. */
import type { Words } from '../words/vi.ts';
import type { Failure } from './http.ts';

export function failureText(failure: Failure, words: Words): string {
  const { problem } = words;
  if (failure.status === 0) return problem.network;
  const said =
    failure.status === 403 ? problem.forbidden : failure.status === 409 ? problem.conflict : problem.other;
  return failure.detail ? `${said} (${failure.detail})` : said;
}
