/**
 * What the copy in InfluxDB looks like: for every measurement its tags and its fields, each with its one type.
 *
 * A tag is what a chart filters or groups by; every combination of tag values is a series that the database keeps in
 * memory, so a tag takes few values or one that the others imply (a probe has one device). What differs from point to
 * point is a field. A field's type is decided here and for ever: the first write fixes it in the database, and a point
 * that says otherwise later (4 after 4.1) is refused.
 */
import { CSET82 } from '../lots/gs1/charset.ts';
import type { Measurement } from './types.ts';

export type FieldType = 'float' | 'integer' | 'string' | 'boolean';
export type MeasurementSchema = {
  /** Without these a point would be another one, or nobody's. */
  readonly required: Readonly<Record<string, RegExp>>;
  readonly optional: Readonly<Record<string, RegExp>>;
  readonly fields: Readonly<Record<string, FieldType>>;
};

/** As every identifier is checked where it is registered; no sign in it means anything to the line protocol. */
const IDENTIFIER = /^[A-Za-z0-9_-]{1,64}$/;
const GTIN = /^[0-9]{14}$/;
/** GS1 AI 10. The set holds a comma and an equals sign, which can be escaped, and neither backslash, blank nor line end. */
const LOT = new RegExp(`^[${CSET82.replaceAll(/[-\]\\^]/g, '\\$&')}]{1,20}$`);
const EVENT_TYPE = /^[a-z.]{1,64}$/;
/** Counts up from '0'. */
const NUMBER = /^(0|[1-9][0-9]{0,9})$/;

export const SCHEMA: Readonly<Record<Measurement, MeasurementSchema>> = {
  /**
   * A probe's readings. `unit` and `site` are where the device was when it measured: charts ask by them, and a device
   * moves seldom. `site` is left out under way. `also` is there for the second and further values of one probe at one
   * instant, which would otherwise overwrite the first.
   */
  temperature: {
    required: { unit: IDENTIFIER, device: IDENTIFIER, probe: IDENTIFIER },
    optional: { site: IDENTIFIER, also: NUMBER },
    fields: {
      celsius: 'float',
      // There instead of `celsius`: the sensor failed then, and no value stands on.
      fault: 'boolean',
      humidity: 'float',
      battery: 'float',
      lat: 'float',
      lon: 'float',
      door: 'boolean',
      power: 'boolean',
      ambient: 'float',
      // `corrected`: the time was reckoned from the arrival.
      clock: 'string',
    },
  },
  /**
   * An excursion as it is now, overwritten as it changes. Its id is a field: as a tag it would be a series of its own.
   * The time tells excursions apart instead: first known start, the number's last six digits as nanoseconds, and the
   * digits before them as `page` (a second series only after a million excursions). All times are fields beside it, ms UTC.
   */
  excursion: {
    required: { subject: /^(unit|parcel)$/, rule: IDENTIFIER, page: NUMBER },
    optional: { unit: IDENTIFIER, gtin: GTIN, lot: LOT },
    fields: {
      id: 'string',
      parcel: 'string',
      version: 'integer',
      present: 'boolean',
      open: 'boolean',
      start: 'integer',
      breachedAt: 'integer',
      end: 'integer',
      discoveredAt: 'integer',
      peak: 'float',
      limit: 'float',
      beyondSeconds: 'float',
      unknownInsideSeconds: 'float',
    },
  },
  /**
   * The ledger. `type`, `gtin`, `lot` and `site` are what a recall or an inspection asks by; who, which parcel and why
   * are fields, for there are as many as there are events. Time and `page` as with excursions, from the event's number.
   */
  custody: {
    required: { type: EVENT_TYPE, page: NUMBER },
    optional: { gtin: GTIN, lot: LOT, site: IDENTIFIER },
    fields: {
      event: 'string',
      seq: 'integer',
      parcel: 'string',
      from: 'string',
      to: 'string',
      by: 'string',
      reason: 'string',
      hash: 'string',
      doses: 'integer',
      recorded: 'integer',
    },
  },
  /** The service's own health: one series. */
  service: {
    required: {},
    optional: {},
    fields: {
      readings: 'integer',
      duplicates: 'integer',
      rejected: 'integer',
      commits: 'integer',
      queued: 'integer',
      devicesConnected: 'integer',
      backlogEntries: 'integer',
      setAside: 'integer',
      backlogAgeSeconds: 'float',
    },
  },
};
