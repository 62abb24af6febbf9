/** The shapes of src/keeper/official-views.ts as schemas: what the OpenAPI document promises. */
import * as z from 'zod';
import type {
  AuditEntryView,
  AuditView,
  BrokenRuleView,
  DecisionDoneView,
  DecisionGroupView,
  DecisionHoldView,
  DecisionRecordView,
  EffectView,
  IncidentLotView,
  IncidentParcelView,
  IncidentView,
  LotFoundView,
  ManyView,
  OverviewView,
  ProposalView,
  RecallNoticeView,
  RecallView,
} from '../keeper/official-views.ts';
import { alertSchema, dispositionSchema, excursionSchema, holdSchema, ruleSchema } from './view-schemas.ts';

const text = z.string();
const time = z.iso.datetime();
const count = z.int().nonnegative();
const number = z.number().nullable();
const named = z.object({ id: text, name: text });
const words = z.object({ vi: text, en: text });
const said = { code: text, vi: text, en: text };
const holder = z.object({ kind: z.enum(['site', 'person']), id: text, name: text });
const decision = z.enum(['release', 'keep', 'discard']);
const gate = z.object({
  verdict: z.enum(['allowed', 'blocked', 'unknown']),
  reasons: z.array(z.object(said)),
});

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
    silentToday: z.array(z.object({ site: text, name: text, since: time, now: z.boolean() })),
  })
  .meta({ id: 'Overview' });

const brokenRule: z.ZodType<BrokenRuleView> = z.object({
  of: z.enum(['unit', 'product']),
  name: text,
  rule: text,
  version: z.number(),
  effective: time.nullable(),
  source: text.nullable(),
  limit: ruleSchema.nullable(),
  start: time,
  breachedAt: time,
  end: time.nullable(),
  peakCelsius: number,
  beyondSeconds: z.number(),
  unknownInsideSeconds: z.number(),
  discoveredAt: time,
  parcels: count,
});
const incidentParcel: z.ZodType<IncidentParcelView> = z.object({
  id: text,
  label: text.nullable(),
  gtin: text,
  product: text,
  lot: text,
  expiry: text,
  doses: count,
  unit: named.nullable(),
  site: named.nullable(),
  holder: holder.nullable(),
  shipment: text.nullable(),
  ended: z.object({ at: time, kind: text }).nullable(),
  broken: z.boolean(),
  holds: z.array(holdSchema),
  dosesGiven: count,
  dosesGivenAfterBreach: count,
});
const incidentLot: z.ZodType<IncidentLotView> = z.object({
  gtin: text,
  product: text,
  lot: text,
  expiry: text,
  parcels: count,
  held: count,
  doses: count,
  dosesGiven: count,
  dosesGivenAfterBreach: count,
  places: z.array(text),
});
export const incidentSchema: z.ZodType<IncidentView> = z
  .object({
    alert: alertSchema,
    siteName: text.nullable(),
    unit: named.nullable(),
    from: time,
    to: time,
    measured: z
      .object({
        minCelsius: number,
        maxCelsius: number,
        meanKineticCelsius: number,
        knownSeconds: z.number(),
        unknownSeconds: z.number(),
      })
      .nullable(),
    rules: z.array(brokenRule),
    lots: z.array(incidentLot),
    parcels: z.array(incidentParcel),
    parcelCount: count,
    given: z.array(
      z.object({
        at: time,
        site: text,
        parcel: text,
        lot: text,
        doses: count,
        by: text,
        afterBreach: z.boolean(),
      }),
    ),
    dosesGiven: count,
    dosesGivenAfterBreach: count,
    held: z.array(z.object({ holder, from: time, to: time, beyondSeconds: z.number(), parcels: count })),
    related: z.array(alertSchema),
    decisions: z.array(
      dispositionSchema.and(z.object({ proposedByName: text, approvedByName: text.nullable() })),
    ),
  })
  .meta({ id: 'Incident' });

const decisionHold: z.ZodType<DecisionHoldView> = holdSchema.and(
  z.object({
    label: text.nullable(),
    doses: count,
    siteName: text.nullable(),
    unitName: text.nullable(),
    excursionFacts: excursionSchema.nullable(),
  }),
);
const proposal: z.ZodType<ProposalView> = z.object({
  ids: z.array(text),
  holds: z.array(text),
  decision,
  reason: text,
  evidence: text,
  proposedBy: named,
  proposedAt: time,
  approvers: z.array(named),
  mine: z.boolean(),
  mayApprove: z.boolean(),
});
export const decisionGroupSchema: z.ZodType<DecisionGroupView> = z
  .object({
    id: text,
    kind: text,
    cause: words.nullable(),
    origin: named.nullable(),
    alert: text.nullable(),
    gtin: text,
    product: text,
    lot: text,
    expiry: text,
    since: time,
    parcels: count,
    doses: count,
    sites: count,
    holds: z.array(decisionHold),
    holdIds: z.array(text),
    proposals: z.array(proposal),
  })
  .meta({ id: 'DecisionGroup' });

export const effectSchema: z.ZodType<EffectView> = z
  .object({
    holds: count,
    parcels: count,
    lots: count,
    sites: count,
    doses: count,
    underWay: count,
    dosesDiscarded: count,
    dosesGiven: count,
    gates: z.array(
      z.object({
        gtin: text,
        product: text,
        lot: text,
        expiry: text,
        site: text,
        siteName: text,
        doses: count,
        before: gate,
        after: gate,
      }),
    ),
    refused: z.array(z.object({ hold: text, ...said })),
    approvers: z.array(named),
  })
  .meta({ id: 'Effect' });

export const manySchema: z.ZodType<ManyView> = z
  .object({ done: z.array(dispositionSchema), refused: z.array(z.object({ id: text, ...said })) })
  .meta({ id: 'DecidedMany' });

export const decisionRecordSchema: z.ZodType<DecisionRecordView> = z
  .object({
    id: text,
    decision,
    state: text,
    reason: text,
    evidence: text,
    proposedBy: named,
    proposedAt: time,
    approvedBy: named.nullable(),
    approvedAt: time.nullable(),
    parcels: count,
    doses: count,
    items: z.array(
      z.object({
        disposition: text,
        state: text,
        hold: decisionHold,
        product: text,
        expiry: text,
        cause: words.nullable(),
        gate: gate.nullable(),
      }),
    ),
  })
  .meta({ id: 'DecisionRecord' });

export const decisionDoneSchema: z.ZodType<DecisionDoneView> = z
  .object({
    id: text,
    decision,
    lots: z.array(text),
    parcels: count,
    reason: text,
    proposedBy: text,
    approvedBy: text,
    approvedAt: time,
  })
  .meta({ id: 'DecisionDone' });

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
