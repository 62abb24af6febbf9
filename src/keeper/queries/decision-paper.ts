/** What the record of a decision is made from (papers/types.ts): what happened, about which vaccine, who decided, the proof. */
import { recordNumber } from '../../custody/record-number.ts';
import { unitAt } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../../lots/types.ts';
import type {
  DecisionPaperData,
  PaperBreach,
  PaperDecidedParcel,
  PaperOfficial,
} from '../../papers/types.ts';
import { ruleWords } from '../../wording/decision-papers.ts';
import { instant } from '../../wording/format.ts';
import { sourceWords } from '../../wording/sources.ts';
import type { DecisionRecordView } from '../official-views.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import { decision, sameBreath } from './decided.ts';
import { givenSince } from './incident.ts';
import { entriesOf } from './official-proofs.ts';
import { rolesOf } from './recall.ts';
import type { InTurns } from './turns.ts';
import { missing, type Of, type View } from './view.ts';

type About = {
  readonly disposition: Disposition;
  readonly hold: Hold;
  readonly parcel: Parcel;
  readonly excursion: ExcursionRecord | null;
};

export async function* decisionPaper(
  view: View,
  { id, url }: Of<'decision.paper'>,
): InTurns<Decision<DecisionPaperData>> {
  const shown = yield* decision(view, { type: 'decision', id });
  if (!shown.ok) return shown;
  const { province } = view;
  const one = province.dispositions.get(id);
  if (one === undefined) return missing('DISPOSITION', id);
  const about = (yield* sameBreath(view, one)).flatMap((disposition) => aboutOf(view, disposition));
  const { value: record } = shown;
  const rows = yield* entriesOf(view, [one]);
  const { given, after } = givenSince(
    view,
    about.map(({ parcel, hold, excursion }) => ({
      parcel,
      holds: [hold],
      broken: excursion === null ? [] : [excursion],
    })),
    Math.min(...about.map(({ excursion, parcel }) => excursion?.start ?? parcel.createdAt)),
  );
  const doses = (list: typeof given) =>
    list.reduce((sum, { administration }) => sum + administration.doses, 0);
  const approved = record.items.find(({ disposition }) => disposition === id);
  return accept({
    zone: province.zone,
    number: recordNumber('QD', id),
    authority: null,
    decision: one.decision,
    breaches: breachesOf(view, about),
    causes: causesOf(record),
    parcels: parcelsOf(view, about, record, given),
    given: { doses: doses(given), afterBreach: doses(after) },
    reason: one.reason,
    evidence: one.evidence,
    proposed: officialOf(view, one.proposedBy, one.proposedAt),
    approved:
      approved === undefined || one.approvedBy === null || one.approvedAt === null
        ? null
        : officialOf(view, one.approvedBy, one.approvedAt),
    gates: gatesOf(record),
    proof: { url, hash: rows.at(-1)?.leaf ?? null },
    printedAt: view.now,
  });
}

function aboutOf({ province }: View, disposition: Disposition): About[] {
  const hold = province.holds.get(disposition.hold);
  const parcel = province.parcels.get(disposition.parcel);
  if (hold === undefined || parcel === undefined) return [];
  const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
  return [{ disposition, hold, parcel, excursion: records.find(({ id }) => id === hold.excursion) ?? null }];
}

/** By unit and by the version of the rule; parcels that lay together differ in nothing but their names. */
function breachesOf(view: View, about: readonly About[]): PaperBreach[] {
  const { province } = view;
  const groups = Map.groupBy(
    about.filter(({ excursion }) => excursion !== null),
    ({ parcel, excursion }) =>
      JSON.stringify([
        excursion === null ? null : unitAt(parcel, excursion.start),
        excursion?.rule,
        excursion?.version,
        parcel.gtin,
      ]),
  );
  return [...groups.values()].flatMap((group): PaperBreach[] => {
    const records = group.flatMap(({ excursion }) => excursion ?? []);
    const [first] = group;
    const [record] = records;
    if (first === undefined || record === undefined) return [];
    const unit = province.units.get(unitAt(first.parcel, record.start) ?? '');
    const site = unit?.placements.findLast(({ since }) => since <= record.start)?.site ?? null;
    const ends = records.map(({ end }) => end);
    const peaks = records.flatMap(({ peak }) => peak ?? []);
    const furthest = record.ruleSnapshot?.side === 'below' ? Math.min(...peaks) : Math.max(...peaks);
    return [
      {
        unit: unit?.name ?? null,
        site: site === null ? null : (province.sites.get(site)?.name ?? site),
        rule: ruleWords(record.ruleSnapshot, 'vi'),
        source: sourceOf(view, first.parcel.gtin, record),
        start: Math.min(...records.map(({ start }) => start)),
        end: ends.includes(null) ? null : Math.max(...ends.map(Number)),
        peakCelsius: peaks.length === 0 ? null : show.celsiusOrNull(furthest),
        beyond: Math.max(...records.map(({ beyond }) => beyond)),
        unknown: Math.max(...records.map(({ unknownInside }) => unknownInside)),
        present: records.some(({ present }) => present),
        parcels: new Set(group.map(({ parcel }) => parcel.id)).size,
      },
    ];
  });
}

/** `Quy định bảo quản phiên bản 1, áp dụng từ 00:00 22/11/2026; nguồn: Tờ hướng dẫn sử dụng`. */
function sourceOf({ province }: View, gtin: string, { version }: ExcursionRecord): string {
  const known = province.products.get(gtin)?.versions.find((one) => one.version === version);
  if (known === undefined) return `phiên bản ${version}`;
  const since = known.effective > 0 ? `, áp dụng từ ${instant(known.effective, province.zone)}` : '';
  return `Quy định bảo quản phiên bản ${version}${since}${known.source === '' ? '' : `; nguồn: ${sourceWords(known.source).vi}`}`;
}

/** What people wrote where no rule of temperature was broken. */
function causesOf({ items }: DecisionRecordView): string[] {
  const written = items.flatMap(({ hold, cause }) =>
    hold.excursionFacts === null ? [cause?.vi ?? hold.reason] : [],
  );
  return [...new Set(written)];
}

function parcelsOf(
  { province }: View,
  about: readonly About[],
  { items }: DecisionRecordView,
  given: ReturnType<typeof givenSince>['given'],
): PaperDecidedParcel[] {
  const itemOf = new Map(items.map((item) => [item.hold.parcel, item]));
  const givenOf = Map.groupBy(given, ({ administration }) => administration.parcel);
  const sum = (list: typeof given) =>
    list.reduce((total, { administration }) => total + administration.doses, 0);
  const unique = new Map(about.map((one) => [one.parcel.id, one]));
  return [...unique.values()].map(({ parcel, excursion }) => {
    const item = itemOf.get(parcel.id);
    const unit = excursion === null ? null : unitAt(parcel, excursion.start);
    const list = givenOf.get(parcel.id) ?? [];
    const place = [item?.hold.unitName, item?.hold.siteName].filter(Boolean).join(', ');
    return {
      product: item?.product ?? '',
      gtin: parcel.gtin,
      lot: parcel.lot,
      expiry: item?.expiry ?? '',
      name: parcel.label ?? parcel.id,
      wasIn: unit === null ? null : (province.units.get(unit)?.name ?? unit),
      now: place === '' ? null : place,
      hasEnded: parcel.ended !== null,
      doses: parcel.doses,
      given: sum(list),
      givenAfterBreach: sum(list.filter(({ afterBreach }) => afterBreach)),
    };
  });
}

const officialOf = (view: View, username: string, at: number): PaperOfficial => ({
  name: view.province.people.get(username)?.name ?? username,
  roles: rolesOf(view, username).vi,
  at,
});

/** By lot and site, once. */
function gatesOf({ items }: DecisionRecordView): DecisionPaperData['gates'] {
  const gates = new Map<string, DecisionPaperData['gates'][number]>();
  for (const { hold, gate } of items)
    if (gate !== null)
      gates.set(`${hold.gtin} ${hold.lot} ${hold.siteName}`, {
        lot: hold.lot,
        site: hold.siteName ?? '',
        verdict: gate.verdict,
        reasons: gate.reasons.map(({ vi }) => vi).join('; '),
      });
  return [...gates.values()];
}
