/** What would a logger's file change? It is taken in on a copy of what it concerns, by the code that would store it. */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { changesSince, standingOf } from '../file-changes.ts';
import type { FileContents } from '../file-protocol.ts';
import { deviceOfFile, sortFile } from '../file-sorting.ts';
import { takeFile } from '../file-taking.ts';
import type { FilePreviewView } from '../file-views.ts';
import { rehearse } from '../rehearsal.ts';
import type { InTurns } from './turns.ts';
import type { Of, View } from './view.ts';

export async function* previewFile(
  view: View,
  { contents, target }: Of<'evidence.preview'>,
): InTurns<Decision<FilePreviewView>> {
  const { province, actor, now } = view;
  const device = deviceOfFile(province, target, contents.serial);
  if (!device.ok) return device;
  const sorted = sortFile(actor, province, device.value, contents, target.unit, now);
  if (!sorted.ok) return sorted;
  const units = sorted.value.shares.map(({ unit }) => unit);
  const { first, last } = spanOf(contents);
  const stage = yield* rehearse(view, units, first, last, now);
  const before = standingOf(stage.province, units, stage.parcels);
  const { view: found, subjects } = await takeFile(stage, sorted.value, contents.source);
  yield;
  const known = subjects.filter((subject) => stage.judging.standing(subject) !== undefined);
  stage.judging.judge(known, now, stage.draft);
  stage.history.forget();
  return accept({ ...found, would: changesSince(before, stage.province, now) });
}

/** From the first moment the file speaks of to the last. */
export function spanOf({ readings, evidence }: FileContents): { first: UtcMs; last: UtcMs } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of readings.at) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  for (const { from, to } of evidence) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }
  return { first, last };
}
