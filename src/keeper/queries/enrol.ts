/** Devices that are being put to work: how far each is, what it said, and who would be told. */
import { profiles } from '../../../devices/profiles/profiles.ts';
import { alertKey } from '../../alerts/conditions.ts';
import { COMPARE_TOLERANCE, type Enrolment, stepOf, TEST_LASTS } from '../../fleet/enrolment.ts';
import { pathOf, siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { REJECT_WORDS } from '../../wording/rejections.ts';
import type {
  DeviceStandingView,
  EnrolmentItemView,
  EnrolmentView,
  RefusedView,
  ToldView,
} from '../enrol-views.ts';
import type { Judging } from '../judging.ts';
import { paged } from '../pages.ts';
import type { Province } from '../province.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

type Seen = { readonly province: Province; readonly judging: Judging };
type Now = Seen & { readonly now: UtcMs };

/** The newest value of the device in the unit it was put into; null before the first. */
export function newestOf({ judging }: Seen, { device, unit, begunAt }: Enrolment) {
  const own = judging.engine
    .probes(unit)
    .filter(({ probe, at }) => probe.startsWith(`${device}/`) && at >= begunAt);
  return own.sort((a, b) => b.at - a.at)[0] ?? null;
}

const nameOf = (province: Province, username: string): string =>
  province.people.get(username)?.name ?? username;

function showItem(seen: Now, enrolment: Enrolment): EnrolmentItemView {
  const { province, now } = seen;
  const unit = province.units.get(enrolment.unit);
  const site = siteOfUnit(unit, now);
  return {
    device: enrolment.device,
    unit: enrolment.unit,
    unitName: unit?.name ?? enrolment.unit,
    kind: unit?.kind ?? '',
    siteName: province.sites.get(site ?? '')?.name ?? null,
    begunAt: show.iso(enrolment.begunAt),
    begunBy: nameOf(province, enrolment.begunBy),
    step: stepOf(enrolment, { heard: newestOf(seen, enrolment) !== null }),
  };
}

export function showEnrolment(seen: Now, enrolment: Enrolment): EnrolmentView {
  const { province, now } = seen;
  const unit = province.units.get(enrolment.unit);
  const newest = newestOf(seen, enrolment);
  const { compared, limits, test, finished } = enrolment;
  const done = (it: { at: UtcMs; by: string } | null) =>
    it === null ? null : { at: show.iso(it.at), by: nameOf(province, it.by) };
  return {
    ...showItem(seen, enrolment),
    profile: province.devices.get(enrolment.device)?.profile ?? '',
    via: province.devices.get(enrolment.device)?.via ?? null,
    site: siteOfUnit(unit, now),
    parcels: province.parcelsIn.get(enrolment.unit)?.size ?? 0,
    rules: unit?.rules.map(show.showRule) ?? [],
    reading:
      newest === null
        ? null
        : {
            celsius: show.celsiusOrNull(newest.milli),
            at: show.iso(newest.at),
            stands: newest.standsUntil > now,
          },
    rejected: rejectedOf(province, enrolment.device),
    toleranceCelsius: COMPARE_TOLERANCE / 1000,
    compared: compared && {
      byHandCelsius: compared.byHand / 1000,
      shownCelsius: compared.shown / 1000,
      shownAt: show.iso(compared.shownAt),
      apart: compared.apart,
      at: show.iso(compared.at),
      by: nameOf(province, compared.by),
    },
    limits: done(limits),
    test: test && {
      alert: test.alert,
      at: show.iso(test.at),
      by: nameOf(province, test.by),
      endsAt: show.iso(test.at + TEST_LASTS),
      endedAt: show.isoOrNull(test.endedAt),
      seenBy: test.seenBy === null ? null : nameOf(province, test.seenBy),
      screens: test.screens,
      receipts: test.receipts.map(({ username, at }) => ({
        username,
        name: nameOf(province, username),
        at: show.iso(at),
      })),
    },
    finished: done(finished),
  };
}

/** What came from it and was not taken, by reason, the latest first: as the open alerts about it say. */
function rejectedOf(province: Province, device: string): RefusedView[] {
  return Object.entries(REJECT_WORDS)
    .flatMap(([reason, words]) => {
      const alert = province.openAlerts.get(alertKey('device-rejected', device, reason));
      return alert === undefined
        ? []
        : { reason, ...words, at: show.iso(alert.updatedAt), count: alert.count };
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Retired before it was put to work: nobody goes on with it. */
const isGoing = ({ province, now }: View, device: string): boolean => {
  const retiredAt = province.devices.get(device)?.retiredAt ?? null;
  return retiredAt === null || retiredAt > now;
};

export function enrolments(view: View, query: Of<'enrolments'>): Paged<EnrolmentItemView> {
  const { province, now } = view;
  const open = [...province.enrolling].flatMap((device) => province.enrolments.get(device) ?? []);
  const near = open.filter(
    ({ device, unit }) => isGoing(view, device) && sees(view, siteOfUnit(province.units.get(unit), now)),
  );
  return paged(
    near,
    ({ device }) => device,
    (one) => showItem(view, one),
    query,
  );
}

function enrolmentOf(view: View, action: Parameters<typeof outOfPlace>[1], device: string) {
  const found = view.province.enrolments.get(device);
  if (found === undefined) return missing('ENROLMENT', device);
  const place = outOfPlace(view, action, siteOfUnit(view.province.units.get(found.unit), view.now));
  return place ?? accept(found);
}

export function enrolment(view: View, query: Of<'enrolment'>): Decision<EnrolmentView> {
  const found = enrolmentOf(view, query.type, query.device);
  return found.ok ? accept(showEnrolment(view, found.value)) : found;
}

/** Everybody whose place contains the unit's site sees its alerts. */
export function told(view: View, query: Of<'enrolment.people'>): Decision<Paged<ToldView>> {
  const found = enrolmentOf(view, query.type, query.device);
  if (!found.ok) return found;
  const { province, now } = view;
  const site = siteOfUnit(province.units.get(found.value.unit), now);
  const path = new Set((site === null ? [] : pathOf(province.tree, site)).map(({ id }) => id));
  const near = [...province.people.values()].filter(
    (person) =>
      (person.retiredAt === null || person.retiredAt > now) &&
      (person.site === null || path.has(person.site)),
  );
  return accept(
    paged(
      near,
      ({ username }) => username,
      (person): ToldView => ({
        username: person.username,
        name: person.name,
        roles: [...person.roles],
        site: person.site,
        siteName: province.sites.get(person.site ?? '')?.name ?? null,
      }),
      query,
    ),
  );
}

/** Loggers that hand over files are no devices of the broker. */
const PROFILES = [...profiles.values()]
  .filter(({ delivery }) => delivery !== 'file')
  .map(({ id, maker, model, speaksFor }) => ({
    id,
    model: `${maker}: ${model}`,
    carries: speaksFor === 'gateway',
  }));

export function deviceStanding(
  view: View,
  { device: id }: Of<'device.standing'>,
): Decision<DeviceStandingView> {
  const { province, now } = view;
  const device = province.devices.get(id);
  const unit = province.units.get(device?.placements.at(-1)?.unit ?? '');
  const site = siteOfUnit(unit, now);
  const standing = () => {
    if (device === undefined) return 'free';
    if (!isGoing(view, id)) return 'retired';
    return province.enrolling.has(id) ? 'enrolling' : 'in-use';
  };
  const siteName = province.sites.get(site ?? '')?.name ?? null;
  return accept({
    device: id,
    standing: standing(),
    unit: unit !== undefined && sees(view, site) ? { id: unit.id, name: unit.name, siteName } : null,
    profiles: PROFILES,
  });
}

/** Refuses `DEVICE_UNKNOWN` and devices elsewhere. */
export function mayIdentify(
  view: View,
  { type, device: id }: Of<'device.identify'>,
): Decision<{ device: string }> {
  const device = view.province.devices.get(id);
  if (device === undefined) return missing('DEVICE', id);
  const unit = view.province.units.get(unitOfDevice(device, view.now) ?? '');
  return outOfPlace(view, type, siteOfUnit(unit, view.now)) ?? accept({ device: id });
}
