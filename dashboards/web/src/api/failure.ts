/** What a person reads when the service refuses: its own sentence, or at least what kind of refusal it is. */
import type { Language } from '../words/language.ts';
import type { Words } from '../words/vi.ts';
import type { Failure } from './http.ts';

export function failureText(failure: Failure, words: Words, language: Language): string {
  const { problem } = words;
  if (failure.status === 0) return problem.network;
  if (failure.said) return failure.said[language];
  return failure.status === 403
    ? problem.forbidden
    : failure.status === 409
      ? problem.conflict
      : problem.other;
}
