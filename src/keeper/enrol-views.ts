/** The shapes of a device being put to work: how far it is, what it said, what was compared and who saw the test. */
import type { EnrolStep } from '../fleet/enrolment.ts';
import type { RuleView } from './views.ts';

export type EnrolmentItemView = {
  device: string;
  unit: string;
  unitName: string;
  kind: string;
  siteName: string | null;
  begunAt: string;
  /** The person's name. */
  begunBy: string;
  step: EnrolStep;
};

/** Something of the device that was not taken, and why. `at`: the latest. */
export type RefusedView = { reason: string; vi: string; en: string; at: string; count: number };

export type EnrolmentView = EnrolmentItemView & {
  profile: string;
  /** Through whom it is reached, and as what; null: it signs in itself. */
  via: { gateway: string; address: string } | null;
  site: string | null;
  /** Parcels that are in the unit now. */
  parcels: number;
  rules: RuleView[];
  /** The newest of the device in this unit. `stands`: it is not too old to be compared with. */
  reading: { celsius: number | null; at: string; stands: boolean } | null;
  rejected: RefusedView[];
  toleranceCelsius: number;
  compared: {
    byHandCelsius: number;
    shownCelsius: number;
    shownAt: string;
    apart: boolean;
    at: string;
    by: string;
  } | null;
  limits: { at: string; by: string } | null;
  test: {
    alert: string;
    at: string;
    by: string;
    endsAt: string;
    /** Null while it is open. */
    endedAt: string | null;
    seenBy: string | null;
    screens: number;
    /** At most the first 200. */
    receipts: { name: string; username: string; at: string }[];
  } | null;
  finished: { at: string; by: string } | null;
};

/** `secret` only where one was made: it is never shown again. */
export type EnrolledView = { device: string; unit: string; secret: string | null };

/** `free`; `enrolling`: begun and not finished; `in-use`; `retired`: the id is never used again. */
export type DeviceStandingView = {
  device: string;
  standing: 'free' | 'enrolling' | 'in-use' | 'retired';
  /** Where it is, when that is within the asker's place. */
  unit: { id: string; name: string; siteName: string | null } | null;
  /** `carries`: one of this kind speaks for others. */
  profiles: { id: string; model: string; carries: boolean }[];
};

/** Who is told by the screens. `site` null: the whole province. */
export type ToldView = {
  username: string;
  name: string;
  roles: string[];
  site: string | null;
  siteName: string | null;
};
