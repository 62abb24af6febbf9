/** Putting a device to work, from its code to a test alert that somebody saw. */
import type { TestReceipt } from '../fleet/enrolment.ts';
import type { UnitKind, Via } from '../fleet/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type LimitRule = {
  readonly id: string;
  readonly side: 'above' | 'below';
  readonly limitCelsius: number;
  readonly inclusive: boolean;
  readonly allowedSeconds: number;
};

export type EnrolQuery =
  /** Devices within one's place that are not put to work yet. */
  | ({ type: 'enrolments' } & Page)
  | { type: 'enrolment'; device: string }
  /** Who is within or above the device's place and sees its alerts. */
  | ({ type: 'enrolment.people'; device: string } & Page)
  /** Is this id free, and which profiles are there? */
  | { type: 'device.standing'; device: string }
  /** May the asker make this device blink? Changes nothing: the command goes out past the keeper. */
  | { type: 'device.identify'; device: string };

export type EnrolCommand =
  /** Registers a device, in a unit that is there or in a new one. Without a secret one is made, and answered this once. */
  | {
      type: 'device.enrol';
      device: string;
      profile?: string;
      secret?: string;
      /** It is reached through another, and gets no secret. */
      via?: Via;
      unit: { id: string } | { site: string; kind: UnitKind; name: string; litres: number | null };
    }
  /** Another secret, because nobody kept the first one. */
  | { type: 'device.enrol.secret'; device: string }
  /** `anyway`: go on although the two stand further apart than good ones do. */
  | { type: 'device.enrol.compare'; device: string; celsius: number; anyway: boolean }
  /** The unit's limits were looked at; null leaves them as they are. */
  | { type: 'device.enrol.limits'; device: string; rules: readonly LimitRule[] | null }
  /** Live screens that answered after a test alert had been sent to them. */
  | { type: 'device.enrol.received'; alert: string; receipts: readonly TestReceipt[] }
  | { type: 'device.enrol.finish'; device: string }
  /** Raises an alert at the device's unit in which nothing is wrong. */
  | { type: 'alert.test'; device: string };
