/** With which codes may custody refuse something? Each has words in both languages (wording/custody.ts), or nothing compiles. */
import { type Refused, refuse } from '../lots/refusal.ts';

export const CUSTODY_CODES = [
  // At the door: what can be said of an event by itself.
  'EVENT_MALFORMED',
  'EVENT_ID_REUSED',
  'EVENT_SIGNATURE_INVALID',
  'EVENT_SIGNATURE_REQUIRED',
  'EVENT_KEY_UNKNOWN',
  'EVENT_KEY_REVOKED',
  'EVENT_AT_IMPLAUSIBLE',
  'EVENT_ROLE_FORBIDDEN',
  'EVENT_PERSON_UNKNOWN',
  'EVENT_SITE_UNKNOWN',
  'EVENT_UNIT_UNKNOWN',
  'EVENT_PARCEL_UNKNOWN',
  'EVENT_BOX_UNFIT',
  'EVENT_REASON_REQUIRED',
  'HANDOFF_SELF',
  'HANDOFF_WINDOW_INVALID',
  'SHIPMENT_PARCEL_ON_HOLD',
  // From all events together.
  'EVENT_NOT_HOLDER',
  'EVENT_UNIT_NOT_THERE',
  'EVENT_DOSES_DIFFER',
  'EVENT_BOX_NOT_OFFERED',
  'EVENT_FOUND_UNTRUE',
  'HANDOFF_UNKNOWN',
  'HANDOFF_EXISTS',
  'HANDOFF_NOT_HOLDER',
  'HANDOFF_NOT_GIVER',
  'HANDOFF_NOT_FOR_YOU',
  'HANDOFF_NOT_ONE_SIDED',
  'HANDOFF_ALREADY_TAKEN',
  'HANDOFF_CODE_WRONG',
  'HANDOFF_CODE_USED',
  'HANDOFF_EXPIRED',
  'SHIPMENT_UNKNOWN',
  'SHIPMENT_EXISTS',
  'SHIPMENT_NOT_PACKED',
  'SHIPMENT_UNDER_WAY',
  'SHIPMENT_ARRIVED',
  'SHIPMENT_CLOSED',
  'SHIPMENT_CANCELLED',
  // Keys, and an official's word.
  'KEY_UNKNOWN',
  'KEY_TAKEN',
  'KEY_INVALID',
  'KEY_NOT_YOURS',
  'CUSTODY_NOT_IN_CONFLICT',
  'CUSTODY_EVENT_UNKNOWN',
  'CUSTODY_OWN_STORY',
] as const;
export type CustodyCode = (typeof CUSTODY_CODES)[number];

/** As lots/refusal.ts has it, with no code that has no words. */
export const refuseCustody = (
  code: CustodyCode,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Refused => refuse(code, message, details);

/** Refusals that may turn when an event comes that is still on its way. The sender's receipt says so. */
const WAITING = [
  'EVENT_PARCEL_UNKNOWN',
  'EVENT_NOT_HOLDER',
  'EVENT_UNIT_NOT_THERE',
  'HANDOFF_UNKNOWN',
  'HANDOFF_NOT_HOLDER',
  'HANDOFF_NOT_ONE_SIDED',
  'SHIPMENT_UNKNOWN',
  'SHIPMENT_NOT_PACKED',
] as const satisfies readonly CustodyCode[];
export const MAY_STILL_COUNT: ReadonlySet<string> = new Set(WAITING);
