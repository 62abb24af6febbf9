/** The shapes of src/keeper/enrol-views.ts as schemas, and what the devices' broker adds to them. */
import * as z from 'zod';
import { ENROL_STEPS } from '../fleet/enrolment.ts';
import type {
  DeviceStandingView,
  EnrolledView,
  EnrolmentItemView,
  EnrolmentView,
  RefusedView,
  ToldView,
} from '../keeper/enrol-views.ts';
import { ruleSchema } from './view-schemas.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const doneBy = z.object({ at: time, by: text });

const item = z.object({
  device: text,
  unit: text,
  unitName: text,
  kind: text,
  siteName: text.nullable(),
  begunAt: time,
  begunBy: text,
  step: z.enum(ENROL_STEPS).describe('What is to be done next'),
});
export const enrolmentItemSchema: z.ZodType<EnrolmentItemView> = item.meta({ id: 'EnrolmentItem' });

const refused: z.ZodType<RefusedView> = z.object({ reason: text, vi: text, en: text, at: time, count });

/** How the device stands with the broker now. */
export type LineView = {
  connected: boolean;
  listens: boolean;
  /** Sign-ins under its id that were refused, and connections of it that were cut, since the service began. */
  refused: RefusedView[];
  /** Where devices connect. */
  port: number;
};

const whole = item.extend({
  profile: text,
  via: z
    .object({ gateway: text, address: text })
    .nullable()
    .describe('Through whom it is reached, and as what; null: it signs in itself'),
  site: text.nullable(),
  parcels: count,
  rules: z.array(ruleSchema),
  reading: z
    .object({ celsius: z.number().nullable(), at: time, stands: z.boolean() })
    .nullable()
    .describe('The newest of the device in this unit'),
  rejected: z.array(refused).describe('What came of it and was not taken'),
  toleranceCelsius: z.number(),
  compared: z
    .object({
      byHandCelsius: z.number(),
      shownCelsius: z.number(),
      shownAt: time,
      apart: z.boolean(),
      at: time,
      by: text,
    })
    .nullable(),
  limits: doneBy.nullable(),
  test: z
    .object({
      alert: text,
      at: time,
      by: text,
      endsAt: time,
      endedAt: time.nullable(),
      seenBy: text.nullable(),
      screens: count,
      receipts: z.array(z.object({ name: text, username: text, at: time })),
    })
    .nullable(),
  finished: doneBy.nullable(),
});
/** After a command: how the device stands with the broker is told by the question. */
export const enrolmentSchema: z.ZodType<EnrolmentView> = whole.meta({ id: 'Enrolment' });
export const enrolmentLiveSchema: z.ZodType<EnrolmentView & { line: LineView }> = whole
  .extend({
    line: z.object({
      connected: z.boolean(),
      listens: z.boolean(),
      refused: z.array(refused),
      port: count,
    }),
  })
  .meta({ id: 'EnrolmentLive' });

export const enrolledSchema: z.ZodType<EnrolledView> = z
  .object({
    device: text,
    unit: text,
    secret: text.nullable().describe('Only where one was made; never shown again'),
  })
  .meta({ id: 'Enrolled' });

export const deviceStandingSchema: z.ZodType<DeviceStandingView> = z
  .object({
    device: text,
    standing: z.enum(['free', 'enrolling', 'in-use', 'retired']),
    unit: z.object({ id: text, name: text, siteName: text.nullable() }).nullable(),
    profiles: z.array(
      z.object({
        id: text,
        model: text,
        carries: z.boolean().describe('One of this kind speaks for others'),
      }),
    ),
  })
  .meta({ id: 'DeviceStanding' });

export const toldSchema: z.ZodType<ToldView> = z
  .object({
    username: text,
    name: text,
    roles: z.array(text),
    site: text.nullable(),
    siteName: text.nullable(),
  })
  .meta({ id: 'Told' });

/** `why`: null when it went out. */
export type IdentifiedView = { sent: boolean; why: 'NOT_CONNECTED' | 'NOT_LISTENING' | null };
export const identifiedSchema: z.ZodType<IdentifiedView> = z
  .object({ sent: z.boolean(), why: z.enum(['NOT_CONNECTED', 'NOT_LISTENING']).nullable() })
  .meta({ id: 'Identified' });
