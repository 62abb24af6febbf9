/** The province at a glance, lots, recalls and the audit, as they are in src/keeper/official-views.ts, as schemas. */
import * as z from 'zod';
import type {
  AuditEntryView,
  AuditView,
  LotFoundView,
  OverviewView,
  ParcelStoryView,
  RecallNoticeView,
  RecallView,
  StoryEventView,
} from '../keeper/official-views.ts';

const text = z.string();
const time = z.iso.datetime();
const count = z.int().nonnegative();
const words = z.object({ vi: text, en: text });

export const overviewSchema: z.ZodType<OverviewView> = z
  .object({
    asOf: time,
    trips: z.array(
      z.object({
        id: text,
        fromName: text,
        toName: text,
        escortName: text,
        arriveBy: time,
        parcels: count,
        overdue: z.boolean(),
      }),
    ),
    tripsUnderWay: count,
    tripsOverdue: count,
    holdsToDecide: count,
    proposalsWaiting: count,
    recalls: count,
    sitesSilentToday: count,
    silentToday: z.array(z.object({ site: text, name: text, since: time, now: z.boolean() })),
  })
  .meta({ id: 'Overview' });

export const lotFoundSchema: z.ZodType<LotFoundView> = z
  .object({
    gtin: text,
    product: text,
    lot: text,
    expiry: text,
    parcels: count,
    doses: count,
    sites: count,
    recalled: z.object({ at: time, by: text, reason: text }).nullable(),
  })
  .meta({ id: 'LotFound' });

const recallShape = {
  gtin: text,
  product: text,
  lot: text,
  expiry: text.nullable(),
  reason: text,
  at: time,
  by: text,
  parcels: count,
  open: count,
  doses: count,
  dosesGiven: count,
  sites: z.array(text),
};
export const recallSchema: z.ZodType<RecallView> = z.object(recallShape).meta({ id: 'Recall' });
export const recallNoticeSchema: z.ZodType<RecallNoticeView> = z
  .object({
    ...recallShape,
    byRoles: words,
    places: z.array(
      z.object({
        site: text.nullable(),
        name: text.nullable(),
        phone: text.nullable(),
        units: z.array(text),
        parcels: count,
        doses: count,
      }),
    ),
    given: z.array(z.object({ site: text, name: text, doses: count })),
    steps: z.array(words),
  })
  .meta({ id: 'RecallNotice' });

const storyEvent: z.ZodType<StoryEventView> = z.object({
  id: text,
  at: time,
  by: text,
  words,
  counts: z.boolean(),
  why: words.nullable(),
});
export const parcelStorySchema: z.ZodType<ParcelStoryView> = z
  .object({
    parcel: text,
    events: z.array(storyEvent),
    conflicts: z.array(z.array(text)),
    overturned: z.array(z.object({ event: text, since: time })),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'ParcelStory' });

export const auditEntrySchema: z.ZodType<AuditEntryView> = z.object({
  seq: count,
  hash: text,
  id: text,
  type: text,
  at: text,
  recorded: text,
  by: text,
  byName: text,
  words,
  event: z.record(text, z.unknown()),
});

export const auditSchema: z.ZodType<AuditView> = z
  .object({
    items: z.array(auditEntrySchema),
    next: text.nullable(),
    reached: text.nullable(),
    size: count,
  })
  .meta({ id: 'Audit' });
