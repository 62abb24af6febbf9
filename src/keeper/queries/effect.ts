/** What would a decision do? The pure code that approves it is run on what is known now, and the gate's own judge asked before and after. */
import { lotKey } from '../../fleet/registry.ts';
import { approve, propose } from '../../lots/dispositions.ts';
import { recallLot } from '../../lots/recalls.ts';
import { accept, type Context, type Decision, type Refusal } from '../../lots/refusal.ts';
import type { Disposition, Hold, Parcel } from '../../lots/types.ts';
import { problemWords } from '../../wording/problems.ts';
import { reasonsOf } from '../../wording/verdicts.ts';
import { approversOf, custodiansOf, isOfficialFor } from '../deciding.ts';
import type { EffectView, GateEffectView, Said } from '../official-views.ts';
import { subjectKey } from '../province.ts';
import { siteOfParcel } from '../show.ts';
import type { Supposed } from '../verdicts.ts';
import { type InTurns, Pace } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

const GATES_MOST = 500;

export async function* dispositionEffect(
  view: View,
  { holds: ids, decision }: Of<'disposition.effect'>,
): InTurns<Decision<EffectView>> {
  const holds = new Map<string, Hold>();
  const parcels = new Map<string, Parcel>();
  const refused: EffectView['refused'] = [];
  const touched: Parcel[] = [];
  const pace = new Pace();
  let decided = 0;
  for (const id of new Set(ids)) {
    yield* pace.rest();
    const hold = holds.get(id) ?? view.province.holds.get(id);
    const parcel = hold === undefined ? undefined : view.province.parcels.get(hold.parcel);
    if (hold === undefined || parcel === undefined) {
      refused.push({ hold: id, ...said({ code: 'HOLD_UNKNOWN', message: `No such hold: ${id}` }) });
      continue;
    }
    // Another hold of the same parcel was decided about in this breath, and that ended this one too.
    if (holds.has(id)) {
      decided++;
      continue;
    }
    const outcome = supposeDecided(view, hold, parcel, decision, holds);
    if (!outcome.ok) {
      refused.push({ hold: id, ...said(outcome.refusal) });
      continue;
    }
    decided++;
    touched.push(parcel);
    for (const one of outcome.value.holds) holds.set(one.id, one);
    if (outcome.value.parcel !== parcel) parcels.set(parcel.id, outcome.value.parcel);
  }
  const supposed = { holds, parcels, recalled: new Set<string>() };
  const effect = yield* effectOf(view, [...new Set(touched)], supposed);
  return accept({ ...effect, holds: decided, refused });
}

export async function* recallEffect(view: View, query: Of<'recall.effect'>): InTurns<Decision<EffectView>> {
  const { province, actor, now } = view;
  const key = lotKey(query.gtin, query.lot);
  const parcels = [...(province.parcelsOfLot.get(key) ?? [])].flatMap((id) => province.parcels.get(id) ?? []);
  const decided = recallLot(
    { gtin: query.gtin, lot: query.lot, reason: '–' },
    {
      standing: province.recalls.get(key) ?? null,
      parcels,
      holds: parcels.flatMap((p) => province.holdsOf(p.id)),
    },
    contextOf(actor.username, now),
  );
  if (!decided.ok) return decided;
  const supposed = {
    holds: new Map(decided.value.holds.map((hold) => [hold.id, hold])),
    parcels: new Map<string, Parcel>(),
    recalled: new Set([key]),
  };
  const effect = yield* effectOf(view, parcels, supposed);
  return accept({ ...effect, holds: decided.value.holds.length, refused: [] });
}

/** As if it were proposed by the asker and approved by another official at this moment. */
function supposeDecided(
  view: View,
  hold: Hold,
  parcel: Parcel,
  decision: Disposition['decision'],
  decided: ReadonlyMap<string, Hold>,
) {
  const { province, actor, now } = view;
  const official = isOfficialFor(province, actor, actor.username, parcel.id, now);
  const custodians = custodiansOf(province, parcel.id, now);
  const proposed = propose(
    { decision, reason: '–', evidence: '–' },
    { hold, official, custodians },
    contextOf(actor.username, now),
  );
  if (!proposed.ok) return proposed;
  const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
  return approve(
    {
      disposition: proposed.value,
      hold,
      parcel,
      holds: province.holdsOf(parcel.id).map((one) => decided.get(one.id) ?? one),
      excursion: records.find((one) => one.id === hold.excursion) ?? null,
      proposerOfficial: official,
      approverOfficial: true,
      custodians,
    },
    contextOf(SECOND, now),
  );
}
/** No person is called so: it stands for the second official, who is not known yet. */
const SECOND = ' ';

type Outcome = Omit<EffectView, 'holds' | 'refused'>;

/**
 * What the gates say of these parcels' lots where they are, before and after. A recall reaches every place: those that the asker
 * may not look into are counted and not named.
 */
async function* effectOf(view: View, parcels: readonly Parcel[], supposed: Supposed): InTurns<Outcome> {
  const { province, now } = view;
  const pace = new Pace();
  const living = parcels.filter((parcel) => parcel.ended === null);
  const places = Map.groupBy(living, (parcel) => siteOfParcel(province, parcel, now));
  const gates: GateEffectView[] = [];
  for (const [site, there] of places) {
    if (site === null || !sees(view, site)) continue;
    for (const some of Map.groupBy(there, (parcel) => lotKey(parcel.gtin, parcel.lot)).values()) {
      yield* pace.rest();
      const [first] = some;
      if (first === undefined || gates.length >= GATES_MOST) continue;
      gates.push({
        gtin: first.gtin,
        product: province.products.get(first.gtin)?.name ?? '',
        lot: first.lot,
        expiry: province.lot(first.gtin, first.lot)?.expiry ?? '',
        site,
        siteName: province.sites.get(site)?.name ?? site,
        doses: dosesOf(some),
        before: gateSays(view, first, site),
        after: gateSays(view, first, site, supposed),
      });
    }
  }
  gates.sort(
    (a, b) =>
      Number(a.before.verdict === a.after.verdict) - Number(b.before.verdict === b.after.verdict) ||
      a.siteName.localeCompare(b.siteName, 'vi') ||
      (a.lot < b.lot ? -1 : 1),
  );
  const discarded = living.filter((one) => supposed.parcels.get(one.id)?.ended?.kind === 'discarded');
  return {
    parcels: living.length,
    lots: new Set(living.map((one) => lotKey(one.gtin, one.lot))).size,
    sites: [...places.keys()].filter((site) => site !== null).length,
    doses: dosesOf(living),
    underWay: places.get(null)?.length ?? 0,
    dosesDiscarded: dosesOf(discarded),
    dosesGiven: parcels
      .flatMap((one) => province.administrationsOf(one.id))
      .reduce((sum, given) => sum + given.doses, 0),
    gates,
    approvers: approversOf(province, view.actor, view.actor.username, living, now),
  };
}

/** The gate's answer for a lot at a site, as everybody would get it there; `supposed`: if things were so. */
export function gateSays(
  { verdicts, now }: Pick<View, 'verdicts' | 'now'>,
  { gtin, lot }: Pick<Parcel, 'gtin' | 'lot'>,
  site: string,
  supposed?: Supposed,
): GateEffectView['before'] {
  const { verdict, codes } = verdicts.judge(`${gtin}/${lot}`, site, now, supposed).eligibility;
  return { verdict, reasons: reasonsOf(codes) };
}

/** A refusal in words for people. */
export const said = ({ code, message }: Refusal): Said => {
  const words = problemWords(code);
  return { code, vi: words?.vi ?? message, en: words?.en ?? message };
};

const dosesOf = (parcels: readonly Parcel[]): number => parcels.reduce((sum, { doses }) => sum + doses, 0);

let supposedIds = 0;
/** Ids of what is only supposed never leave this question. */
const contextOf = (by: string, now: number): Context => ({ by, now, ids: () => `supposed-${++supposedIds}` });
