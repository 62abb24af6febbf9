/** The rules of custody without a service around them: a door, a heap of events, and what follows from them. */
import { createPublicKey, verify } from 'node:crypto';
import type { Description } from '../../../simulator/description.ts';
import { sitesBelow } from '../../../simulator/description.ts';
import type { ServiceSide } from '../../../simulator/people/carrier.ts';
import { sha256Hex } from '../../../simulator/trips/deeds.ts';
import type { CustodyRecord, ParcelRecord } from '../../../simulator/trips/record.ts';
import { canonicalJson } from '../../../src/custody/canonical.ts';
import { checkEvent } from '../../../src/custody/check.ts';
import { type CustodyFacts, derive } from '../../../src/custody/derive.ts';
import { apply } from '../../../src/custody/effects.ts';
import { holdsDue } from '../../../src/custody/holds.ts';
import type { FoldContext } from '../../../src/custody/order.ts';
import { readDelivered } from '../../../src/custody/shape.ts';
import type { Discrepancy, KeptEvent, PhoneKey } from '../../../src/custody/types.ts';
import type { Parcel } from '../../../src/lots/types.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';

export class PureService {
  now: UtcMs = 0;
  readonly #description: Description;
  readonly #keys = new Map<string, PhoneKey>();
  readonly #events = new Map<string, KeptEvent>();

  constructor(description: Description) {
    this.#description = description;
  }

  readonly side: ServiceSide = {
    enroll: async (username, jwk) => {
      const id = sha256Hex(canonicalJson(jwk)).slice(0, 32);
      this.#keys.set(id, { id, username, jwk, label: '', enrolledAt: this.now, revokedAt: null });
    },
    revoke: async (_username, key) => {
      const known = this.#keys.get(key);
      if (known !== undefined) this.#keys.set(key, { ...known, revokedAt: this.now });
    },
    deliver: (username) => async (events) => events.map((event) => this.#take(username, event)),
  };

  record(): CustodyRecord {
    const facts: CustodyFacts = {
      record: {
        parcels: this.#parcels(),
        units: this.#description.units.map(({ id, kind, site }) => ({
          id,
          kind,
          placements: [{ site, since: 0 }],
        })),
        administrations: [],
      },
      portions: [],
      events: [...this.#events.values()],
      resolutions: [],
    };
    const derived = derive(facts, this.#context());
    const after = apply(facts.record, derived.effects, []);
    const due = new Set(
      holdsDue(
        derived,
        this.now,
        () => false,
        () => false,
      ).map(({ parcel }) => parcel),
    );
    for (const { state, parcels } of derived.handoffs)
      if (state === 'disputed') for (const { parcel } of parcels) due.add(parcel);
    const chains = new Map(derived.chains.map((chain) => [chain.parcel, chain]));
    const parcels = after.parcels.map((parcel): ParcelRecord => {
      const chain = chains.get(parcel.id);
      return {
        id: parcel.id,
        origin: parcel.parent ?? parcel.id,
        doses: parcel.doses,
        chain: chain?.possessions ?? [],
        conflicted: (chain?.conflicts.length ?? 0) > 0,
        held: due.has(parcel.id),
      };
    });
    return {
      parcels: new Map(parcels.map((parcel) => [parcel.id, parcel])),
      handoffs: new Map(
        derived.handoffs.map(({ id, state, discrepancies }) => [
          id,
          { id, state, discrepancies: discrepancies.map(lineOf).sort() },
        ]),
      ),
      shipments: new Map(derived.shipments.map(({ id, state }) => [id, state])),
    };
  }

  /** Codes of kept events that do not count. */
  refusals(): ReadonlyMap<string, string> {
    const facts = {
      record: {
        parcels: this.#parcels(),
        units: this.#description.units.map(({ id, kind, site }) => ({
          id,
          kind,
          placements: [{ site, since: 0 }],
        })),
        administrations: [],
      },
      portions: [],
      events: [...this.#events.values()],
      resolutions: [],
    };
    return new Map([...derive(facts, this.#context()).judged].map(([id, { code }]) => [id, code]));
  }

  #take(session: string, raw: unknown) {
    const read = readDelivered(raw);
    if (!read.ok) throw new Error(read.refusal.message);
    const delivered = read.value;
    const { body } = delivered;
    const checked = checkEvent(
      delivered,
      {
        known: this.#events.get(body.id) ?? null,
        key: this.#keys.get(delivered.key ?? '') ?? null,
        verified: (key, bytes, signature) =>
          verify(
            'sha256',
            bytes,
            { key: createPublicKey({ key: key.jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
            Buffer.from(signature, 'base64url'),
          ),
        session,
        personKnown: (username) => this.#description.people.some((one) => one.username === username),
        siteKnown: (site) => this.#description.sites.some(({ id }) => id === site),
        unitKind: (unit) => this.#description.units.find(({ id }) => id === unit)?.kind ?? null,
        receivedSince: (parcel) =>
          Date.parse(this.#description.parcels.find(({ id }) => id === parcel)?.since ?? '') || null,
        onHold: () => false,
        isReturn: () => false,
      },
      this.now,
    );
    if (!checked.ok) return { id: body.id, status: 'refused', code: checked.refusal.code };
    if (checked.value === 'duplicate') return { id: body.id, status: 'duplicate', code: null };
    this.#events.set(body.id, { ...delivered, id: body.id, receivedAt: this.now, refused: null });
    return { id: body.id, status: 'accepted', code: null };
  }

  #context(): FoldContext {
    return {
      now: this.now,
      sha256Hex,
      actsFor: ({ body }, site) => {
        const person = this.#description.people.find(({ username }) => username === body.by);
        return person !== undefined && sitesBelow(this.#description, person.site).has(site);
      },
      offline: () => false,
    };
  }

  #parcels(): Parcel[] {
    return this.#description.parcels.map(({ id, gtin, lot, doses, unit, since }) => ({
      id,
      gtin,
      lot,
      label: null,
      parent: null,
      createdAt: Date.parse(since),
      dosesInitial: doses,
      doses,
      stays: [{ unit, from: Date.parse(since), to: null }],
      ended: null,
    }));
  }
}

function lineOf(one: Discrepancy): string {
  if (one.kind === 'seal') return `seal ${one.unit}`;
  if (one.kind === 'missing' || one.kind === 'refused') return `${one.kind} ${one.parcel} ${one.doses}`;
  return `${one.kind} ${one.parcel}`;
}
