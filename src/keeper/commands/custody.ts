/** Events that phones deliver: let in or refused one by one, kept, and everything that follows derived once. */
import { MAY_STILL_COUNT } from '../../custody/codes.ts';
import type { CustodyEvent } from '../../custody/types.ts';
import { accept, type Decision, type Refusal } from '../../lots/refusal.ts';
import { problemWords } from '../../wording/problems.ts';
import { tellOnTheWay, tellRefused } from '../custody-alerts.ts';
import { type EventDocument, parcelsOf } from '../custody-book.ts';
import { authorOf, letIn, type Presented, sha256Hex } from '../custody-door.ts';
import { dependents } from '../custody-reach.ts';
import type { Receipts } from '../custody-receipts.ts';
import { noteHeard } from '../custody-signal.ts';
import type { RecordedView } from '../custody-views.ts';
import { rederive } from '../custody-world.ts';
import type { Done, Turn } from './turn.ts';

/** A refused delivery is kept up to this length; no event is longer. */
const RAW_MOST = 64 * 1024;

/** Takes in each event that may come in, derives once what follows, and answers each by itself. */
export async function record(turn: Turn, presented: readonly Presented[]): Promise<Decision<Done>> {
  const outcomes = presented.map((one) => takeIn(turn, one));
  const fresh = outcomes.flatMap((one) => (one.fresh ? [one.event] : []));
  const subjects = fresh.length === 0 ? [] : await rederiveFrom(turn, fresh);
  for (const event of fresh) {
    tellOnTheWay(turn, event);
    const judged = turn.province.custody.events.get(event.id);
    if (judged?.refused != null)
      tellRefused(turn, { by: event.body.by, type: event.body.type, code: judged.refused.code });
  }
  noteHeard(turn, turn.actor.username);
  const { receipts } = turn;
  receipts.renew();
  return accept({
    value: () => ({
      items: outcomes.map((one) =>
        'refusal' in one
          ? refusedView(one.id, one.refusal)
          : keptView(turn, one.event.id, one.fresh, receipts),
      ),
    }),
    subjects,
  });
}

type Outcome =
  | { readonly fresh: boolean; readonly event: EventDocument }
  | { readonly fresh: false; readonly id: string | null; readonly refusal: Refusal; readonly event?: never };

export function takeIn(turn: Turn, presented: Presented): Outcome {
  const { actor, draft, province } = turn;
  if (!presented.delivered.ok) return keepRefused(turn, presented, null, presented.delivered.refusal);
  const delivered = presented.delivered.value;
  const { body } = delivered;
  const decided = letIn(presented, delivered, actor, province, draft.now);
  if (!decided.ok) return keepRefused(turn, presented, body, decided.refusal);
  const known = province.custody.events.get(body.id);
  if (known !== undefined) return { fresh: false, event: known };
  const author = authorOf(body.by, actor, province);
  const event: EventDocument = {
    ...delivered,
    id: body.id,
    receivedAt: draft.now,
    refused: null,
    atDoor: false,
    place: author.site,
    roles: author.roles,
    deliveredBy: actor.username,
    effect: null,
    recorded: null,
  };
  draft.put('custody_event', event.id, event);
  return { fresh: true, event };
}

/** Kept once, however often it is sent, under a name made of what was sent. */
function keepRefused(
  { actor, draft, province }: Turn,
  { raw }: Presented,
  body: CustodyEvent | null,
  refusal: Refusal,
): Outcome {
  const text = JSON.stringify(raw)?.toWellFormed() ?? '';
  const id = `refused-${sha256Hex(`${refusal.code} ${text}`).slice(0, 32)}`;
  if (!province.custody.refused.has(id)) {
    draft.put('custody_event', id, {
      atDoor: true,
      raw: text.slice(0, RAW_MOST),
      receivedAt: draft.now,
      deliveredBy: actor.username,
      refused: { code: refusal.code, message: refusal.message },
    });
    if (body !== null) tellRefused({ province, draft }, { by: body.by, type: body.type, code: refusal.code });
  }
  return { fresh: false, id: body?.id ?? null, refusal };
}

/** What was done to a parcel at a desk counts among its events: those of its family are looked at again. */
export const rederiveParcel = (turn: Turn, parcel: string): Promise<string[]> =>
  rederive({ ...turn, ledgerSize: turn.ledger.tree.size }, { parcels: [parcel], events: [] });

/** A unit stands elsewhere from `at` on: so for what was unpacked into it and what was handed over in it. */
export const rederiveUnit = (turn: Turn, unit: string, at: number): Promise<string[]> =>
  rederiveFrom(turn, dependents(turn.province, unit, [at]));

export const rederiveFrom = (turn: Turn, events: readonly EventDocument[]): Promise<string[]> =>
  rederive({ ...turn, ledgerSize: turn.ledger.tree.size }, { parcels: [], events });

function keptView(turn: Turn, id: string, fresh: boolean, receipts: Receipts): RecordedView {
  const event = turn.province.custody.events.get(id);
  if (event === undefined) throw new Error(`event ${id} was kept and is not there`);
  const receipt = receipts.of(event);
  const waits = event.refused !== null && MAY_STILL_COUNT.has(event.refused.code);
  if (event.refused !== null && !waits) return { ...refusedView(id, event.refused), receipt };
  const torn =
    isDisputed(turn.province, event) ||
    parcelsOf(event).some((parcel) =>
      turn.province.custody.chains
        .get(parcel)
        ?.conflicts.some(({ kind, events }) => kind !== 'gap' && events.includes(id)),
    );
  const status = waits ? 'waiting' : torn ? 'conflict' : fresh ? 'accepted' : 'duplicate';
  const words = event.refused === null ? null : problemWords(event.refused.code);
  return {
    id,
    status,
    code: event.refused?.code ?? null,
    message: event.refused?.message ?? null,
    vi: words?.vi ?? null,
    en: words?.en ?? null,
    receipt,
  };
}

/** Both sides of its handoff are here and contradict each other: taken, and taken back before by both clocks. */
function isDisputed({ custody }: Turn['province'], { body }: EventDocument): boolean {
  const handoff = 'handoff' in body ? custody.handoffs.get(body.handoff) : undefined;
  return handoff?.state === 'disputed' && handoff.given !== null && handoff.taken !== null;
}

function refusedView(id: string | null, { code, message }: Refusal): RecordedView {
  const words = problemWords(code);
  return {
    id,
    status: 'refused',
    code,
    message,
    vi: words?.vi ?? null,
    en: words?.en ?? null,
    receipt: null,
  };
}
