/** What is in a unit, lot by lot with what threatens it, and which limits the unit had when. */
import { calibrationState, standingCalibrations } from '../../fleet/calibrations.ts';
import { type Defrost, presentDefrost } from '../../fleet/defrost.ts';
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { lotKey } from '../../fleet/registry.ts';
import { endOfExpiry, localDay } from '../../lots/expiry.ts';
import { mustNotFreeze } from '../../lots/freezing.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Parcel, ProductVersion } from '../../lots/types.ts';
import type { Risk } from '../../thermal/types.ts';
import { type Judging, parcelSubject } from '../judging.ts';
import * as show from '../show.ts';
import type { InsideLotView, UnitDeviceView, UnitInsideView } from '../unit-views.ts';
import { missing, outOfPlace, type View } from './view.ts';

export function inside(view: View, id: string): Decision<UnitInsideView> {
  const unit = view.province.units.get(id);
  if (unit === undefined) return missing('UNIT', id);
  const place = outOfPlace(view, 'unit.inside', siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const byLot = new Map<string, Parcel[]>();
  for (const parcelId of view.province.parcelsIn.get(id) ?? []) {
    const parcel = view.province.parcels.get(parcelId);
    if (parcel === undefined) continue;
    const key = lotKey(parcel.gtin, parcel.lot);
    const known = byLot.get(key);
    if (known === undefined) byLot.set(key, [parcel]);
    else known.push(parcel);
  }
  return accept({
    unit: id,
    defrost: spanOf(presentDefrost(unit.defrosts, view.now)),
    lots: [...byLot.values()].map((parcels) => showLot(view, parcels)).sort(soonestFirst),
    devices: devicesIn(view, id),
    versions: unit.versions.toReversed().map(({ version, effective, rules, maxUnmonitored }) => ({
      version,
      effective: show.instantText(effective),
      rules: rules.map(show.showRule),
      maxUnmonitoredSeconds: maxUnmonitored / 1000,
    })),
  });
}

const spanOf = (defrost: Defrost | null) =>
  defrost === null ? null : { from: show.iso(defrost.from), until: show.iso(defrost.to) };

/** Those that sit in it now, by id. */
function devicesIn({ province, now }: View, unit: string): UnitDeviceView[] {
  const today = localDay(now, province.zone);
  const here = [...(province.devicesEverIn.get(unit) ?? [])]
    .flatMap((id) => province.devices.get(id) ?? [])
    .filter((device) => unitOfDevice(device, now) === unit);
  return here
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((device) => ({
      id: device.id,
      calibrations: standingCalibrations(device).map(({ probe, on, due, offset, uncertainty }) => ({
        probe,
        on,
        due,
        state: calibrationState(due, today),
        offsetCelsius: show.celsiusOrNull(offset ?? null),
        uncertaintyCelsius: show.celsiusOrNull(uncertainty ?? null),
      })),
    }));
}

function showLot({ province, judging, now }: View, parcels: readonly Parcel[]): InsideLotView {
  const { gtin = '', lot = '' } = parcels[0] ?? {};
  const known = province.lot(gtin, lot);
  const product = province.products.get(gtin);
  const open = parcels.map(({ id }) => province.holdsOf(id).filter(({ state }) => state === 'open'));
  return {
    gtin,
    product: product?.name ?? '',
    lot,
    expiry: known?.expiry ?? null,
    expired: known !== undefined && endOfExpiry(known.expiry, province.zone) <= now,
    recalled: province.recalls.has(lotKey(gtin, lot)),
    mustNotFreeze: product !== undefined && mustNotFreeze(product, now),
    parcels: parcels.length,
    doses: parcels.reduce((sum, { doses }) => sum + doses, 0),
    held: open.filter((holds) => holds.length > 0).length,
    holdKinds: [...new Set(open.flat().map(({ kind }) => kind))].sort(),
    atRisk: nearestRisk(judging, parcels, product?.versions ?? []),
  };
}

/** The one of these parcels that is next to break its rule if the present values last. */
export function nearestRisk(
  judging: Judging,
  parcels: readonly Parcel[],
  versions: readonly ProductVersion[],
): InsideLotView['atRisk'] {
  let nearest: { parcel: string; risk: Risk } | null = null;
  for (const { id } of parcels)
    for (const risk of judging.standing(parcelSubject(id))?.risks ?? [])
      if (nearest === null || risk.breachAt < nearest.risk.breachAt) nearest = { parcel: id, risk };
  return nearest === null ? null : showRisk(nearest, versions);
}

function showRisk(
  { parcel, risk }: { parcel: string; risk: Risk },
  versions: readonly ProductVersion[],
): InsideLotView['atRisk'] {
  const rules = versions.find(({ version }) => version === risk.version)?.rules ?? [];
  const rule = rules.find(({ id }) => id === risk.rule);
  return {
    parcel,
    since: show.iso(risk.since),
    breachAt: show.iso(risk.breachAt),
    rule: rule === undefined ? null : show.showRule(rule),
  };
}

/** What expires first is given first. A lot whose expiry nobody knows comes before all: somebody must look. */
function soonestFirst(a: InsideLotView, b: InsideLotView): number {
  const at = ({ expiry }: InsideLotView) => expiry ?? '';
  if (at(a) !== at(b)) return at(a) < at(b) ? -1 : 1;
  return `${a.gtin}/${a.lot}` < `${b.gtin}/${b.lot}` ? -1 : 1;
}
