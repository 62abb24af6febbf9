/** What people and screens ask. Answers show only what lies within the asker's place. */
import { siteOfUnit } from '../fleet/places.ts';
import { lotKey } from '../fleet/registry.ts';
import { hasRole, inPlace, may } from '../fleet/rights.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { Hold, Parcel } from '../lots/types.ts';
import type { Store } from '../store/store.ts';
import { summarise } from '../thermal/kinetic.ts';
import { orderedSet, standing } from '../thermal/standing.ts';
import type { UtcMs } from '../thermal/types.ts';
import { reasonsOf } from '../wording/verdicts.ts';
import { buckets, type Point, readingsPage } from './charts.ts';
import type { History } from './history.ts';
import { type Judging, parcelSubject } from './judging.ts';
import { limitOf, paged } from './pages.ts';
import type { Actor, Query } from './protocol.ts';
import { type Province, subjectKey } from './province.ts';
import * as show from './show.ts';
import type { Tiles } from './tile.ts';
import type { Verdicts } from './verdicts.ts';
import type { EligibilityView, LiveSnapshot, ParcelDetail } from './views.ts';

type Of<T extends Query['type']> = Extract<Query, { type: T }>;
/** Counts that the keeper itself keeps. */
export type Counts = () => Record<string, number | string>;

export class Queries {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #history: History;
  readonly #verdicts: Verdicts;
  readonly #tiles: Tiles;
  readonly #store: Store;
  readonly #counts: Counts;

  constructor(parts: {
    province: Province;
    judging: Judging;
    history: History;
    verdicts: Verdicts;
    tiles: Tiles;
    store: Store;
    counts: Counts;
  }) {
    this.#province = parts.province;
    this.#judging = parts.judging;
    this.#history = parts.history;
    this.#verdicts = parts.verdicts;
    this.#tiles = parts.tiles;
    this.#store = parts.store;
    this.#counts = parts.counts;
  }

  async run(actor: Actor, query: Query, now: UtcMs): Promise<Decision<unknown>> {
    if (!hasRole(actor, query.type))
      return may(actor, query.type, actor.site, this.#province.tree) as Decision<unknown>;
    switch (query.type) {
      case 'sites':
        return accept(
          paged(
            this.#province.sites.values(),
            (s) => s.id,
            (s) => s,
            query,
          ),
        );
      case 'units':
        return accept(this.#units(actor, query, now));
      case 'unit':
        return this.#unit(actor, query.id, now);
      case 'readings':
        return this.#readings(actor, query, now);
      case 'excursions':
        return this.#excursions(actor, query, now);
      case 'lot':
        return this.#lot(actor, query, now);
      case 'parcels':
        return accept(this.#parcels(actor, query, now));
      case 'parcel':
        return this.#parcel(actor, query.id, now);
      case 'holds':
        return accept(this.#holds(actor, query, now));
      case 'dispositions': {
        const all = [...this.#province.dispositions.values()].filter(
          (d) =>
            (query.state === undefined || d.state === query.state) &&
            this.#sees(actor, this.#siteOf(d.parcel, now)),
        );
        return accept(paged(all, (d) => d.id, show.showDisposition, query));
      }
      case 'alerts':
        return accept(await this.#alerts(actor, query));
      case 'ledger':
        return accept(await this.#ledger(actor, query));
      case 'rejected':
        return accept(await this.#rejected(query));
      case 'eligibility':
        return this.#eligibility(actor, query, now);
      case 'live.snapshot':
        return accept(this.#snapshot(now));
      case 'stats':
        return accept(this.#counts());
      default:
        throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
    }
  }

  #units(actor: Actor, query: Of<'units'>, now: UtcMs) {
    const units = [...this.#province.units.values()].filter((u) => {
      const site = siteOfUnit(u, now);
      return (query.site === undefined || site === query.site) && this.#sees(actor, site);
    });
    return paged(
      units,
      (u) => u.id,
      (u) => this.#tiles.show(u, now),
      query,
    );
  }

  #unit(actor: Actor, id: string, now: UtcMs): Decision<unknown> {
    const unit = this.#province.units.get(id);
    if (unit === undefined) return missing('UNIT', id);
    const place = this.#placeOf(actor, 'unit', siteOfUnit(unit, now));
    if (place !== null) return place;
    const parcels = [...(this.#province.parcelsIn.get(id) ?? [])].flatMap(
      (p) => this.#province.parcels.get(p) ?? [],
    );
    return accept({
      ...this.#tiles.show(unit, now),
      rules: unit.rules.map(show.showRule),
      maxUnmonitoredSeconds: unit.maxUnmonitored / 1000,
      contents: parcels.map((p) => show.showParcel(this.#province, p, now)),
    });
  }

  async #readings(actor: Actor, query: Of<'readings'>, now: UtcMs): Promise<Decision<unknown>> {
    const unit = this.#province.units.get(query.unit);
    if (unit === undefined) return missing('UNIT', query.unit);
    const place = this.#placeOf(actor, 'readings', siteOfUnit(unit, now));
    if (place !== null) return place;
    if (query.to < query.from)
      return refuse(
        'RANGE_INVALID',
        `Cannot read from ${query.from} to ${query.to}: it ends before it begins`,
      );
    const points = await this.#points(unit.id, query.from, query.to);
    if (query.every !== undefined) return accept({ items: buckets(points, query.every), next: null });
    return accept(readingsPage(points, query));
  }

  async #excursions(actor: Actor, query: Of<'excursions'>, now: UtcMs): Promise<Decision<unknown>> {
    const records = [...this.#province.allExcursions()].filter((e) => {
      if (!e.present) return false;
      if (query.unit !== undefined && (e.subject.kind !== 'unit' || e.subject.id !== query.unit))
        return false;
      if (query.parcel !== undefined && (e.subject.kind !== 'parcel' || e.subject.id !== query.parcel))
        return false;
      const site =
        e.subject.kind === 'unit'
          ? siteOfUnit(this.#province.units.get(e.subject.id), now)
          : this.#siteOf(e.subject.id, now);
      return this.#sees(actor, site);
    });
    return accept(paged(records, (e) => e.id, show.showExcursion, query));
  }

  #lot(actor: Actor, query: Of<'lot'>, now: UtcMs): Decision<unknown> {
    const lot = this.#province.lot(query.gtin, query.lot);
    if (lot === undefined) return missing('LOT', `${query.gtin}/${query.lot}`);
    const recall = this.#province.recalls.get(lotKey(lot.gtin, lot.lot));
    return accept({
      ...lot,
      product: this.#province.products.get(lot.gtin)?.name ?? '',
      recalled:
        recall === undefined ? null : { reason: recall.reason, at: show.iso(recall.at), by: recall.by },
      parcels: this.#parcelsOf(lot.gtin, lot.lot)
        .filter((p) => this.#sees(actor, show.siteOfParcel(this.#province, p, now)))
        .map((p) => show.showParcel(this.#province, p, now)),
    });
  }

  #parcels(actor: Actor, query: Of<'parcels'>, now: UtcMs) {
    const from =
      query.unit === undefined
        ? this.#province.parcels.keys()
        : (this.#province.parcelsIn.get(query.unit) ?? []);
    const parcels = [...from]
      .flatMap((id) => this.#province.parcels.get(id) ?? [])
      .filter((p) => {
        const site = show.siteOfParcel(this.#province, p, now);
        if (query.site !== undefined && site !== query.site) return false;
        if (query.lot !== undefined && p.lot !== query.lot) return false;
        return this.#sees(actor, site);
      });
    return paged(
      parcels,
      (p) => p.id,
      (p) => show.showParcel(this.#province, p, now),
      query,
    );
  }

  async #parcel(actor: Actor, id: string, now: UtcMs): Promise<Decision<unknown>> {
    const parcel = this.#province.parcels.get(id);
    if (parcel === undefined) return missing('PARCEL', id);
    const site = show.siteOfParcel(this.#province, parcel, now);
    if (!this.#sees(actor, site))
      return refuse('FORBIDDEN_PLACE', 'parcel is outside this person’s place', { site });
    const records = this.#province.excursionsOf(subjectKey({ kind: 'parcel', id })).filter((e) => e.present);
    const detail: ParcelDetail = {
      ...show.showParcel(this.#province, parcel, now),
      stays: parcel.stays.map((s) => ({ unit: s.unit, in: show.iso(s.from), out: show.isoOrNull(s.to) })),
      history: await this.#summary(parcel, now),
      excursions: records.map(show.showExcursion),
      holds: this.#province.holdsOf(id).map((h) => show.showHold(this.#province, h, now)),
      atRisk: this.#judging.engine.preview(parcelSubject(id), now).risks.map((r) => ({
        rule: r.rule,
        since: show.iso(r.since),
        breachAt: show.iso(r.breachAt),
      })),
    };
    return accept(detail);
  }

  async #summary(parcel: Parcel, now: UtcMs): Promise<ParcelDetail['history']> {
    const upTo = parcel.ended?.at ?? now;
    const begin = parcel.stays[0]?.from ?? upTo;
    const fine = new Map<string, Awaited<ReturnType<Queries['fine']>>>();
    for (const stay of parcel.stays) fine.set(stay.unit, await this.fine(stay.unit, begin, upTo));
    const course = { stays: parcel.stays, versions: [], end: null };
    const s = summarise(course, (unit) => fine.get(unit), begin, upTo);
    return {
      minCelsius: show.celsiusOrNull(s.min),
      maxCelsius: show.celsiusOrNull(s.max),
      meanKineticCelsius:
        s.meanKineticCelsius === null ? null : Math.round(s.meanKineticCelsius * 1000) / 1000,
      knownSeconds: Math.round(s.known / 1000),
      unknownSeconds: Math.round(s.unknown / 1000),
    };
  }

  /** A unit's standing values, one stretch a reading, over [from, to). */
  async fine(unitId: string, from: UtcMs, to: UtcMs) {
    const unit = this.#province.units.get(unitId);
    const maxGap = unit?.maxGap ?? 0;
    const probes = [];
    for (const { probe, placements } of this.#judging.engine.placements(unitId)) {
      const log = this.#history.find(probe);
      if (log === undefined) continue;
      await this.#history.load(log, from - maxGap, to);
      const readings = orderedSet(this.#history.readings(probe, from - maxGap, to));
      probes.push(standing(readings, placements, maxGap, to));
    }
    return { probes, evidence: [], maxUnmonitored: 0 };
  }

  async #points(unitId: string, from: UtcMs, to: UtcMs): Promise<Point[]> {
    const points: Point[] = [];
    for (const { probe, placements } of this.#judging.engine.placements(unitId)) {
      const log = this.#history.find(probe);
      if (log === undefined) continue;
      await this.#history.load(log, from, to);
      for (const k of this.#history.kept(log, from, to)) {
        const here = placements.some((p) => p.from <= k.at && (p.to === null || k.at < p.to));
        if (k.milli !== null && here) points.push({ at: k.at, milli: k.milli, probe: log.probe });
      }
    }
    return points.sort((a, b) => a.at - b.at);
  }

  #holds(actor: Actor, query: Of<'holds'>, now: UtcMs) {
    const from =
      query.parcel === undefined ? [...this.#province.holds.values()] : this.#province.holdsOf(query.parcel);
    const holds = from.filter(
      (h: Hold) =>
        (query.lot === undefined || h.lot === query.lot) &&
        (query.state === undefined || h.state === query.state) &&
        this.#sees(actor, this.#siteOf(h.parcel, now)),
    );
    return paged(
      holds,
      (h) => h.id,
      (h) => show.showHold(this.#province, h, now),
      query,
    );
  }

  async #alerts(actor: Actor, query: Of<'alerts'>) {
    if (query.state === 'resolved') {
      const limit = limitOf(query);
      const page = await this.#store.documentsPage('alert', query.cursor ?? '', limit);
      const alerts = page.map(({ doc }) => doc as Parameters<typeof show.showAlert>[1]);
      const items = alerts
        .filter((a) => a.resolvedAt !== null && this.#sees(actor, a.site))
        .map((a) => show.showAlert(this.#province, a));
      return { items, next: page.length === limit ? (page.at(-1)?.id ?? null) : null };
    }
    const open = [...this.#province.alerts.values()].filter((a) => this.#sees(actor, a.site));
    return paged(
      open,
      (a) => a.id,
      (a) => show.showAlert(this.#province, a),
      query,
    );
  }

  /** Only who looks after the whole province, or audits it, reads the ledger: its events are of every place. */
  async #ledger(actor: Actor, query: Of<'ledger'>) {
    const limit = limitOf(query);
    const page = await this.#store.ledgerPage(Number(query.cursor ?? 0), limit);
    const items = inPlace(actor, null, this.#province.tree) ? page : [];
    return { items, next: items.length === limit ? String(items.at(-1)?.seq) : null };
  }

  async #rejected(query: Of<'rejected'>) {
    const limit = limitOf(query);
    const page = await this.#store.rejectedPage(query.device ?? null, Number(query.cursor ?? 0), limit);
    const items = page.map((r) => ({
      ...r,
      receivedAt: show.iso(r.receivedAt),
      at: r.at === null ? null : instantText(r.at),
    }));
    return { items, next: page.length === limit ? String(page.at(-1)?.id) : null };
  }

  #eligibility(actor: Actor, query: Of<'eligibility'>, now: UtcMs): Decision<EligibilityView> {
    const allowed = may(actor, 'eligibility', query.site, this.#province.tree);
    if (!allowed.ok) return allowed;
    const { eligibility: e, product, lot, parcels } = this.#verdicts.judge(query.barcode, query.site, now);
    const holds = parcels.flatMap((p) => this.#province.holdsOf(p.id)).filter((h) => h.state === 'open');
    const since = holds.reduce((least, h) => Math.min(least, h.placedAt), Number.POSITIVE_INFINITY);
    return accept({
      verdict: e.verdict,
      reasons: reasonsOf(e.codes),
      lot:
        e.gtin === null || e.lot === null
          ? null
          : { gtin: e.gtin, lot: e.lot, product: product?.name ?? null, expiry: lot?.expiry ?? null },
      notJudged: [...(product?.versions.findLast((v) => v.effective <= now)?.notJudged ?? [])],
      since: show.isoOrNull(since),
      asOf: show.iso(now),
      validUntil: show.isoOrNull(e.validUntil),
    });
  }

  #snapshot(now: UtcMs): LiveSnapshot {
    return {
      type: 'snapshot',
      revision: 0,
      serverTime: show.iso(now),
      sites: [...this.#province.sites.values()],
      units: [...this.#province.units.values()].map((u) => this.#tiles.show(u, now)),
      alerts: [...this.#province.alerts.values()].map((a) => show.showAlert(this.#province, a)),
      holds: [...this.#province.holds.values()]
        .filter((h) => h.state === 'open')
        .map((h) => show.showHold(this.#province, h, now)),
    };
  }

  #parcelsOf(gtin: string, lot: string): Parcel[] {
    return [...(this.#province.parcelsOfLot.get(lotKey(gtin, lot)) ?? [])].flatMap(
      (id) => this.#province.parcels.get(id) ?? [],
    );
  }

  #siteOf(parcel: string, now: UtcMs): string | null {
    return show.siteOfParcel(this.#province, this.#province.parcels.get(parcel), now);
  }

  /** What is at no site (a box under way) is everybody's who may look at all: someone must see it. */
  #sees(actor: Actor, site: string | null): boolean {
    return site === null || inPlace(actor, site, this.#province.tree);
  }

  #placeOf(actor: Actor, action: Query['type'], site: string | null): Decision<never> | null {
    if (site === null) return null;
    const allowed = may(actor, action, site, this.#province.tree);
    return allowed.ok ? null : allowed;
  }
}

const missing = (what: string, id: string) =>
  refuse(`${what}_UNKNOWN`, `No such ${what.toLowerCase()}: ${id}`, { id });
/** A rejected reading may claim any time at all. */
const instantText = (at: UtcMs): string => (Math.abs(at) <= 8.64e15 ? show.iso(at) : String(at));
