/** The one way in which these pages change the registry: a piece of a province description, tried first, then applied. */

import type { Problem } from '../../../../src/fleet/problems.ts';
import type { Began } from '../../../../src/fleet/stamp.ts';
import type { Applied } from '../../../../src/keeper/registrar.ts';
import { type Answer, call, type Failure } from '../api/http.ts';

export type { Applied, Began, Problem };

/** As in a file: `{ sites: [{ id, name, … }] }`, or the text of a file, so that problems name their line. */
export type Description = string | Readonly<Record<string, unknown>>;

/** A province of thousands of parts is read and hashed before it answers. */
const TIMEOUT_MS = 60_000;

/** What it would change; changes nothing. */
export const tryOut = (description: Description, began: readonly Began[]): Promise<Answer<Applied>> =>
  send(description, began, true);

/** Secrets that it makes are in the answer, once. */
export const apply = (description: Description, began: readonly Began[]): Promise<Answer<Applied>> =>
  send(description, began, false);

const send = (description: Description, began: readonly Began[], dryRun: boolean) =>
  call<Applied>('/province', {
    method: 'POST',
    body: { description, began, dryRun },
    timeoutMs: TIMEOUT_MS,
  });

/** Every fault of a description that was refused; none for any other refusal. */
export function problemsOf({ details }: Failure): readonly Problem[] {
  const problems = details?.problems;
  return Array.isArray(problems) ? (problems as Problem[]) : [];
}
