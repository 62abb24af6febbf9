/**
 * The chain tries itself: the service's own device brings a reading like every other, and of it comes an alert that is over as
 * soon as it is told. It belongs to no unit, is kept in no history, and is the same alert each time, so that a year of trials
 * is one row.
 */
import { raise, resolve } from '../alerts/life.ts';
import { canary } from '../alerts/service.ts';
import { CANARY_DEVICE } from '../fleet/service-device.ts';
import type { Message } from '../telemetry/measured.ts';
import type { Draft } from './draft.ts';

const CANARY_ALERT = 'canary';
export const isCanary = (device: string): boolean => device === CANARY_DEVICE;

/** Answers which trial it was; null when it is none. */
export function tryChain({ seq, measured }: Message, draft: Draft): number | null {
  const at = measured[0]?.at;
  if (seq === null || at === undefined) return null;
  const alert = raise(canary({ run: seq, at }), { now: draft.now, ids: () => CANARY_ALERT });
  draft.put('alert', CANARY_ALERT, resolve(alert, draft.now));
  return seq;
}
