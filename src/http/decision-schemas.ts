/** Holds that wait, decisions about them and what these would do, as they are in src/keeper/official-views.ts, as schemas. */
import * as z from 'zod';
import type {
  DecisionDoneView,
  DecisionGroupView,
  DecisionHoldView,
  DecisionRecordView,
  EffectView,
  ManyView,
  ProposalView,
} from '../keeper/official-views.ts';
import { dispositionSchema, excursionSchema, holdSchema } from './view-schemas.ts';

const text = z.string();
const time = z.iso.datetime();
const count = z.int().nonnegative();
const named = z.object({ id: text, name: text });
const words = z.object({ vi: text, en: text });
const said = { code: text, vi: text, en: text };
const decision = z.enum(['release', 'keep', 'discard']);
const gate = z.object({
  verdict: z.enum(['allowed', 'blocked', 'unknown']),
  reasons: z.array(z.object(said)),
});

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
