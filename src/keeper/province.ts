/**
 * The province as it is now, in memory: every document the store holds, with the indexes the decisions need. It is
 * changed only by `set`, by recovery and by the draft of a transaction, so that memory and disk cannot differ.
 */
import type { Contact, Ladder, PushSubscription, Roster } from '../alerts/duty.ts';
import type { Escalation, Inbox, Telling } from '../alerts/telling.ts';
import type { Alert } from '../alerts/types.ts';
import { type BookEntry, type BookTerms, DEFAULT_TERMS } from '../book/types.ts';
import type { Resolution } from '../custody/derive.ts';
import type { Handoff, PhoneKey, Shipment } from '../custody/types.ts';
import type { Defrost } from '../fleet/defrost.ts';
import type { Enrolment } from '../fleet/enrolment.ts';
import type { Passkey } from '../fleet/passkey.ts';
import { type SiteTree, siteTree } from '../fleet/places.ts';
import { DEFAULT_ZONE, lotKey } from '../fleet/registry.ts';
import type { Device, Person, Site, Unit } from '../fleet/types.ts';
import type { Receipt } from '../lots/receipt.ts';
import type {
  Administration,
  Disposition,
  ExcursionRecord,
  Hold,
  Lot,
  Parcel,
  Product,
  Recall,
} from '../lots/types.ts';
import type { Announced, Difference, Session as InjectionSession, Plan } from '../reports/types.ts';
import type { Evidence, RuleVersion, UtcMs } from '../thermal/types.ts';
import { type ChainDocument, CustodyBook, type CustodyDocument } from './custody-book.ts';
import type { ProbeDocument } from './history.ts';
import { add, Carried, keep, pick } from './indexes.ts';
import type { UnitNote } from './notes.ts';
import { Parcels } from './parcels.ts';
import { SharedRules } from './shared-rules.ts';
import { Tellings } from './tellings.ts';
import { Visitors } from './visitors.ts';

/** A unit with every version of its own rules; the registry's view of it shows the newest. */
export type UnitDocument = Unit & {
  readonly versions: readonly RuleVersion[];
  /** Past, present and planned, in order; left out: it never was. */
  readonly defrosts?: readonly Defrost[];
};
export type EvidenceDocument = Evidence & {
  readonly id: string;
  readonly unit: string;
  readonly device: string;
};
export type Session = { readonly tokenHash: string; readonly username: string; readonly expiresAt: UtcMs };
export type Meta = { readonly key: string; readonly value: string };

/** What each kind of document is in memory. */
export type Documents = {
  meta: Meta;
  site: Site;
  unit: UnitDocument;
  device: Device;
  product: Product;
  person: Person;
  session: Session;
  lot: Lot;
  parcel: Parcel;
  evidence: EvidenceDocument;
  excursion: ExcursionRecord;
  hold: Hold;
  disposition: Disposition;
  recall: Recall;
  administration: Administration;
  alert: Alert;
  probe: ProbeDocument;
  custody_event: CustodyDocument;
  shipment: Shipment;
  handoff: Handoff;
  chain: ChainDocument;
  resolution: Resolution;
  phone_key: PhoneKey;
  unit_note: UnitNote;
  book_entry: BookEntry;
  receipt: Receipt;
  enrolment: Enrolment;
  passkey: Passkey;
  ladder: Ladder;
  roster: Roster;
  contact: Contact;
  push_subscription: PushSubscription;
  escalation: Escalation;
  inbox: Inbox;
  /** `<alert>/<person>` */
  telling: Telling;
  difference: Difference;
  plan: Plan;
  session_plan: InjectionSession;
  announced: Announced;
};

export const subjectKey = (subject: ExcursionRecord['subject']): string => `${subject.kind}:${subject.id}`;

export class Province {
  zone = DEFAULT_ZONE;
  book: BookTerms = DEFAULT_TERMS;
  guardBand = false;
  readonly meta = new Map<string, string>();
  readonly sites = new Map<string, Site>();
  readonly units = new Map<string, UnitDocument>();
  readonly devices = new Map<string, Device>();
  readonly products = new Map<string, Product>();
  readonly people = new Map<string, Person>();
  readonly sessions = new Map<string, Session>();
  readonly lots = new Map<string, Lot>();
  readonly parcels = new Parcels();
  readonly recalls = new Map<string, Recall>();
  readonly evidence = new Map<string, EvidenceDocument>();
  readonly holds = new Map<string, Hold>();
  readonly dispositions = new Map<string, Disposition>();
  readonly administrations = new Map<string, Administration>();
  readonly alerts = new Map<string, Alert>();
  /** Alerts that are not resolved, by key. */
  readonly openAlerts = new Map<string, Alert>();
  readonly parcelsOfLot = new Map<string, Set<string>>();
  /** Those of them whose life is not over. */
  readonly livingOfLot = new Map<string, Set<string>>();
  /** Parcels that are in a unit now. */
  readonly parcelsIn = new Map<string, Set<string>>();
  /** Parcels that ever stayed in a unit. */
  readonly visitors = new Visitors();
  readonly custody = new CustodyBook();
  readonly enrolments = new Map<string, Enrolment>();
  readonly passkeys = new Map<string, Passkey>();
  /** Devices that are not put to work yet. */
  readonly enrolling = new Set<string>();
  readonly receipts = new Map<string, Receipt>();
  /** With which receipt a parcel came in; one that was split off came with its ancestor's. */
  readonly receiptOf = new Map<string, string>();
  /** Parcels that were split off a parcel. */
  readonly partsOf = new Map<string, Set<string>>();
  readonly lotsOfProduct = new Map<string, Set<string>>();
  /** Units that ever stood at a site. */
  readonly unitsEverAt = new Map<string, Set<string>>();
  /** Devices that ever sat in a unit. */
  readonly devicesEverIn = new Map<string, Set<string>>();
  readonly carried = new Carried();
  /** To foreign brokers, by name; from the service's settings, not from the store. */
  connections: ReadonlySet<string> = new Set();
  readonly ladders = new Map<string, Ladder>();
  readonly rosters = new Map<string, Roster>();
  readonly contacts = new Map<string, Contact>();
  readonly subscriptions = new Map<string, PushSubscription>();
  /** How far each open alert has climbed. */
  readonly escalations = new Map<string, Escalation>();
  readonly inboxes = new Map<string, Inbox>();
  readonly tellings = new Tellings();
  /** What does not add up and nobody has explained. */
  readonly differences = new Map<string, Difference>();
  readonly plans = new Map<string, Plan>();
  readonly injectionSessions = new Map<string, InjectionSession>();
  readonly announced = new Map<string, Announced>();
  readonly #rules = new SharedRules();
  readonly #excursions = new Map<string, Map<string, ExcursionRecord>>();
  readonly #holdsOf = new Map<string, Set<string>>();
  readonly #dispositionsOf = new Map<string, Set<string>>();
  readonly #administrationsOf = new Map<string, Set<string>>();
  #tree: SiteTree | null = null;

  get tree(): SiteTree {
    this.#tree ??= siteTree(this.sites);
    return this.#tree;
  }

  excursionsOf(subject: string): ExcursionRecord[] {
    return [...(this.#excursions.get(subject)?.values() ?? [])];
  }

  *allExcursions(): Iterable<ExcursionRecord> {
    for (const records of this.#excursions.values()) yield* records.values();
  }

  holdsOf(parcel: string): Hold[] {
    return pick(this.#holdsOf.get(parcel), this.holds);
  }

  dispositionsOf(parcel: string): Disposition[] {
    return pick(this.#dispositionsOf.get(parcel), this.dispositions);
  }

  administrationsOf(parcel: string): Administration[] {
    return pick(this.#administrationsOf.get(parcel), this.administrations);
  }

  lot(gtin: string, lot: string): Lot | undefined {
    return this.lots.get(lotKey(gtin, lot));
  }

  /** Puts a document in the place of the former one and keeps the indexes. */
  set<K extends keyof Documents>(kind: K, id: string, doc: Documents[K] | null): void {
    const change = { kind, id, doc } as {
      [X in keyof Documents]: { kind: X; id: string; doc: Documents[X] | null };
    }[keyof Documents];
    switch (change.kind) {
      case 'meta':
        if (change.doc !== null) this.meta.set(id, change.doc.value);
        if (id === 'zone' && change.doc !== null) this.zone = change.doc.value;
        if (id === 'guardBand' && change.doc !== null) this.guardBand = change.doc.value === 'true';
        if (id === 'book' && change.doc !== null) this.book = JSON.parse(change.doc.value) as BookTerms;
        break;
      case 'site':
        this.#tree = null;
        keep(this.sites, id, change.doc);
        break;
      case 'unit':
        keep(this.units, id, change.doc && this.#rules.of(change.doc));
        for (const { site } of change.doc?.placements ?? [])
          if (site !== null) add(this.unitsEverAt, site, id);
        break;
      case 'device':
        this.carried.replace(this.devices.get(id), change.doc);
        keep(this.devices, id, change.doc);
        for (const { unit } of change.doc?.placements ?? [])
          if (unit !== null) add(this.devicesEverIn, unit, id);
        break;
      case 'product':
        keep(this.products, id, change.doc);
        break;
      case 'person':
        keep(this.people, id, change.doc);
        break;
      case 'session':
        keep(this.sessions, id, change.doc);
        break;
      case 'lot':
        keep(this.lots, id, change.doc);
        if (change.doc !== null) add(this.lotsOfProduct, change.doc.gtin, id);
        break;
      case 'parcel':
        this.#setParcel(id, change.doc);
        break;
      case 'recall':
        keep(this.recalls, id, change.doc);
        break;
      case 'evidence':
        keep(this.evidence, id, change.doc);
        break;
      case 'excursion': {
        if (change.doc === null) break;
        const key = subjectKey(change.doc.subject);
        const records = this.#excursions.get(key) ?? new Map<string, ExcursionRecord>();
        this.#excursions.set(key, records.set(id, change.doc));
        break;
      }
      case 'hold':
        keep(this.holds, id, change.doc);
        if (change.doc !== null) add(this.#holdsOf, change.doc.parcel, id);
        break;
      case 'disposition':
        keep(this.dispositions, id, change.doc);
        if (change.doc !== null) add(this.#dispositionsOf, change.doc.parcel, id);
        break;
      case 'administration':
        keep(this.administrations, id, change.doc);
        if (change.doc !== null) add(this.#administrationsOf, change.doc.parcel, id);
        break;
      case 'alert':
        this.#setAlert(id, change.doc);
        break;
      // What is only looked up stays on the disk.
      case 'probe':
      case 'unit_note':
      case 'book_entry':
        break;
      case 'passkey':
        keep(this.passkeys, id, change.doc);
        break;
      case 'ladder':
        keep(this.ladders, id, change.doc);
        break;
      case 'roster':
        keep(this.rosters, id, change.doc);
        break;
      case 'contact':
        keep(this.contacts, id, change.doc);
        break;
      case 'push_subscription':
        keep(this.subscriptions, id, change.doc);
        break;
      case 'escalation':
        keep(this.escalations, id, change.doc);
        break;
      case 'inbox':
        keep(this.inboxes, id, change.doc);
        break;
      case 'telling':
        this.tellings.set(id, change.doc);
        break;
      case 'difference':
        // What was explained stays in the store.
        keep(this.differences, id, change.doc?.explained == null ? change.doc : null);
        break;
      case 'plan':
        keep(this.plans, id, change.doc);
        break;
      case 'session_plan':
        keep(this.injectionSessions, id, change.doc);
        break;
      case 'announced':
        keep(this.announced, id, change.doc?.arrived === false ? change.doc : null);
        break;
      case 'enrolment':
        keep(this.enrolments, id, change.doc);
        if (change.doc !== null && change.doc.finished === null) this.enrolling.add(id);
        else this.enrolling.delete(id);
        break;
      case 'receipt':
        keep(this.receipts, id, change.doc);
        for (const { parcel } of change.doc?.lines ?? []) if (parcel !== null) this.receiptOf.set(parcel, id);
        break;
      case 'custody_event':
        this.custody.setEvent(id, change.doc);
        break;
      case 'shipment':
        keep(this.custody.shipments, id, change.doc);
        break;
      case 'handoff':
        this.custody.setHandoff(id, change.doc);
        break;
      case 'chain':
        this.custody.setChain(id, change.doc);
        break;
      case 'resolution':
        keep(this.custody.resolutions, id, change.doc);
        break;
      case 'phone_key':
        this.custody.setKey(id, change.doc);
        break;
      default:
        throw new Error(`No place for a document ${JSON.stringify(change satisfies never)}`);
    }
  }

  /** A parcel as its document says it, at the start. */
  restoreParcel(id: string, text: string): Parcel {
    const parcel = JSON.parse(text) as Parcel;
    this.#setParcel(id, parcel, text);
    return parcel;
  }

  #setParcel(id: string, parcel: Parcel | null, text?: string): void {
    const before = text === undefined ? (this.parcels.get(id) ?? null) : null;
    this.visitors.replace(id, before, parcel);
    if (before !== null) {
      this.parcelsIn.get(unitOf(before) ?? '')?.delete(id);
      this.livingOfLot.get(lotKey(before.gtin, before.lot))?.delete(id);
    }
    if (parcel === null) {
      this.parcels.delete(id);
      return;
    }
    this.parcels.set(id, parcel, text);
    const lot = lotKey(parcel.gtin, parcel.lot);
    add(this.parcelsOfLot, lot, id);
    if (parcel.ended === null) add(this.livingOfLot, lot, id);
    if (parcel.parent !== null) add(this.partsOf, parcel.parent, id);
    const isIn = unitOf(parcel);
    if (isIn !== null) add(this.parcelsIn, isIn, id);
  }

  /** Resolved alerts stay in the store; memory keeps what a person may still act on. */
  #setAlert(id: string, alert: Alert | null): void {
    if (alert === null) return;
    if (alert.resolvedAt === null) {
      this.alerts.set(id, alert);
      this.openAlerts.set(alert.key, alert);
    } else {
      this.alerts.delete(id);
      if (this.openAlerts.get(alert.key)?.id === id) this.openAlerts.delete(alert.key);
    }
  }
}

function unitOf(parcel: Parcel): string | null {
  const last = parcel.stays.at(-1);
  return parcel.ended === null && last !== undefined && last.to === null ? last.unit : null;
}
