/**
 * Decides how a hold ends: one official proposes, another approves.
 *
 * What is fixed here: the two are different people, both officials for the place where the parcel is now, neither of
 * them keeps or escorts it now, and all of that is asked again at the approval. A hold may have several proposals (the
 * first was mistyped, two officials disagree); the first one approved ends it, and the others come too late.
 * A recalled lot is never released: its recall holds end by a discard only.
 */
import { close } from './parcels.ts';
import { accept, type Context, type Decision, isBlank, type Refused, refuse, said } from './refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel, ReleaseCover } from './types.ts';

export type Proposal = {
  readonly decision: Disposition['decision'];
  readonly reason: string;
  readonly evidence: string;
};

/**
 * Refuses `HOLD_ENDED`, `LOT_RECALLED`, `REASON_REQUIRED`, `EVIDENCE_REQUIRED`, `DISPOSITION_NOT_OFFICIAL`,
 * `DISPOSITION_BY_CUSTODIAN`. Nothing changes for the hold yet.
 */
export function propose(
  proposal: Proposal,
  facts: {
    readonly hold: Hold;
    /** `ctx.by` has the role official for a place that contains the parcel's present site. */
    readonly official: boolean;
    /** The parcel's present custodians and escorts, by username. */
    readonly custodians: readonly string[];
  },
  ctx: Context,
): Decision<Disposition> {
  const { hold } = facts;
  const refused =
    refuseEndedHold(hold) ??
    refuseRelease(hold, proposal.decision) ??
    refusePerson(ctx.by, facts.official, facts.custodians);
  if (refused !== null) return refused;
  if (isBlank(proposal.reason)) return refuse('REASON_REQUIRED', 'Cannot propose: a reason is wanted');
  if (isBlank(proposal.evidence)) return refuse('EVIDENCE_REQUIRED', 'Cannot propose: evidence is wanted');
  return accept({
    id: ctx.ids(),
    hold: hold.id,
    parcel: hold.parcel,
    decision: proposal.decision,
    reason: said(proposal.reason),
    evidence: said(proposal.evidence),
    proposedBy: ctx.by,
    proposedAt: ctx.now,
    state: 'proposed',
    approvedBy: null,
    approvedAt: null,
    covers: null,
  });
}

export type ApprovalFacts = {
  readonly disposition: Disposition;
  readonly hold: Hold;
  readonly parcel: Parcel;
  /** All holds of the parcel. */
  readonly holds: readonly Hold[];
  /** The hold's excursion as it stands now; null when the hold has none or the evidence no longer shows it. */
  readonly excursion: ExcursionRecord | null;
  /** As of now, for the place that contains the parcel's present site. */
  readonly proposerOfficial: boolean;
  readonly approverOfficial: boolean;
  readonly custodians: readonly string[];
};

/** The approved disposition, the holds it ends, and the parcel (changed by a discard). */
export type Approval = {
  readonly disposition: Disposition;
  readonly holds: readonly Hold[];
  readonly parcel: Parcel;
};

/**
 * A release ends its one hold and covers the excursion as it stands now (nothing, when the evidence shows none: should
 * it come back, it was never decided about). A discard ends the parcel and all its open holds; a parcel that ended
 * before keeps that end. A hold that is kept stays as it is, and may still be released or discarded later.
 *
 * Refuses `DISPOSITION_NOT_PENDING`, `HOLD_ENDED`, `LOT_RECALLED`, `DISPOSITION_SAME_PERSON`,
 * `DISPOSITION_NOT_OFFICIAL`, `DISPOSITION_BY_CUSTODIAN`.
 */
export function approve(facts: ApprovalFacts, ctx: Context): Decision<Approval> {
  const { disposition, hold, parcel, excursion, custodians } = facts;
  const { proposedBy, decision } = disposition;
  if (disposition.hold !== hold.id || hold.parcel !== parcel.id) {
    throw new Error(`disposition ${disposition.id} is not about hold ${hold.id} of parcel ${parcel.id}`);
  }
  if (disposition.state !== 'proposed') {
    return refuse('DISPOSITION_NOT_PENDING', `Cannot approve ${disposition.id}: it is approved already`);
  }
  if (ctx.by === proposedBy) {
    return refuse('DISPOSITION_SAME_PERSON', 'Cannot approve: another person than the proposer is wanted', {
      proposedBy,
    });
  }
  const refused =
    refuseEndedHold(hold) ??
    refuseRelease(hold, decision) ??
    refusePerson(proposedBy, facts.proposerOfficial, custodians) ??
    refusePerson(ctx.by, facts.approverOfficial, custodians);
  if (refused !== null) return refused;

  const approved: Disposition = {
    ...disposition,
    state: 'approved',
    approvedBy: ctx.by,
    approvedAt: ctx.now,
    covers: decision === 'release' ? coverOf(excursion, ctx) : null,
  };
  if (decision === 'keep') return accept({ disposition: approved, holds: [], parcel });
  if (decision === 'release') {
    return accept({
      disposition: approved,
      holds: [{ ...hold, state: 'released', endedAt: ctx.now }],
      parcel,
    });
  }
  return accept({
    disposition: approved,
    holds: facts.holds
      .filter((one) => one.parcel === parcel.id && one.state === 'open')
      .map((one) => ({ ...one, state: 'discarded', endedAt: ctx.now })),
    parcel: parcel.ended === null ? close(parcel, 'discarded', ctx.now) : parcel,
  });
}

function coverOf(excursion: ExcursionRecord | null, ctx: Context): ReleaseCover | null {
  if (excursion === null || !excursion.present) return null;
  return { start: excursion.start, end: excursion.end, peak: excursion.peak, approvedAt: ctx.now };
}

function refuseEndedHold(hold: Hold): Refused | null {
  if (hold.state === 'open') return null;
  return refuse('HOLD_ENDED', `Cannot decide about hold ${hold.id}: it is ${hold.state}, open wanted`, {
    hold: hold.id,
    state: hold.state,
  });
}

function refuseRelease(hold: Hold, decision: Disposition['decision']): Refused | null {
  if (decision !== 'release' || hold.kind !== 'recall') return null;
  const { gtin, lot } = hold;
  return refuse('LOT_RECALLED', `Cannot release hold ${hold.id}: lot ${lot} is recalled`, { gtin, lot });
}

function refusePerson(person: string, official: boolean, custodians: readonly string[]): Refused | null {
  if (!official) {
    return refuse('DISPOSITION_NOT_OFFICIAL', `Cannot decide: ${person} is no official where the parcel is`, {
      person,
    });
  }
  if (!custodians.includes(person)) return null;
  return refuse('DISPOSITION_BY_CUSTODIAN', `Cannot decide: ${person} keeps or escorts the parcel now`, {
    person,
  });
}
