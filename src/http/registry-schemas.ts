/** The shapes of src/keeper/registry-views.ts as schemas. */
import * as z from 'zod';
import { CALIBRATION_STATES } from '../fleet/calibrations.ts';
import {
  type CalibrationView,
  type CatalogueEntryView,
  DEVICE_STATES,
  type DeviceCountsView,
  type DeviceItemView,
  type DeviceListView,
  type DeviceRejectedView,
  type DeviceSecretView,
  type DeviceView,
  type HeardView,
  type ProductItemView,
  type ProductView,
} from '../keeper/registry-views.ts';
import { identitySchema } from './identity-schemas.ts';
import { ruleSchema } from './view-schemas.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const day = text.describe('YYYY-MM-DD');
const calibrationState = z.enum(CALIBRATION_STATES);
const notJudged = z.array(z.object({ vi: text, en: text }));

const deviceItem = z.object({
  id: text,
  profile: text,
  unit: text.nullable(),
  unitName: text.nullable(),
  site: text.nullable(),
  siteName: text.nullable(),
  state: z
    .enum(DEVICE_STATES)
    .describe(
      '`never`: not heard in its present unit yet; `unplaced`: in no unit; `frozen`: two seem to be it',
    ),
  heardAt: time.nullable().describe('When its newest measurement was made'),
  batteryPercent: z.number().nullable(),
  calibration: z
    .object({ due: day, state: calibrationState })
    .nullable()
    .describe('Of the probe that is due first; null: none is on record'),
  via: z
    .object({ gateway: text, address: text })
    .nullable()
    .describe('Through whom it is reached, and as what; null: it signs in itself'),
  isGateway: z.boolean().describe('It carries the readings of others'),
  retiredAt: time.nullable(),
});
export const deviceItemSchema: z.ZodType<DeviceItemView> = deviceItem.meta({ id: 'DeviceItem' });

export const deviceListSchema: z.ZodType<DeviceListView> = z
  .object({
    items: z.array(deviceItemSchema),
    next: text.nullable(),
    total: count.describe('On all pages'),
  })
  .meta({ id: 'DeviceList' });

export const deviceCountsSchema: z.ZodType<DeviceCountsView> = z
  .object({
    states: z.object({
      good: count,
      late: count,
      silent: count,
      never: count,
      unplaced: count,
      frozen: count,
      revoked: count,
      retired: count,
    }),
    calibrations: z
      .object({ overdue: count, soon: count, none: count })
      .describe('`soon`: due within 30 days; retired devices are left out'),
    profiles: z.array(text),
  })
  .meta({ id: 'DeviceCounts' });

export const calibrationSchema: z.ZodType<CalibrationView> = z
  .object({
    probe: text,
    on: day,
    due: day,
    by: text.nullable(),
    certificate: text.nullable(),
    correction: text.nullable().describe('It stands in place of an earlier line of that day, and why'),
    offsetCelsius: z.number().nullable().describe('Shown too much; taken off in judging'),
    uncertaintyCelsius: z.number().nullable(),
    stands: z.boolean(),
    state: calibrationState,
  })
  .meta({ id: 'Calibration' });

export const deviceSchema: z.ZodType<DeviceView> = deviceItem
  .extend({
    placements: z.array(
      z.object({
        unit: text.nullable(),
        unitName: text.nullable(),
        siteName: text.nullable(),
        since: time.nullable().describe('null: always'),
      }),
    ),
    messages: z.array(
      z.object({
        at: time,
        receivedAt: time,
        probe: text,
        celsius: z.number().nullable(),
        batteryPercent: z.number().nullable(),
        clock: z
          .enum(['trusted', 'corrected', 'untrusted'])
          .describe('How far `at` is believed. `untrusted`: it is the arrival, and makes nothing known'),
        claimedAt: text.nullable().describe('What the device said, where it is not believed'),
      }),
    ),
    clock: z
      .object({ seconds: z.int(), of: count })
      .nullable()
      .describe('The shortest way from measurement to arrival; below zero the device’s clock is ahead'),
    calibrations: z.array(calibrationSchema),
    inside: z.array(text).nullable().describe('Probes where the vaccine is; null: as its profile says'),
    carries: count.describe('How many are reached through it'),
    identity: identitySchema,
    stamp: text,
  })
  .meta({ id: 'Device' });

export const deviceRejectedSchema: z.ZodType<DeviceRejectedView> = z
  .object({
    id: z.int(),
    receivedAt: time,
    at: text.nullable(),
    reason: text,
    vi: text,
    en: text,
    detail: text,
  })
  .meta({ id: 'DeviceRejected' });

export const heardSchema: z.ZodType<HeardView> = z
  .object({
    sender: text.describe('The gateway, or the connection to a foreign broker'),
    address: text.describe('As that one calls it, in lower case'),
    profile: text.describe('By which the sender’s messages are read'),
    lastAt: time,
    messages: count.describe('Since the service started'),
    celsius: z.number().nullable().describe('The last temperature among what it said'),
  })
  .meta({ id: 'HeardAddress' });

export const deviceSecretSchema: z.ZodType<DeviceSecretView> = z
  .object({ device: text, secret: text.describe('Told this once') })
  .meta({ id: 'DeviceSecret' });

export const productItemSchema: z.ZodType<ProductItemView> = z
  .object({
    gtin: text,
    name: text,
    dosesPerVial: count,
    version: count.nullable().describe('The one in force now'),
    versions: count,
    effective: text.nullable(),
    source: text,
    labelVersion: text,
    rules: z.array(ruleSchema),
    parcels: count,
    doses: count,
    catalogueNewer: z.boolean(),
  })
  .meta({ id: 'ProductItem' });

export const productSchema: z.ZodType<ProductView> = z
  .object({
    gtin: text,
    name: text,
    dosesPerVial: count,
    versions: z.array(
      z.object({
        version: count,
        effective: text.nullable().describe('null: from the beginning'),
        state: z.enum(['past', 'now', 'coming']),
        source: text,
        labelVersion: text,
        rules: z.array(ruleSchema),
        maxUnmonitoredSeconds: z.number(),
        notJudged,
        fromCatalogue: z.boolean(),
      }),
    ),
    parcels: count,
    doses: count,
    sites: count,
    held: count,
    catalogue: z.object({ key: text, name: text, newer: z.boolean() }).nullable(),
    stamp: text,
  })
  .meta({ id: 'Product' });

const catalogueEntrySchema: z.ZodType<CatalogueEntryView> = z
  .object({
    key: text,
    name: text,
    dosesPerVial: count,
    versions: z.array(
      z.object({
        effective: day,
        source: text,
        labelVersion: text,
        rules: z.array(
          z.object({
            id: text,
            side: z.enum(['above', 'below']),
            limitCelsius: z.number(),
            inclusive: z.boolean(),
            allowedSeconds: z.number(),
            mode: z.enum(['continuous', 'cumulative']),
            basis: z.enum(['label', 'proposal']),
            source: text,
          }),
        ),
        maxUnmonitoredSeconds: z.number(),
        notJudged,
      }),
    ),
  })
  .meta({ id: 'CatalogueEntry' });
export const catalogueSchema = z.object({ items: z.array(catalogueEntrySchema) });
