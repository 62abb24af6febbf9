/** The shapes of src/keeper/duty-views.ts as schemas, and what a ladder, a roster and a contact look like coming in. */
import * as z from 'zod';
import { CHANNELS } from '../alerts/duty.ts';
import { ROLES } from '../fleet/types.ts';
import type {
  ContactView,
  DutyView,
  HolesView,
  HoleView,
  LadderView,
  PushSubscriptionView,
  RosterItemView,
  RosterView,
} from '../keeper/duty-views.ts';
import { id, instant, words } from './inputs.ts';

const time = z.iso.datetime();
const text = z.string();
const channel = z.enum(CHANNELS);
const place = { site: text.nullable(), siteName: text.nullable() };
const person = { username: text, name: text };
const named = z.object({ id: text, name: text });
const open = z.object({ from: time, to: time });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM');
const quiet = z.strictObject({ from: clock, to: clock }).meta({ id: 'QuietHours' });
const target = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('duty'), roster: id }),
    z.strictObject({ kind: z.literal('person'), username: id }),
    z.strictObject({
      kind: z.literal('role'),
      role: z.enum(ROLES),
      up: z
        .int()
        .min(0)
        .max(10)
        .nullable()
        .describe('Places above the alert’s own; null: the whole province'),
    }),
  ])
  .meta({ id: 'LadderTarget' });
const level = z
  .strictObject({
    afterMinutes: z.int().min(0).max(1440),
    targets: z.array(target).min(1).max(20),
    channels: z.array(channel).min(1).max(CHANNELS.length),
  })
  .meta({ id: 'LadderLevel' });
const terms = {
  levels: z.array(level).min(1).max(6),
  stillMinutes: z.int().min(5).max(1440),
  forgottenMinutes: z.int().min(5).max(1440),
  quiet: quiet.nullable(),
};
export const ladderBody = z.strictObject({ site: id.nullable(), ...terms });

const ladder = z.object({ id: text, ...place, ...terms, mayChange: z.boolean() });
export const ladderSchema: z.ZodType<LadderView> = ladder.meta({ id: 'Ladder' });

export const dutySchema: z.ZodType<DutyView> = z
  .object({
    ...place,
    at: time,
    ladder,
    from: z.enum(['own', 'above', 'province', 'default']).describe('Whose ladder it is'),
    levels: z.array(
      z.object({
        afterMinutes: z.int(),
        people: z.array(
          z.object({ ...person, ...place, ways: z.array(channel), standsInFor: text.nullable() }),
        ),
        open: z.array(named).describe('Rosters of the level that have nobody on shift'),
      }),
    ),
    quietUntil: time.nullable(),
  })
  .meta({ id: 'Duty' });

const rosterItem = z.object({
  ...place,
  id: text,
  name: text,
  now: z.array(z.object(person)),
  next: open.nullable().describe('The first time within 14 days in which nobody is on shift'),
  ladders: z.array(z.object({ id: text, siteName: text.nullable() })),
  mayChange: z.boolean(),
});
export const rosterItemSchema: z.ZodType<RosterItemView> = rosterItem.meta({ id: 'RosterItem' });
export const rosterSchema: z.ZodType<RosterView> = rosterItem
  .extend({
    from: time,
    to: time,
    shifts: z.array(
      z.object({
        id: text,
        person: text,
        personName: text,
        standIn: text.nullable(),
        standInName: text.nullable(),
        from: time,
        to: time,
        note: text,
      }),
    ),
    holes: z.array(open),
  })
  .meta({ id: 'Roster' });
export const rosterBody = z.strictObject({ name: words(120), site: id.nullable() });
export const shiftsBody = z.strictObject({
  from: instant,
  to: instant,
  shifts: z
    .array(
      z.strictObject({
        id: id.exactOptional(),
        person: id,
        standIn: id.nullable().default(null),
        from: instant,
        to: instant,
        note: z.string().trim().max(200).default(''),
      }),
    )
    .max(1000),
});

const hole: z.ZodType<HoleView> = z
  .object({
    from: time,
    to: time,
    ladder: z.object({ id: text, ...place }),
    level: z.int().min(1),
    rosters: z.array(named),
    covered: z.boolean().describe('Others are told instead'),
    sites: z.array(named).describe('The first twenty'),
    siteCount: z.int(),
  })
  .meta({ id: 'DutyHole' });
export const holesSchema: z.ZodType<HolesView> = z
  .object({ from: time, to: time, items: z.array(hole), next: z.null(), total: z.int() })
  .meta({ id: 'DutyHoles' });

const language = z.enum(['vi', 'en']);
export const contactSchema: z.ZodType<ContactView> = z
  .object({
    ...person,
    phone: text.nullable(),
    mail: text.nullable(),
    zalo: text.nullable(),
    telegram: text.nullable(),
    language,
    pushes: z.int().nonnegative(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'Contact' });
const way = (max: number) => z.string().trim().max(max).nullable();
export const contactBody = z.strictObject({
  phone: way(40),
  mail: way(254),
  zalo: way(64),
  telegram: way(64),
  language,
});

export const pushSubscriptionSchema: z.ZodType<PushSubscriptionView> = z
  .object({ id: text, label: text, endpoint: text, createdAt: time })
  .meta({ id: 'PushSubscription' });
/** As `PushSubscription.toJSON()` of a browser gives it, and what its owner calls the browser. */
export const pushBody = z.strictObject({
  endpoint: z.string().min(1).max(2_000),
  expirationTime: z.number().nullable().optional(),
  keys: z.object({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
  label: words(120),
});
