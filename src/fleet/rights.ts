/**
 * Who may do what, and where. A person's roles count for the person's site and all below it; `site: null` is the
 * whole province. What the table does not grant is refused.
 */
import type { CustodyEvent } from '../custody/types.ts';
import type { Actor, Command, Query, Refusal } from '../keeper/protocol.ts';
import { isWithin, type SiteTree } from './places.ts';
import type { Role } from './types.ts';

export type Action = Command['type'] | Query['type'];
export type Permission = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

const EVERY_ROLE: readonly Role[] = [
  'administrator',
  'depot',
  'escort',
  'official',
  'vaccinator',
  'auditor',
  'display',
];
/** The auditor and the wall board look and never touch. */
const EVERY_ACTING_ROLE: readonly Role[] = ['administrator', 'depot', 'escort', 'official', 'vaccinator'];
/** They answer for a place as a whole, or audit it. */
const LOOKING_AFTER: readonly Role[] = ['administrator', 'official', 'auditor'];

/** The one table of rights: an action without a row does not compile. */
export const RIGHTS = {
  'province.apply': ['administrator'],
  'parcel.receive': ['depot'],
  'parcel.move': ['depot'],
  'parcel.split': ['depot'],
  'parcel.hold': ['depot', 'official'],
  'lot.recall': ['official'],
  // A box is put in its place by the depot that received it; a fridge is moved by whoever keeps the fleet.
  'unit.place': ['depot', 'administrator'],
  'unit.defrost': ['depot', 'administrator'],
  'unit.defrost.end': ['depot', 'administrator'],
  'disposition.propose': ['official'],
  'disposition.approve': ['official'],
  'dispositions.propose': ['official'],
  'dispositions.approve': ['official'],
  administer: ['vaccinator', 'depot'],
  // Whoever may ask the gate tells what it answered; a wall board asks for nobody.
  'scans.record': EVERY_ACTING_ROLE,
  'alert.acknowledge': EVERY_ACTING_ROLE,
  'alert.snooze': EVERY_ACTING_ROLE,
  'alert.conclude': EVERY_ACTING_ROLE,
  // One's own; those of others, for whoever looks after their place.
  'notice.test': [...EVERY_ACTING_ROLE, 'auditor'],
  'notice.read': [...EVERY_ACTING_ROLE, 'auditor'],
  // The service's own.
  'notices.claim': ['administrator'],
  'notice.settle': ['administrator'],
  'notice.receipt': ['administrator'],
  'channels.report': ['administrator'],
  'unit.note': ['depot', 'official'],
  // A logger's export is evidence about the fleet: read in by the depot that holds the logger, or the fleet's keeper.
  'evidence.import': ['depot', 'administrator'],
  'evidence.file': ['depot', 'administrator'],
  'evidence.preview': ['depot', 'administrator'],
  'evidence.devices': ['depot', 'administrator'],
  'file.refused': ['administrator'],
  'influx.settle': ['administrator'],
  'influx.report': ['administrator'],
  'influx.retried': ['administrator'],
  'influx.verified': ['administrator'],
  'canary.report': ['administrator'],
  'bridges.report': ['administrator'],
  // Readings are taken back by whoever keeps the machine.
  'history.restore': ['administrator'],
  // Who may say what is decided event by event: see SAYING.
  'custody.record': ['depot', 'escort', 'vaccinator'],
  'shipment.plan': ['depot'],
  'handoff.offer': ['depot', 'escort'],
  'custody.resolve': ['official'],
  'key.enroll': ['depot', 'escort', 'vaccinator'],
  // One's own; those of others: see mayManageKeysOf.
  'key.revoke': EVERY_ACTING_ROLE,
  // One's own; whose else: see mayManageKeysOf. A wall board has nobody in front of it.
  'passkey.add': [...EVERY_ACTING_ROLE, 'auditor'],
  'passkey.remove': [...EVERY_ACTING_ROLE, 'auditor'],
  // Of the edge, which has checked it.
  'passkey.used': ['administrator'],
  'ledger.sign': ['administrator'],
  'ledger.compare': ['administrator'],
  'ledger.report': ['administrator'],
  'ledger.cosigned': ['administrator'],
  'ledger.accept': ['administrator'],
  'witness.take': ['administrator'],
  // What a partner's system tells is brought in by a depot's or the province's own account for it.
  'epcis.capture': ['administrator', 'depot', 'official'],
  // Whoever looks after the unit reads its thermometer; everybody else reads the book.
  'book.sign': ['depot', 'vaccinator'],
  // Registering is for the fleet's keeper; whoever stands beside the fridge carries it on from its first message.
  'device.enrol': ['administrator'],
  'device.enrol.secret': ['administrator'],
  'device.enrol.compare': ['administrator', 'depot'],
  'device.enrol.limits': ['administrator', 'depot'],
  'device.enrol.finish': ['administrator', 'depot'],
  'alert.test': ['administrator', 'depot'],
  // Whom alerts of a place wake is for whoever answers for it; how one is reached is one's own (see setContact).
  'ladder.set': ['administrator', 'official'],
  'ladder.remove': ['administrator', 'official'],
  'roster.set': ['administrator', 'official'],
  'roster.shifts': ['administrator', 'official'],
  'roster.remove': ['administrator', 'official'],
  'contact.set': [...EVERY_ACTING_ROLE, 'auditor'],
  'push.subscribe': [...EVERY_ACTING_ROLE, 'auditor'],
  'push.unsubscribe': [...EVERY_ACTING_ROLE, 'auditor'],
  // The service's own: which screens answered.
  'device.enrol.received': ['administrator'],
  'stock.receive': ['depot'],
  'stock.issue': ['depot'],
  'device.secret': ['administrator'],
  'device.claim': ['administrator'],
  'device.claim.withdraw': ['administrator'],
  'device.rotate': ['administrator'],
  'device.revoke': ['administrator'],
  // The service's own, of what devices show at its doors.
  'device.claimed': ['administrator'],
  'device.claim.redeem': ['administrator'],
  'device.renew': ['administrator'],
  'device.confirm': ['administrator'],
  'device.cloned': ['administrator'],
  // The province's reports are made by the service at their hour; who answers for all of it may have one made.
  'report.make': ['administrator', 'official'],
  'report.missing': ['administrator'],
  'report.mail.claim': ['administrator'],
  'report.mail.settle': ['administrator'],
  reconcile: ['administrator', 'official'],
  'difference.explain': ['administrator', 'official', 'depot'],
  'plan.set': ['administrator', 'official'],
  'plan.remove': ['administrator', 'official'],
  'session.set': ['administrator', 'official', 'depot'],
  'session.remove': ['administrator', 'official', 'depot'],
  'announced.set': ['administrator', 'official', 'depot'],
  'person.password': ['administrator'],
  'person.sessions.end': ['administrator'],
  'password.change': EVERY_ROLE,
  'session.open': EVERY_ROLE,
  'session.close': EVERY_ROLE,
  sites: EVERY_ROLE,
  people: ['administrator', 'depot', 'official'],
  units: EVERY_ROLE,
  unit: EVERY_ROLE,
  readings: EVERY_ROLE,
  excursions: EVERY_ROLE,
  lot: EVERY_ROLE,
  parcels: EVERY_ROLE,
  parcel: EVERY_ROLE,
  holds: EVERY_ROLE,
  dispositions: EVERY_ROLE,
  alerts: EVERY_ROLE,
  ledger: EVERY_ROLE,
  'ledger.checkpoint': EVERY_ROLE,
  'ledger.keys': EVERY_ROLE,
  'ledger.standing': ['administrator', 'auditor'],
  'ledger.inclusion': EVERY_ROLE,
  'ledger.consistency': EVERY_ROLE,
  'ledger.submission': ['administrator'],
  'witness.newest': EVERY_ROLE,
  rejected: EVERY_ROLE,
  eligibility: EVERY_ROLE,
  'lots.signed': EVERY_ROLE,
  scans: ['official', 'administrator', 'auditor'],
  'custody.events': [...EVERY_ACTING_ROLE, 'auditor'],
  shipments: EVERY_ROLE,
  shipment: EVERY_ROLE,
  handoffs: EVERY_ROLE,
  handoff: EVERY_ROLE,
  'handoff.record': EVERY_ROLE,
  'shipment.note': EVERY_ROLE,
  'handoff.proof': EVERY_ROLE,
  'shipment.proof': EVERY_ROLE,
  trip: ['depot', 'escort', 'vaccinator', 'official', 'auditor'],
  keys: EVERY_ACTING_ROLE,
  passkeys: [...EVERY_ACTING_ROLE, 'auditor'],
  passkey: ['administrator'],
  influx: ['administrator', 'auditor'],
  'influx.setAside': ['administrator', 'auditor'],
  'history.missing': ['administrator', 'auditor'],
  'epcis.events': EVERY_ROLE,
  'epcis.job': EVERY_ROLE,
  // Looking at the province as a whole is for those who answer for it; what happened at a depot is also its own.
  overview: LOOKING_AFTER,
  'alerts.closed': [...LOOKING_AFTER, 'depot'],
  incident: [...LOOKING_AFTER, 'depot'],
  'incident.paper': [...LOOKING_AFTER, 'depot'],
  decisions: LOOKING_AFTER,
  decision: LOOKING_AFTER,
  'decision.paper': LOOKING_AFTER,
  'decision.proof': LOOKING_AFTER,
  'decisions.done': LOOKING_AFTER,
  'disposition.effect': ['official'],
  'recall.effect': ['official'],
  lots: LOOKING_AFTER,
  recalls: LOOKING_AFTER,
  'parcel.story': [...EVERY_ACTING_ROLE, 'auditor'],
  // Whoever has the lot in their fridge must know; each sees the places that are their own.
  recall: EVERY_ROLE,
  'recall.paper': EVERY_ROLE,
  'recall.proof': EVERY_ROLE,
  'ledger.search': LOOKING_AFTER,
  // The registry is the administrators' to change and the auditors' to look into.
  'admin.overview': ['administrator', 'auditor'],
  'admin.presets': ['administrator', 'auditor'],
  'registry.sites': ['administrator', 'auditor'],
  'registry.site': ['administrator', 'auditor'],
  'registry.units': ['administrator', 'auditor'],
  'registry.unit': ['administrator', 'auditor'],
  'registry.people': ['administrator', 'auditor'],
  'registry.person': ['administrator', 'auditor'],
  'province.describe': ['administrator', 'auditor'],
  devices: ['administrator', 'auditor'],
  'devices.counts': ['administrator', 'auditor'],
  device: ['administrator', 'auditor'],
  'device.rejected': ['administrator', 'auditor'],
  heard: ['administrator'],
  products: ['administrator', 'auditor'],
  product: ['administrator', 'auditor'],
  catalogue: ['administrator', 'auditor'],
  'unit.inside': EVERY_ROLE,
  'unit.notes': EVERY_ROLE,
  'unit.signals': EVERY_ROLE,
  enrolments: [...LOOKING_AFTER, 'depot'],
  enrolment: [...LOOKING_AFTER, 'depot'],
  'enrolment.people': [...LOOKING_AFTER, 'depot'],
  'device.standing': ['administrator', 'depot'],
  'device.identify': ['administrator', 'depot'],
  // Everybody must know who is on duty; a wall board names nobody.
  duty: [...EVERY_ACTING_ROLE, 'auditor'],
  ladders: [...EVERY_ACTING_ROLE, 'auditor'],
  rosters: [...EVERY_ACTING_ROLE, 'auditor'],
  roster: [...EVERY_ACTING_ROLE, 'auditor'],
  'duty.holes': [...LOOKING_AFTER, 'depot'],
  contact: [...EVERY_ACTING_ROLE, 'auditor'],
  'push.subscriptions': [...EVERY_ACTING_ROLE, 'auditor'],
  book: EVERY_ROLE,
  'book.today': EVERY_ROLE,
  'book.paper': EVERY_ROLE,
  // A depot's stock is its own, and of those who look after a place.
  stock: [...LOOKING_AFTER, 'depot'],
  'stock.products': [...LOOKING_AFTER, 'depot'],
  'stock.lot': [...LOOKING_AFTER, 'depot'],
  'stock.proposal': ['depot'],
  receipts: [...LOOKING_AFTER, 'depot'],
  receipt: [...LOOKING_AFTER, 'depot'],
  'receipt.paper': [...LOOKING_AFTER, 'depot'],
  'report.preview': [...LOOKING_AFTER, 'depot'],
  reports: [...LOOKING_AFTER, 'depot'],
  report: [...LOOKING_AFTER, 'depot'],
  'reports.kept': ['administrator'],
  'report.named': [...LOOKING_AFTER, 'depot'],
  differences: [...LOOKING_AFTER, 'depot'],
  plans: [...LOOKING_AFTER, 'depot'],
  sessions: [...LOOKING_AFTER, 'depot'],
  announced: [...LOOKING_AFTER, 'depot'],
  // One's own; those of others, for whoever looks after their place.
  notices: [...EVERY_ACTING_ROLE, 'auditor'],
  channels: [...EVERY_ACTING_ROLE, 'auditor'],
  'live.snapshot': EVERY_ROLE,
  stats: EVERY_ROLE,
} as const satisfies Record<Action, readonly Role[]>;

/**
 * Who may say which custody event. Packing and giving is for depots and escorts; what arrives at a site is also taken,
 * confirmed and unpacked by those who will give it there.
 */
export const SAYING = {
  'shipment.planned': ['depot'],
  'shipment.packed': ['depot', 'escort'],
  'shipment.cancelled': ['depot'],
  'shipment.unpacked': ['depot', 'escort', 'vaccinator'],
  'handoff.offered': ['depot', 'escort'],
  'handoff.taken': ['depot', 'escort', 'vaccinator'],
  'handoff.one-sided': ['depot', 'escort'],
  'handoff.confirmed': ['depot', 'vaccinator'],
  'handoff.withdrawn': ['depot', 'escort'],
  'incident.reported': ['depot', 'escort'],
  'box.opened': ['depot', 'escort', 'vaccinator'],
} as const satisfies Record<CustodyEvent['type'], readonly Role[]>;

/**
 * Who, by that event, may speak for a site they belong to. An escort helps to pack there, and gives and takes for
 * themselves alone: what leaves or reaches a site is confirmed by its own staff.
 */
export const SITE_SPEAKERS = {
  ...SAYING,
  'shipment.unpacked': ['depot', 'vaccinator'],
  'handoff.offered': ['depot'],
  'handoff.one-sided': ['depot'],
  'handoff.withdrawn': ['depot'],
  'handoff.taken': ['depot', 'vaccinator'],
} as const satisfies Record<CustodyEvent['type'], readonly Role[]>;

/** By role alone. For lists, whose items are then kept or left out by `inPlace`, and for what has no place (a session). */
export function hasRole(actor: Actor, action: Action): boolean {
  const granted: readonly Role[] | undefined = Object.hasOwn(RIGHTS, action) ? RIGHTS[action] : undefined;
  return granted?.some((role) => actor.roles.includes(role)) ?? false;
}

/**
 * Is `site` within the actor's place? `null` is the whole province (or a thing that is at no site): only for one
 * whose place is all of it, without a site or with the single root of the tree.
 */
export function inPlace(actor: Actor, site: string | null, tree: SiteTree): boolean {
  if (actor.site === null) return site === null || tree.sites.has(site);
  if (site !== null) return isWithin(tree, site, actor.site);
  const roots = [...tree.sites.values()].filter((candidate) => candidate.parent === null);
  return roots.length === 1 && roots[0]?.id === actor.site;
}

/** May see and revoke the keys of somebody of `site`: a phone is lost at any hour, and an official is always on duty. */
export const mayManageKeysOf = (actor: Actor, site: string | null, tree: SiteTree): boolean =>
  (actor.roles.includes('administrator') || actor.roles.includes('official')) && inPlace(actor, site, tree);

/** May `actor` do `action` at `site`? A refusal is `FORBIDDEN_ROLE` (never, anywhere) or `FORBIDDEN_PLACE` (not there). */
export function may(actor: Actor, action: Action, site: string | null, tree: SiteTree): Permission {
  if (!hasRole(actor, action)) {
    return refuse('FORBIDDEN_ROLE', `${action} needs another role`, { action, roles: actor.roles });
  }
  if (!inPlace(actor, site, tree)) {
    return refuse('FORBIDDEN_PLACE', `${action} is outside this person's place`, { action, site });
  }
  return { ok: true };
}

function refuse(code: string, message: string, details: Record<string, unknown>): Permission {
  return { ok: false, refusal: { code, message, details } };
}
