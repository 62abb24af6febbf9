import { describe, expect, it, test } from 'vitest';
import { siteTree } from '../../src/fleet/places.ts';
import { type Action, hasRole, may, mayManageKeysOf, RIGHTS } from '../../src/fleet/rights.ts';
import { ROLES, type Role, type Site } from '../../src/fleet/types.ts';

const site = (id: string, parent: string | null): [string, Site] => [id, { id, name: id, level: '', parent }];
const tree = siteTree(
  new Map([site('tinh', null), site('huyen', 'tinh'), site('xa', 'huyen'), site('khac', 'tinh')]),
);
const actor = (role: Role, place: string | null) => ({
  username: 'u',
  name: 'U',
  roles: [role],
  site: place,
});

const ACTIONS = Object.keys(RIGHTS) as Action[];
const READING: Action[] = [
  ...(['sites', 'units', 'unit', 'readings', 'excursions', 'lot', 'parcels', 'parcel', 'holds'] as const),
  ...(['dispositions', 'alerts', 'ledger', 'rejected', 'eligibility', 'live.snapshot', 'stats'] as const),
  ...(['shipments', 'shipment', 'handoffs', 'handoff', 'handoff.record', 'shipment.note'] as const),
  ...(['handoff.proof', 'shipment.proof'] as const),
  ...(['ledger.checkpoint', 'ledger.keys', 'ledger.inclusion', 'ledger.consistency'] as const),
  ...(['witness.newest', 'lots.signed'] as const),
  ...(['epcis.events', 'epcis.job'] as const),
  ...(['book', 'book.today', 'book.paper'] as const),
  ...(['unit.inside', 'unit.notes', 'unit.signals'] as const),
  ...(['recall', 'recall.paper', 'recall.proof'] as const),
];
const OWN: Action[] = ['session.open', 'session.close', 'password.change'];
/** A person's own passkeys, and what happened to a parcel: a wall board has nobody in front of it. */
const PERSONAL: Action[] = ['passkeys', 'passkey.add', 'passkey.remove', 'parcel.story'];
/** Who is on duty, and how one is reached oneself: a wall board names nobody. */
const DUTY: Action[] = [
  ...(['duty', 'ladders', 'rosters', 'roster', 'contact', 'push.subscriptions'] as const),
  ...(['contact.set', 'push.subscribe', 'push.unsubscribe'] as const),
  ...(['notices', 'channels', 'notice.test', 'notice.read'] as const),
];
/** Whoever may take an alert may also be silent about it for a while, and say what it was. */
const TAKING: Action[] = ['alert.acknowledge', 'alert.snooze', 'alert.conclude'];
/** Whom alerts of a place wake, for those who answer for it. */
const WAKING: Action[] = [
  ...(['ladder.set', 'ladder.remove', 'roster.set', 'roster.shifts', 'roster.remove'] as const),
];
/** The registry, for those who keep it and those who audit it. */
const KEEPING: Action[] = [
  ...(['admin.overview', 'admin.presets', 'registry.sites', 'registry.site'] as const),
  ...(['registry.units', 'registry.unit', 'registry.people', 'registry.person'] as const),
  ...(['province.describe', 'devices', 'devices.counts', 'device', 'device.rejected'] as const),
  ...(['products', 'product', 'catalogue'] as const),
];
/** Custody beyond what is read by all: who carries or keeps, delivers; who looks on, sees the trip. */
const CARRYING: Action[] = ['custody.record', 'key.enroll', 'key.revoke', 'keys', 'trip', 'custody.events'];
/** The province as a whole, for those who answer for it or audit it; what happened, for the depot too. */
const INCIDENTS: Action[] = [
  ...([
    'incident',
    'incident.paper',
    'alerts.closed',
    'enrolments',
    'enrolment',
    'enrolment.people',
  ] as const),
  'duty.holes',
];
/** A device being put to work is carried on by whoever stands beside the fridge. */
const FITTING: Action[] = [
  ...(['device.standing', 'device.identify', 'device.enrol.compare', 'device.enrol.limits'] as const),
  ...(['device.enrol.finish', 'alert.test'] as const),
];
const LOOKING: Action[] = [
  ...INCIDENTS,
  ...(['overview', 'decisions', 'decision', 'decisions.done', 'lots', 'recalls', 'ledger.search'] as const),
  ...(['decision.paper', 'decision.proof'] as const),
];
/** A depot's stock, for the depot and for those who look after a place. */
const STOCK: Action[] = ['stock', 'stock.products', 'stock.lot', 'receipts', 'receipt', 'receipt.paper'];
/** Reports and what they rest on, for the depot (its own) and for those who look after a place. */
const REPORTS: Action[] = [
  ...(['report.preview', 'reports', 'report', 'report.named', 'differences'] as const),
  ...(['plans', 'sessions', 'announced'] as const),
];
/** What a depot says itself: what a difference was, when it gives injections, what is to come. */
const SAYING: Action[] = ['difference.explain', 'session.set', 'session.remove', 'announced.set'];
const PLANNING: Action[] = [...SAYING, 'plan.set', 'plan.remove', 'report.make', 'reconcile'];
const COPY: Action[] = ['influx', 'influx.setAside', 'history.missing'];
/** Files that loggers wrote are brought by whoever keeps the depot or the fleet. */
const FILES: Action[] = ['evidence.file', 'evidence.preview', 'evidence.devices'];
/** What each role may do beyond reading, written down from the design and not from the table under test. */
const CHANGING: Record<Role, Action[]> = {
  administrator: [
    ...(['province.apply', 'unit.place', 'evidence.import', 'people'] as const),
    ...(['unit.defrost', 'unit.defrost.end'] as const),
    ...FILES,
    'file.refused',
    ...TAKING,
    ...(['notices.claim', 'notice.settle', 'notice.receipt', 'channels.report'] as const),
    ...(['influx.settle', 'influx.report', 'influx.retried', 'influx.verified', 'canary.report'] as const),
    'bridges.report',
    'history.restore',
    ...(['key.revoke', 'keys', 'custody.events'] as const),
    ...(['person.password', 'person.sessions.end', 'device.secret'] as const),
    ...([
      'device.claim',
      'device.claim.withdraw',
      'device.rotate',
      'device.revoke',
      'device.claimed',
    ] as const),
    ...(['device.claim.redeem', 'device.renew', 'device.confirm', 'device.cloned'] as const),
    ...(['passkey', 'passkey.used', 'heard'] as const),
    ...KEEPING,
    ...(['scans.record', 'scans'] as const),
    ...FITTING,
    ...(['device.enrol', 'device.enrol.secret', 'device.enrol.received'] as const),
    ...WAKING,
    'epcis.capture',
    ...(['ledger.sign', 'ledger.compare', 'ledger.report', 'ledger.cosigned', 'ledger.accept'] as const),
    ...(['ledger.standing', 'ledger.submission', 'witness.take'] as const),
    ...COPY,
    ...LOOKING,
    ...STOCK,
    ...REPORTS,
    ...PLANNING,
    ...(['report.missing', 'report.mail.claim', 'report.mail.settle', 'reports.kept'] as const),
  ],
  depot: [
    ...REPORTS,
    ...SAYING,
    ...INCIDENTS,
    ...(['parcel.receive', 'parcel.move', 'parcel.split', 'parcel.hold', 'unit.place'] as const),
    ...(['administer', 'evidence.import', 'scans.record', 'unit.note'] as const),
    ...(['unit.defrost', 'unit.defrost.end'] as const),
    ...FILES,
    ...TAKING,
    ...FITTING,
    ...(['shipment.plan', 'handoff.offer', 'people', 'book.sign'] as const),
    ...(['stock.receive', 'stock.issue', 'stock.proposal'] as const),
    ...STOCK,
    'epcis.capture',
    ...CARRYING,
  ],
  escort: [...TAKING, 'scans.record', 'handoff.offer', ...CARRYING],
  official: [
    ...LOOKING,
    ...STOCK,
    ...REPORTS,
    ...PLANNING,
    ...(['dispositions.propose', 'dispositions.approve'] as const),
    ...(['disposition.effect', 'recall.effect'] as const),
    ...WAKING,
    ...(['parcel.hold', 'lot.recall', 'disposition.propose', 'disposition.approve'] as const),
    ...(['scans.record', 'scans', 'unit.note', 'people'] as const),
    'epcis.capture',
    ...TAKING,
    ...(['custody.resolve', 'key.revoke', 'keys', 'trip', 'custody.events'] as const),
  ],
  vaccinator: ['administer', 'book.sign', ...TAKING, 'scans.record', ...CARRYING],
  auditor: [
    ...KEEPING,
    'scans',
    'trip',
    'custody.events',
    'ledger.standing',
    ...COPY,
    ...LOOKING,
    ...STOCK,
    ...REPORTS,
  ],
  display: [],
};

const granted = (role: Role): Action[] => [
  ...READING,
  ...OWN,
  ...CHANGING[role],
  ...(role === 'display' ? [] : [...PERSONAL, ...DUTY]),
];
const table = ROLES.flatMap((role) =>
  ACTIONS.map((action) => [role, action, granted(role).includes(action)] as const),
);

describe('a person of the district', () => {
  test.each(table)('as %s may do %s in place: %s', (role, action, granted) => {
    const answer = (place: string | null) => {
      const result = may(actor(role, 'huyen'), action, place, tree);
      return result.ok ? 'ok' : result.refusal.code;
    };
    const outside = granted ? 'FORBIDDEN_PLACE' : 'FORBIDDEN_ROLE';
    const inside = granted ? 'ok' : 'FORBIDDEN_ROLE';
    expect({
      own: answer('huyen'),
      below: answer('xa'),
      parent: answer('tinh'),
      foreign: answer('khac'),
      unknown: answer('nowhere'),
      province: answer(null),
    }).toEqual({
      own: inside,
      below: inside,
      parent: outside,
      foreign: outside,
      unknown: outside,
      province: outside,
    });
  });
});

describe('the whole province', () => {
  it('belongs to a person without a site and to one at its only root', () => {
    for (const place of [null, 'tinh']) {
      expect(may(actor('official', place), 'parcel.hold', null, tree)).toEqual({ ok: true });
      expect(may(actor('official', place), 'parcel.hold', 'xa', tree)).toEqual({ ok: true });
    }
  });

  it('belongs to no root alone where there are two', () => {
    const two = siteTree(new Map([site('a', null), site('b', null)]));
    expect(may(actor('official', 'a'), 'lot', null, two)).toMatchObject({
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
  });

  it('gives nobody a site that does not exist, and a person of a lost site nothing', () => {
    expect(may(actor('administrator', null), 'unit', 'nowhere', tree).ok).toBe(false);
    expect(may(actor('depot', 'nowhere'), 'unit', 'nowhere', tree).ok).toBe(false);
  });
});

it('an action or a role outside the table is refused', () => {
  for (const name of ['constructor', '__proto__', 'parcel.delete']) {
    expect(hasRole(actor('administrator', null), name as Action)).toBe(false);
  }
  expect(hasRole({ ...actor('depot', null), roles: [] }, 'unit')).toBe(false);
});

describe('the keys of a lost phone', () => {
  test.each(ROLES)('%s: see and revoke those of people of their place only when in charge', (role) => {
    const inCharge = role === 'administrator' || role === 'official';
    expect(mayManageKeysOf(actor(role, 'huyen'), 'xa', tree)).toBe(inCharge);
    expect(mayManageKeysOf(actor(role, 'huyen'), 'khac', tree)).toBe(false);
    expect(mayManageKeysOf(actor(role, 'huyen'), 'tinh', tree)).toBe(false);
    expect(mayManageKeysOf(actor(role, 'huyen'), null, tree)).toBe(false);
  });
});
