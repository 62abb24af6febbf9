/**
 * The keeper's twin in memory, for tests of the HTTP edge: a province of three sites, real sessions and places, and
 * answers in the API's shapes. It judges nothing; it keeps the order of answers and deltas that `KeeperPort` promises.
 */
import { hashPassword } from '../../src/fleet/secrets.ts';
import type { Person, Role } from '../../src/fleet/types.ts';
import type { Health, KeeperDelta, KeeperPort, StoredSession } from '../../src/http/ports.ts';
import { type Written, writtenOf } from '../../src/keeper/gate-line.ts';
import type { LiveChange } from '../../src/keeper/live.ts';
import type { Actor, Answer, Command, Query } from '../../src/keeper/protocol.ts';
import { packTiles, unpackTiles } from '../../src/keeper/told-tiles.ts';
import type { AlertView, HoldView, ParcelView, SiteView, UnitView } from '../../src/keeper/views.ts';
import { alertView, holdView, T0, unitView } from './views.ts';

export const PASSWORD = 'Đúng mật khẩu 1';
const PEOPLE: [username: string, role: Role, site: string | null][] = [
  ['quantri', 'administrator', null],
  ['thukho', 'depot', 'kho'],
  ['canbo', 'official', null],
  ['canbo2', 'official', null],
  ['tiem-a', 'vaccinator', 'tram-a'],
  ['tiem-b', 'vaccinator', 'tram-b'],
  ['kiemtoan', 'auditor', null],
  ['bang-a', 'display', 'tram-a'],
];
const SITES: SiteView[] = [
  { id: 'kho', name: 'Kho tỉnh', level: 'province', parent: null },
  { id: 'tram-a', name: 'Trạm A', level: 'commune', parent: 'kho' },
  { id: 'tram-b', name: 'Trạm B', level: 'commune', parent: 'kho' },
];

const parcelView = (over: Partial<ParcelView> = {}): ParcelView => ({
  id: 'p-1',
  gtin: '08934567890120',
  product: 'BCG',
  lot: 'VN-0421',
  expiry: '2027-12-31',
  label: null,
  parent: null,
  doses: 100,
  dosesInitial: 100,
  unit: 'tu-a',
  site: 'tram-a',
  ended: null,
  openHolds: 0,
  ...over,
});

const list = (items: unknown[], next: string | null = null): Answer => ({ ok: true, value: { items, next } });
const done = (value: unknown): Answer => ({ ok: true, value });
const refused = (code: string, message: string, details: Record<string, unknown> = {}): Answer => ({
  ok: false,
  refusal: { code, message, details },
});

const passwordHash = hashPassword(PASSWORD);

export class KeeperTwin implements KeeperPort {
  readonly people: Map<string, Person>;
  readonly units = new Map<string, UnitView>();
  readonly alerts = new Map<string, AlertView>();
  readonly holds = new Map<string, HoldView>();
  readonly sessions = new Map<string, StoredSession>();
  readonly commands: { actor: Actor; command: Command }[] = [];
  readonly queries: { actor: Actor; query: Query }[] = [];
  state: Health & { detail: Record<string, unknown> } = {
    ready: true,
    degraded: null,
    detail: { store: 'memory' },
  };
  /** What the next question or command runs into instead of an answer. */
  fault: Error | null = null;
  /** Never answers. */
  isStuck = false;
  /** Holds the answer to `live.snapshot` back until it is opened. */
  gate: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(delta: KeeperDelta) => void>();

  private constructor(passwordHash: string) {
    this.people = new Map(
      PEOPLE.map(([username, role, site]) => [
        username,
        { username, name: `Bà ${username}`, roles: [role], site, passwordHash, retiredAt: null },
      ]),
    );
    for (const [id, site] of [
      ['tu-kho', 'kho'],
      ['tu-a', 'tram-a'],
      ['tu-b', 'tram-b'],
    ] as const)
      this.units.set(id, unitView({ id, site }));
  }

  static async create(): Promise<KeeperTwin> {
    return new KeeperTwin(await passwordHash);
  }

  /** What a real commit does: the state changes, and the change goes out. */
  publish(change: Partial<LiveChange>): void {
    const units = change.units ?? [];
    const told = unpackTiles(packTiles(units));
    const whole = { units: told, alerts: change.alerts ?? [], holds: change.holds ?? [] };
    for (const unit of units) this.units.set(unit.id, unit);
    for (const alert of whole.alerts) this.alerts.set(alert.id, alert);
    for (const hold of whole.holds) this.holds.set(hold.id, hold);
    for (const listener of this.#listeners) listener(whole);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  onDelta(listener: (delta: KeeperDelta) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  person(username: string): { person: Person } | null {
    const person = this.people.get(username);
    return person === undefined ? null : { person };
  }

  sessionsAtStart(): StoredSession[] {
    return [...this.sessions.values()];
  }

  siteTree() {
    return { isWithin };
  }

  health(): Health {
    return this.state;
  }

  detail(): Record<string, unknown> {
    return this.state.detail;
  }

  metrics(): string {
    return 'giulanh_keeper_commits_total 7\n';
  }

  async verdict(actor: Actor, barcode: string, site: string): Promise<Written> {
    return writtenOf(await this.ask(actor, { type: 'eligibility', barcode, site }));
  }

  async ask(actor: Actor, query: Query): Promise<Answer> {
    this.queries.push({ actor, query });
    if (this.fault !== null) throw this.fault;
    if (this.isStuck) return new Promise(() => undefined);
    const here = <T extends { site: string | null }>(items: Iterable<T>) =>
      [...items].filter((item) => isWithin(item.site, actor.site));
    switch (query.type) {
      case 'sites':
        return list(SITES.filter((site) => isWithin(site.id, actor.site)));
      case 'units': {
        if (query.site !== undefined && !isWithin(query.site, actor.site))
          return refused('FORBIDDEN_PLACE', `Cannot see ${query.site}`);
        const units = here(this.units.values()).filter((unit) =>
          isWithin(unit.site, query.site ?? actor.site),
        );
        const from = Number(query.cursor ?? 0);
        const to = from + (query.limit ?? 100);
        return list(units.slice(from, to), to < units.length ? String(to) : null);
      }
      case 'unit': {
        const unit = this.units.get(query.id);
        if (unit === undefined) return refused('UNIT_UNKNOWN', `No unit ${query.id}`, { unit: query.id });
        return isWithin(unit.site, actor.site)
          ? done({ ...unit, rules: [], maxUnmonitoredSeconds: 14_400, contents: [] })
          : refused('FORBIDDEN_PLACE', `Cannot see ${query.id}`);
      }
      case 'readings':
        return query.every === undefined
          ? list([{ at: T0, celsius: 4.2, probe: '1' }])
          : list([{ at: T0, min: 4.1, max: 4.3, mean: 4.2, count: 3 }]);
      case 'lot':
        return query.lot === 'VN-0421'
          ? done({
              gtin: query.gtin,
              lot: query.lot,
              expiry: '2027-12-31',
              product: 'BCG',
              recalled: null,
              parcels: [],
            })
          : refused('LOT_UNKNOWN', `No lot ${query.lot}`);
      case 'parcels':
        return list(here([parcelView()]));
      case 'parcel':
        return query.id === 'p-1'
          ? done({
              ...parcelView(),
              stays: [{ unit: 'tu-a', in: T0, out: null }],
              history: {
                minCelsius: 3.1,
                maxCelsius: 5.6,
                meanKineticCelsius: 4.5,
                knownSeconds: 60,
                unknownSeconds: 0,
              },
              excursions: [],
              holds: [],
              atRisk: [],
              custody: { holder: null, possessions: [], conflicts: [], overturned: [], attributions: [] },
              receipt: null,
            })
          : refused('PARCEL_UNKNOWN', `No parcel ${query.id}`);
      case 'holds':
        return list(here(this.holds.values()));
      case 'alerts':
        return list(here(this.alerts.values()));
      case 'eligibility':
        if (!isWithin(query.site, actor.site))
          return refused('FORBIDDEN_PLACE', `Cannot ask at ${query.site}`);
        return done({
          verdict: 'allowed',
          reasons: [],
          lot: { gtin: '08934567890120', lot: query.barcode, product: 'BCG', expiry: '2027-12-31' },
          notJudged: [],
          since: null,
          asOf: T0,
          validUntil: '2026-11-22T15:00:00.000Z',
        });
      case 'live.snapshot': {
        await this.gate;
        // Taken in one go with the answer: what was published before is in it, what comes after is not.
        return done({
          type: 'snapshot',
          revision: 0,
          serverTime: T0,
          sites: SITES.filter((site) => isWithin(site.id, actor.site)),
          units: here(this.units.values()),
          alerts: here(this.alerts.values()).filter((alert) => alert.state !== 'resolved'),
          holds: here(this.holds.values()).filter((hold) => hold.state === 'open'),
        });
      }
      default:
        return list([]);
    }
  }

  async execute(actor: Actor, command: Command): Promise<Answer> {
    this.commands.push({ actor, command });
    if (this.fault !== null) throw this.fault;
    if (this.isStuck) return new Promise(() => undefined);
    const may = (...roles: Role[]) => actor.roles.some((role) => roles.includes(role));
    const forbidden = refused(
      'FORBIDDEN_ROLE',
      `Cannot ${command.type}: not with the roles ${actor.roles.join()}`,
    );
    switch (command.type) {
      case 'session.open':
        this.sessions.set(command.tokenHash, {
          tokenHash: command.tokenHash,
          username: command.username,
          expiresAt: command.expiresAt,
        });
        return done(null);
      case 'session.close':
        this.sessions.delete(command.tokenHash);
        return done(null);
      case 'province.apply':
        return may('administrator') ? done({ changes: [] }) : forbidden;
      case 'parcel.receive':
        if (!may('depot')) return forbidden;
        if (!this.units.has(command.unit)) return refused('UNIT_UNKNOWN', `No unit ${command.unit}`);
        return done(parcelView({ id: command.id ?? 'p-2', unit: command.unit }));
      case 'parcel.move':
        return command.parcel === 'p-1'
          ? done(parcelView())
          : refused('PARCEL_UNKNOWN', `No parcel ${command.parcel}`);
      case 'parcel.hold': {
        if (!may('depot', 'official')) return forbidden;
        const hold = holdView({ id: 'h-1', site: 'tram-a', kind: 'manual', reason: command.reason });
        this.publish({ holds: [hold] });
        return done(hold);
      }
      case 'disposition.propose':
        return may('official') ? done({ id: 'd-1', state: 'proposed' }) : forbidden;
      case 'disposition.approve':
        return actor.username === 'canbo'
          ? refused('SELF_APPROVAL', 'Cannot approve d-1: canbo proposed it, another official is required')
          : done({ id: command.disposition, state: 'approved' });
      case 'alert.acknowledge': {
        const alert = alertView({
          id: command.alert,
          site: 'tram-a',
          state: 'acknowledged',
          acknowledged: { by: actor.name, at: T0, comment: command.comment },
        });
        this.publish({ alerts: [alert] });
        return done(alert);
      }
      default:
        return done({ ok: true });
    }
  }
}

/** `tram-a` and `tram-b` lie below `kho`; everything, also what is under way, lies within the whole province. */
function isWithin(site: string | null, root: string | null): boolean {
  if (root === null) return true;
  for (let at = site; at !== null; at = SITES.find((other) => other.id === at)?.parent ?? null) {
    if (at === root) return true;
  }
  return false;
}

export const unitAt = (id: string, site: string | null, celsius: number) => unitView({ id, site, celsius });
