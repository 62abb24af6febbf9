/**
 * One trip: parcels are received, packed, handed from hand to hand, unpacked and given, with all that goes wrong on the way.
 * People sign on whatever the service does; only commands at a desk wait for their answer.
 */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { drawnCode, drawnId } from '../../../simulator/people/ids.ts';
import type { Happening } from '../../../simulator/people/phone.ts';
import type { Random } from '../../../simulator/random.ts';
import type { Counted, CountedBox, Dosed, Holder } from '../../../src/custody/types.ts';
import type { Carrier } from './carrier.ts';
import type { Answered } from './line.ts';
import type { Oracle } from './oracle.ts';
import * as world from './world.ts';

/** `ask`: a command that is asked until it is answered; null only when all is over. */
export type Road = {
  readonly oracle: Oracle;
  readonly people: ReadonlyMap<string, Carrier>;
  readonly ask: (username: string, method: string, path: string, body?: object) => Promise<Answered | null>;
  readonly over: () => boolean;
};

const PAUSE_MS_MAX = 60;
/** How often it is asked for doses before they are given up. */
const TRIES_MAX = 15;
const VALID_MS = 3_600_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const iso = (at: number): string => new Date(at).toISOString();
/** As docs and phones have it: the parcel, which part, and eight digits of the handoff. */
export const portionOf = (parcel: string, kind: 'r' | 'm', handoff: string): string =>
  `${parcel}-${kind}${sha256(handoff).slice(0, 8)}`;

type Party = { readonly username: string; readonly holder: Holder };
const person = (username: string): Party => ({ username, holder: { kind: 'person', id: username } });
const atSite = (username: string, site: string): Party => ({ username, holder: { kind: 'site', id: site } });

export class Trip {
  readonly #road: Road;
  readonly #draw: Random;
  readonly #name: string;
  readonly #shipment: string;
  readonly #box: string;
  /** What is on its way, and how much of each. */
  #cargo = new Map<string, number>();
  readonly #said: { readonly id: string; readonly by: string }[] = [];

  constructor(road: Road, name: string, draw: Random) {
    this.#road = road;
    this.#draw = draw;
    this.#name = name;
    this.#shipment = drawnId(Date.now(), draw);
    this.#box = draw.pick(world.BOXES);
  }

  async run(): Promise<void> {
    const draw = this.#draw;
    const keeper = draw.pick(world.KEEPERS);
    const station = draw.pick(world.STATIONS);
    const receiver = world.receiverOf(station);
    const [driver = '', rider = '', outsider = ''] = draw.shuffle(world.ESCORTS);
    await this.#receive(keeper);
    await this.#plan(keeper, driver, station);
    if (draw.chance(0.05)) {
      await this.#says(keeper, { type: 'shipment.cancelled', reason: 'không cần nữa' });
      return;
    }
    await this.#pack(keeper);
    const way = [
      atSite(keeper, world.DEPOT),
      person(driver),
      ...(draw.chance(0.5) ? [person(rider)] : []),
      atSite(receiver, station),
    ];
    for (const [i, from] of way.entries()) {
      const to = way[i + 1];
      if (to === undefined || this.#cargo.size === 0) break;
      await this.#leg(from, to, outsider);
    }
    if (this.#cargo.size > 0) {
      const parcels = [...this.#cargo].map(([parcel, doses]) => ({
        parcel,
        doses,
        unit: world.fridgeOf(station),
      }));
      await this.#says(receiver, { type: 'shipment.unpacked', site: station, parcels });
    }
    await this.#use(receiver, station);
    if (draw.chance(0.5)) await this.#decide();
    if (draw.chance(0.25)) await this.#discard(keeper);
  }

  async #receive(keeper: string): Promise<void> {
    const draw = this.#draw;
    for (let i = draw.whole(1, 3); i > 0; i--) {
      const id = `${this.#name}-${i}`;
      const doses = draw.whole(10, 90);
      const received = {
        id,
        gtin: world.GTIN,
        lot: this.#name,
        expiry: world.EXPIRY,
        doses,
        unit: world.DEPOT_FRIDGE,
      };
      if (!(await this.#does(keeper, '/parcels', received, { received: id }))) return;
      this.#road.oracle.parcels.set(id, doses);
      let left = doses;
      if (draw.chance(0.3)) {
        const part = { id: `${id}-phan`, doses: draw.whole(1, doses - 1) };
        if (await this.#does(keeper, `/parcels/${id}/split`, { parts: [part] }, { split: part.id })) {
          left -= part.doses;
          this.#cargo.set(part.id, part.doses);
        }
      }
      this.#cargo.set(id, left);
    }
  }

  async #plan(keeper: string, escort: string, to: string): Promise<void> {
    const [departAt, arriveBy] = [iso(Date.now()), iso(Date.now() + VALID_MS)];
    const plan = {
      from: world.DEPOT,
      to,
      stops: [],
      escort,
      departAt,
      arriveBy,
      parcels: this.#dosed(),
      note: '',
    };
    if (this.#draw.chance(0.5)) {
      const shipment = { id: this.#shipment, ...plan };
      if (await this.#does(keeper, '/shipments', shipment, { planned: this.#shipment }))
        this.#road.oracle.shipments.add(this.#shipment);
    } else await this.#says(keeper, { type: 'shipment.planned', ...plan });
  }

  #pack(keeper: string): Promise<unknown> {
    const coolant = { kind: 'ice-pack', conditionedAt: null } as const;
    const box = { unit: this.#box, parcels: this.#dosed(), coolant, seal: 'NC-1', celsius: 4.5 };
    return this.#says(keeper, { type: 'shipment.packed', boxes: [box] });
  }

  async #leg(from: Party, to: Party, outsider: string): Promise<void> {
    const draw = this.#draw;
    const handoff = drawnId(Date.now(), draw);
    const code = drawnCode(draw);
    if (draw.chance(0.04)) {
      const stale = this.#dosed().map(({ parcel, doses }) => ({ parcel, doses: doses + 1 }));
      await this.#offer(from, to, drawnId(Date.now(), draw), drawnCode(draw), stale);
    }
    const offered = this.#dosed();
    await this.#offer(from, to, handoff, code, offered);
    if (draw.chance(0.08)) await this.#rival(from, outsider, offered);
    const takenBack = draw.chance(0.06);
    if (takenBack) await this.#says(from.username, { type: 'handoff.withdrawn', handoff, reason: 'nhầm' });
    if (takenBack && draw.chance(0.5)) return this.#leg(from, to, outsider);

    const counted = offered.map((one) => this.#count(one));
    if (draw.chance(0.1)) await this.#take(outsider, handoff, code, counted, 'wrong');
    if (draw.chance(0.1)) await this.#take(to.username, handoff, drawnCode(draw), counted, 'wrong');
    if (draw.chance(0.1)) await this.#take(to.username, handoff, code, counted, 'forged');
    if (draw.chance(0.05)) await this.#take(from.username, handoff, code, counted, 'wrong');
    if (to.holder.kind === 'site' && draw.chance(0.15)) await this.#withoutPhone(from, to, handoff, counted);
    else await this.#take(to.username, handoff, code, counted, null);
    const left = new Map<string, number>();
    for (const { parcel, doses, refused } of counted) {
      if (doses > 0) left.set(parcel, doses);
      if (doses > 0 && refused > 0 && from.holder.kind === 'person' && draw.chance(0.5))
        await this.#bringBack(from, { parcel: portionOf(parcel, 'r', handoff), doses: refused });
    }
    this.#cargo = left;
  }

  #count({ parcel, doses }: Dosed): Counted {
    const draw = this.#draw;
    const all = draw.chance(0.03);
    const refused = all ? doses : draw.chance(0.15) ? draw.whole(0, doses) : 0;
    const missing = draw.chance(0.15) ? draw.whole(0, doses - refused) : 0;
    const vvm = draw.chance(0.05) ? 3 : 1;
    const damage = draw.chance(0.05) ? 'vỡ một lọ' : null;
    return { parcel, doses: doses - refused - missing, refused, missing, vvm, freezeIndicator: 'ok', damage };
  }

  #offer(from: Party, to: Party, handoff: string, code: string, parcels: readonly Dosed[]): Promise<unknown> {
    const place = from.holder.kind === 'site' ? from.holder.id : null;
    return this.#says(from.username, {
      ...{ type: 'handoff.offered', handoff, parcels, place, to: to.holder, codeHash: sha256(code) },
      boxes: [{ unit: this.#box, seal: 'NC-1', celsius: 5 }],
      validUntil: iso(Date.now() + VALID_MS),
    });
  }

  #take(
    username: string,
    handoff: string,
    code: string,
    parcels: readonly Counted[],
    mustNot: 'forged' | 'wrong' | null,
  ): Promise<unknown> {
    const taken = { type: 'handoff.taken', handoff, code, parcels, boxes: this.#countedBoxes() } as const;
    return this.#says(username, { ...taken, reason: 'đã đếm', place: null }, mustNot);
  }

  async #withoutPhone(from: Party, to: Party, handoff: string, parcels: readonly Counted[]): Promise<void> {
    const found = { handoff, parcels, boxes: this.#countedBoxes(), reason: 'không có máy' };
    const receiver = { name: to.username, phone: '0900000000', signature: null };
    await this.#says(from.username, { type: 'handoff.one-sided', ...found, receiver, place: to.holder.id });
    if (this.#draw.chance(0.7)) await this.#says(to.username, { type: 'handoff.confirmed', ...found });
  }

  /** The same parcels handed to two people. */
  async #rival(from: Party, other: string, offered: readonly Dosed[]): Promise<void> {
    const handoff = drawnId(Date.now(), this.#draw);
    const code = drawnCode(this.#draw);
    await this.#offer(from, person(other), handoff, code, offered);
    const counted = offered.map(({ parcel, doses }) => ({
      ...{ parcel, doses, refused: 0, missing: 0, vvm: 1, freezeIndicator: 'ok', damage: null },
    })) as Counted[];
    await this.#take(other, handoff, code, counted, null);
  }

  /** What was refused goes back to the depot in the hands of whoever has it. */
  async #bringBack(from: Party, portion: Dosed): Promise<void> {
    const keeper = this.#draw.pick(world.KEEPERS);
    const handoff = drawnId(Date.now(), this.#draw);
    const code = drawnCode(this.#draw);
    const offer = {
      type: 'handoff.offered',
      handoff,
      parcels: [portion],
      boxes: [],
      place: world.DEPOT,
    } as const;
    const to = { kind: 'site', id: world.DEPOT } as const;
    const validUntil = iso(Date.now() + VALID_MS);
    await this.#says(from.username, { ...offer, to, codeHash: sha256(code), validUntil });
    const counted: Counted = {
      ...{ ...portion, refused: 0, missing: 0, vvm: null, freezeIndicator: null, damage: null },
    };
    const taken = {
      type: 'handoff.taken',
      handoff,
      code,
      parcels: [counted],
      boxes: [],
      reason: null,
    } as const;
    await this.#says(keeper, { ...taken, place: world.DEPOT });
    const unpacked = [{ ...portion, unit: world.DEPOT_FRIDGE }];
    await this.#says(keeper, { type: 'shipment.unpacked', site: world.DEPOT, parcels: unpacked }, null, null);
  }

  /** Doses are given as soon as the service knows that they are there, while late events may still come. */
  async #use(receiver: string, site: string): Promise<void> {
    let left = this.#draw.whole(1, 5);
    for (let i = 0; i < TRIES_MAX && left > 0 && !this.#road.over(); i++) {
      await wait(this.#draw.whole(0, 4 * PAUSE_MS_MAX));
      const wish = { barcode: world.barcodeOf(this.#name), site, doses: this.#draw.whole(1, 8) };
      const answer = await this.#road.ask(receiver, 'POST', '/administrations', wish);
      if (answer?.status !== 201) continue;
      left--;
      const given = answer.body.administrations as readonly { id: string; doses: number }[];
      this.#road.oracle.done({ given }, () => {
        for (const { id, doses } of given) this.#road.oracle.given.set(id, doses);
      });
    }
  }

  /** An official says which of two stories is the true one, while more of them may be on their way. */
  async #decide(): Promise<void> {
    const parcel = `${this.#name}-1`;
    const official = this.#draw.pick(world.OFFICIALS);
    const found = await this.#road.ask(official, 'GET', `/parcels/${parcel}`);
    const custody = found?.body.custody as { conflicts: { events: string[] }[] } | undefined;
    const [conflict] = custody?.conflicts ?? [];
    if (conflict === undefined) return;
    const decision = { event: this.#draw.pick(conflict.events), reason: 'theo biên bản' };
    const answer = await this.#road.ask(official, 'POST', `/parcels/${parcel}/custody`, decision);
    const id = String(answer?.body.resolution);
    if (answer?.status === 200)
      this.#road.oracle.done({ resolution: id }, () => this.#road.oracle.resolutions.add(id));
  }

  /** A parcel of the trip is put on hold, and two officials decide that it is destroyed. */
  async #discard(keeper: string): Promise<void> {
    const parcel = `${this.#name}-1`;
    const [first, second] = this.#draw.shuffle(world.OFFICIALS);
    const official = first ?? '';
    const held = await this.#road.ask(official, 'POST', `/parcels/${parcel}/hold`, {
      reason: `${keeper} hỏi`,
    });
    if (held?.status !== 201) return;
    const words = { decision: 'discard', reason: 'hỏng', evidence: 'biên bản' };
    const proposed = await this.#road.ask(official, 'POST', `/holds/${held.body.id}/disposition`, words);
    if (proposed?.status !== 201) return;
    const path = `/dispositions/${proposed.body.id}/approve`;
    const approved = await this.#road.ask(second ?? '', 'POST', path);
    if (approved?.status === 200)
      this.#road.oracle.done({ discarded: parcel }, () => this.#road.oracle.discarded.add(parcel));
  }

  #dosed(): Dosed[] {
    return [...this.#cargo].map(([parcel, doses]) => ({ parcel, doses }));
  }

  #countedBoxes(): CountedBox[] {
    const intact = !this.#draw.chance(0.05);
    return [{ unit: this.#box, seal: intact ? 'NC-1' : 'NC-2', sealIntact: intact, celsius: 6 }];
  }

  /** True when it was answered that it is done, or was before the answer got lost. */
  async #does(username: string, path: string, body: object, note: object): Promise<boolean> {
    const answer = await this.#road.ask(username, 'POST', path, body);
    if (answer === null) return false;
    const code = String(answer.body.code);
    if (answer.status >= 300 && !code.endsWith('_EXISTS')) {
      if (!this.#road.over()) this.#road.oracle.broken.push(`${path} was answered ${JSON.stringify(answer)}`);
      return false;
    }
    this.#road.oracle.done(note, () => {});
    return true;
  }

  async #says(
    username: string,
    fields: Omit<Happening, 'id' | 'shipment'> & Record<string, unknown>,
    mustNot: 'forged' | 'wrong' | null = null,
    shipment: string | null = this.#shipment,
  ): Promise<void> {
    await wait(this.#draw.whole(0, PAUSE_MS_MAX));
    const carrier = this.#road.people.get(username);
    if (carrier === undefined) throw new Error(`Nobody is called ${username}`);
    const id = drawnId(Date.now(), this.#draw);
    const { body } = await carrier.say({ id, shipment, ...fields } as Happening, mustNot);
    const kept = this.#said.find((one) => one.by === username && this.#road.oracle.receipts.has(one.id));
    if (kept !== undefined && this.#draw.chance(0.1)) {
      const other = {
        shipment: null,
        type: 'incident.reported',
        kind: 'other',
        text: 'khác',
        unit: null,
      } as const;
      await carrier.reuse(kept.id, { id: kept.id, ...other });
    }
    if (mustNot === null) this.#said.push({ id: body.id, by: username });
  }
}
