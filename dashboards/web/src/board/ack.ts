/** An acknowledgement in words: what was chosen, and what its person wrote. Pure. */
import type { AckAction, AckCause } from '../../../../src/alerts/types.ts';
import type { AlertView } from '../api/views.ts';
import type { Words } from '../words/vi.ts';

/** What a person says when taking an alert, as the service takes it. */
export type Said = { comment: string; cause?: AckCause; actions?: readonly AckAction[] };

/** `Mất điện · Chạy máy phát · đã báo điện lực`. */
export function ackText(
  { cause, actions = [], comment }: NonNullable<AlertView['acknowledged']>,
  { acknowledge: { causes, actions: done } }: Words,
): string {
  // A newer service may know more codes: shown as they are rather than left out.
  const parts = [
    cause === undefined ? '' : (causes[cause] ?? cause),
    ...actions.map((one) => done[one] ?? one),
  ];
  return [...parts, comment].filter((part) => part !== '').join(' · ');
}
