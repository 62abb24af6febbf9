/**
 * What people ask the service to do. Each command is checked for role and place, decided by the pure rooms, drafted and
 * written to the ledger; the keeper commits and only then answers.
 */
import { administrationRefused } from '../alerts/conditions.ts';
import { acknowledge } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import * as event from '../custody/events.ts';
import { siteOfUnit } from '../fleet/places.ts';
import { lotKey } from '../fleet/registry.ts';
import { hasRole, inPlace, may } from '../fleet/rights.ts';
import { administer } from '../lots/administration.ts';
import { approve, propose } from '../lots/dispositions.ts';
import { manualHold } from '../lots/holds.ts';
import { move, notAhead, presentUnit, receive } from '../lots/parcels.ts';
import { recallLot } from '../lots/recalls.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { split } from '../lots/split.ts';
import type { Hold, Parcel } from '../lots/types.ts';
import type { Draft } from './draft.ts';
import { importEvidence } from './evidence.ts';
import type { History } from './history.ts';
import { type Judging, parcelSubject } from './judging.ts';
import type { Actor, Command } from './protocol.ts';
import { type Province, subjectKey } from './province.ts';
import { applyDescription, type Prepared, prepareDescription } from './registrar.ts';
import { showAlert, showDisposition, showHold, showParcel, siteOfParcel } from './show.ts';
import type { Verdicts } from './verdicts.ts';

/** `subjects` are judged in the same transaction, before the answer is given. */
export type Done = { readonly value: () => unknown; readonly subjects: readonly string[] };
type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export class Commands {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #history: History;
  readonly #verdicts: Verdicts;

  constructor(province: Province, judging: Judging, history: History, verdicts: Verdicts) {
    this.#province = province;
    this.#judging = judging;
    this.#history = history;
    this.#verdicts = verdicts;
  }

  /** What a command needs that takes long and changes nothing: done before its turn comes. */
  async prepare(actor: Actor, command: Command): Promise<Decision<Prepared | null>> {
    if (command.type !== 'province.apply' || !hasRole(actor, command.type)) return accept(null);
    const { description } = command;
    const text = typeof description === 'string' ? description : JSON.stringify(description);
    return prepareDescription(text, this.#province);
  }

  async run(
    actor: Actor,
    command: Command,
    prepared: Prepared | null,
    draft: Draft,
  ): Promise<Decision<Done>> {
    if (!hasRole(actor, command.type)) return this.#forbidden(actor, command.type, null);
    switch (command.type) {
      case 'province.apply':
        return this.#apply(actor, prepared, draft);
      case 'parcel.receive':
        return this.#receive(actor, command, draft);
      case 'parcel.move':
        return this.#move(actor, command, draft);
      case 'parcel.split':
        return this.#split(actor, command, draft);
      case 'parcel.hold':
        return this.#hold(actor, command, draft);
      case 'lot.recall':
        return this.#recall(actor, command, draft);
      case 'unit.place':
        return this.#place(actor, command, draft);
      case 'disposition.propose':
        return this.#propose(actor, command, draft);
      case 'disposition.approve':
        return this.#approve(actor, command, draft);
      case 'administer':
        return this.#administer(actor, command, draft);
      case 'alert.acknowledge':
        return this.#acknowledge(actor, command, draft);
      case 'evidence.import': {
        const site = siteOfUnit(this.#province.units.get(command.unit), draft.now);
        const allowed = may(actor, command.type, site, this.#province.tree);
        if (!allowed.ok) return allowed;
        return importEvidence(command, this.#province, this.#history, this.#judging, draft);
      }
      case 'session.open': {
        const { tokenHash, username, expiresAt } = command;
        draft.put('session', tokenHash, { tokenHash, username, expiresAt });
        for (const s of this.#province.sessions.values())
          if (s.expiresAt < draft.now) draft.put('session', s.tokenHash, null);
        return done(null);
      }
      case 'session.close':
        draft.put('session', command.tokenHash, null);
        return done(null);
      default:
        throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
    }
  }

  async #apply(actor: Actor, prepared: Prepared | null, draft: Draft): Promise<Decision<Done>> {
    if (prepared === null) throw new Error('a description is prepared before it is applied');
    const result = await applyDescription(prepared, actor.username, this.#province, this.#judging, draft);
    if (!result.ok) return result;
    return accept({ value: () => result.value.applied, subjects: result.value.subjects });
  }

  async #receive(actor: Actor, command: Of<'parcel.receive'>, draft: Draft): Promise<Decision<Done>> {
    const { gtin, lot } = command;
    const unit = this.#province.units.get(command.unit);
    const site = siteOfUnit(unit, draft.now);
    const allowed = may(actor, command.type, site, this.#province.tree);
    if (unit !== undefined && !allowed.ok) return allowed;
    const known = this.#province.lot(gtin, lot) ?? null;
    const decided = receive(
      command,
      {
        productKnown: this.#province.products.has(gtin),
        unitKnown: unit !== undefined && !(unit.retiredAt !== null && unit.retiredAt <= draft.now),
        lot: known,
        recall: this.#province.recalls.get(lotKey(gtin, lot)) ?? null,
        idTaken: (id) => this.#province.parcels.has(id),
      },
      this.#context(actor, draft),
    );
    if (!decided.ok) return decided;
    const { parcel, newLot, holds } = decided.value;
    if (newLot !== null) draft.put('lot', lotKey(gtin, lot), newLot);
    draft.put('parcel', parcel.id, parcel);
    const expiry = newLot?.expiry ?? known?.expiry ?? '';
    draft.write(actor.username, (stamp) =>
      event.parcelReceived(stamp, parcel, { expiry, unit: command.unit, site }),
    );
    this.#placeHolds(holds, actor, draft);
    return this.#changed(parcel, draft);
  }

  async #move(actor: Actor, command: Of<'parcel.move'>, draft: Draft): Promise<Decision<Done>> {
    const found = this.#parcel(actor, command.type, command.parcel, draft);
    if (!found.ok) return found;
    const unit = command.unit === null ? undefined : this.#province.units.get(command.unit);
    const target = siteOfUnit(unit, draft.now);
    if (unit !== undefined && target !== null && !inPlace(actor, target, this.#province.tree))
      return this.#forbidden(actor, command.type, target);
    const unitKnown = unit !== undefined && !(unit.retiredAt !== null && unit.retiredAt <= draft.now);
    const decided = move(found.value, command, { unitKnown }, this.#context(actor, draft));
    if (!decided.ok) return decided;
    const moved = decided.value;
    draft.put('parcel', moved.id, moved);
    const at = moved.stays.at(-1)?.to ?? moved.stays.at(-1)?.from ?? draft.now;
    const from = presentUnit(found.value);
    draft.write(actor.username, (stamp) => event.parcelMoved(stamp, moved, { from, to: command.unit, at }));
    if (from !== null) draft.units.add(from);
    return this.#changed(moved, draft);
  }

  async #split(actor: Actor, command: Of<'parcel.split'>, draft: Draft): Promise<Decision<Done>> {
    const found = this.#parcel(actor, command.type, command.parcel, draft);
    if (!found.ok) return found;
    const parcel = found.value;
    // What is copied must be what the evidence shows now.
    this.#judging.judge([parcelSubject(parcel.id)], draft.now, draft);
    const facts = {
      excursions: this.#province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id })),
      holds: this.#province.holdsOf(parcel.id),
      dispositions: this.#province.dispositionsOf(parcel.id),
      idTaken: (id: string) => this.#province.parcels.has(id),
    };
    const decided = split(parcel, command, facts, this.#context(actor, draft));
    if (!decided.ok) return decided;
    const { parent, children, excursions, holds, dispositions } = decided.value;
    draft.put('parcel', parent.id, parent);
    for (const child of children) draft.put('parcel', child.id, child);
    for (const e of excursions) draft.put('excursion', e.id, e);
    for (const d of dispositions) draft.put('disposition', d.id, d);
    const at = children[0]?.createdAt ?? draft.now;
    draft.write(actor.username, (stamp) => event.parcelSplit(stamp, parent, children, at));
    this.#placeHolds(holds, actor, draft);
    for (const one of [parent, ...children]) await this.#judging.declareParcel(one);
    return accept({
      value: () => ({
        parent: showParcel(this.#province, parent, draft.now),
        children: children.map((c) => showParcel(this.#province, c, draft.now)),
      }),
      subjects: [parent, ...children].map((p) => parcelSubject(p.id)),
    });
  }

  async #hold(actor: Actor, command: Of<'parcel.hold'>, draft: Draft): Promise<Decision<Done>> {
    const found = this.#parcel(actor, command.type, command.parcel, draft);
    if (!found.ok) return found;
    const decided = manualHold(found.value, command.reason, this.#context(actor, draft));
    if (!decided.ok) return decided;
    const hold = decided.value;
    this.#placeHolds([hold], actor, draft);
    return accept({
      value: () => showHold(this.#province, hold, draft.now),
      subjects: [parcelSubject(hold.parcel)],
    });
  }

  async #recall(actor: Actor, command: Of<'lot.recall'>, draft: Draft): Promise<Decision<Done>> {
    const key = lotKey(command.gtin, command.lot);
    const parcels = [...(this.#province.parcelsOfLot.get(key) ?? [])].flatMap(
      (id) => this.#province.parcels.get(id) ?? [],
    );
    const decided = recallLot(
      command,
      {
        standing: this.#province.recalls.get(key) ?? null,
        parcels,
        holds: parcels.flatMap((p) => this.#province.holdsOf(p.id)),
      },
      this.#context(actor, draft),
    );
    if (!decided.ok) return decided;
    const { recall, holds } = decided.value;
    draft.put('recall', key, recall);
    draft.write(actor.username, (stamp) => event.lotRecalled(stamp, recall, holds));
    this.#placeHolds(holds, actor, draft);
    return accept({
      value: () => ({
        ...recall,
        at: new Date(recall.at).toISOString(),
        parcels: holds.map((h) => h.parcel),
      }),
      subjects: holds.map((h) => parcelSubject(h.parcel)),
    });
  }

  async #place(actor: Actor, command: Of<'unit.place'>, draft: Draft): Promise<Decision<Done>> {
    const unit = this.#province.units.get(command.unit);
    if (unit === undefined) return unknown('UNIT', command.unit);
    if (command.site !== null && !this.#province.sites.has(command.site))
      return unknown('SITE', command.site);
    const from = siteOfUnit(unit, draft.now);
    const allowed = may(actor, command.type, command.site ?? from, this.#province.tree);
    if (!allowed.ok) return allowed;
    const at = notAhead(command.at ?? draft.now, draft.now);
    if (!at.ok) return at;
    const last = unit.placements.at(-1);
    if (last !== undefined && at.value < last.since)
      return refuse('UNIT_PLACED_LATER', `Cannot place unit ${unit.id}: it has a later placement`, {
        unit: unit.id,
      });
    if (last?.site === command.site)
      return refuse('UNIT_ALREADY_THERE', `Cannot place unit ${unit.id}: it is already there`, {
        site: command.site,
      });
    draft.put('unit', unit.id, {
      ...unit,
      placements: [...unit.placements, { site: command.site, since: at.value }],
    });
    draft.units.add(unit.id);
    const parcels = [...(this.#province.parcelsIn.get(unit.id) ?? [])];
    const placed = { unit: unit.id, from, to: command.site, at: at.value, parcels };
    draft.write(actor.username, (stamp) => event.unitPlaced(stamp, placed));
    return accept({
      value: () => ({ unit: unit.id, site: command.site, at: new Date(at.value).toISOString() }),
      subjects: parcels.map(parcelSubject),
    });
  }

  async #propose(actor: Actor, command: Of<'disposition.propose'>, draft: Draft): Promise<Decision<Done>> {
    const hold = this.#province.holds.get(command.hold);
    if (hold === undefined) return unknown('HOLD', command.hold);
    const official = this.#official(actor.username, hold.parcel, draft, actor);
    const decided = propose(command, { hold, official, custodians: [] }, this.#context(actor, draft));
    if (!decided.ok) return decided;
    const disposition = decided.value;
    draft.put('disposition', disposition.id, disposition);
    draft.write(actor.username, (stamp) => event.dispositionProposed(stamp, disposition, hold));
    return done(showDisposition(disposition));
  }

  async #approve(actor: Actor, command: Of<'disposition.approve'>, draft: Draft): Promise<Decision<Done>> {
    const disposition = this.#province.dispositions.get(command.disposition);
    if (disposition === undefined) return unknown('DISPOSITION', command.disposition);
    const hold = this.#province.holds.get(disposition.hold);
    const parcel = this.#province.parcels.get(disposition.parcel);
    if (hold === undefined || parcel === undefined)
      throw new Error(`disposition ${disposition.id} hangs in the air`);
    // The cover is the excursion as it stands at this very moment.
    this.#judging.judge([parcelSubject(parcel.id)], draft.now, draft);
    const records = this.#province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
    const decided = approve(
      {
        disposition,
        hold: this.#province.holds.get(hold.id) ?? hold,
        parcel,
        holds: this.#province.holdsOf(parcel.id),
        excursion: records.find((e) => e.id === hold.excursion) ?? null,
        proposerOfficial: this.#official(disposition.proposedBy, parcel.id, draft),
        approverOfficial: this.#official(actor.username, parcel.id, draft, actor),
        custodians: [],
      },
      this.#context(actor, draft),
    );
    if (!decided.ok) return decided;
    const { disposition: approved, holds, parcel: after } = decided.value;
    draft.put('disposition', approved.id, approved);
    for (const h of holds) draft.put('hold', h.id, h);
    draft.write(actor.username, (stamp) => event.dispositionApproved(stamp, approved, hold, holds));
    if (after !== parcel) {
      draft.put('parcel', after.id, after);
      draft.write(actor.username, (stamp) => event.parcelEnded(stamp, after));
      const unit = presentUnit(parcel);
      if (unit !== null) draft.units.add(unit);
      await this.#judging.declareParcel(after);
    }
    return accept({ value: () => showDisposition(approved), subjects: [parcelSubject(parcel.id)] });
  }

  async #administer(actor: Actor, command: Of<'administer'>, draft: Draft): Promise<Decision<Done>> {
    const allowed = may(actor, command.type, command.site, this.#province.tree);
    if (!allowed.ok) return allowed;
    const { eligibility, parcels } = this.#verdicts.judge(command.barcode, command.site, draft.now);
    const { gtin, lot, codes, verdict } = eligibility;
    if (verdict !== 'allowed' || gtin === null || lot === null) {
      const condition = administrationRefused({
        site: command.site,
        gtin,
        lot,
        doses: command.doses,
        codes,
        by: actor.username,
        at: draft.now,
      });
      for (const alert of reconcileAlerts(this.#province.openAlerts, [condition], [], draft))
        draft.put('alert', alert.id, alert);
      return refuse(
        'ADMINISTRATION_NOT_ALLOWED',
        `Cannot record doses of ${gtin}/${lot}: the verdict is ${verdict}`,
        {
          verdict,
          codes,
        },
      );
    }
    const decided = administer({ ...command, gtin, lot }, parcels, this.#context(actor, draft));
    if (!decided.ok) return decided;
    for (const a of decided.value.administrations) {
      draft.put('administration', a.id, a);
      draft.write(actor.username, (stamp) => event.dosesAdministered(stamp, a));
    }
    for (const parcel of decided.value.parcels) {
      const unit = presentUnit(parcel);
      if (unit !== null) draft.units.add(unit);
      draft.put('parcel', parcel.id, parcel);
      if (parcel.ended === null) continue;
      draft.write(actor.username, (stamp) => event.parcelEnded(stamp, parcel));
      await this.#judging.declareParcel(parcel);
    }
    return accept({
      value: () => ({
        gtin,
        lot,
        site: command.site,
        doses: command.doses,
        administrations: decided.value.administrations.map((a) => ({
          id: a.id,
          parcel: a.parcel,
          doses: a.doses,
        })),
      }),
      subjects: decided.value.parcels.map((p) => parcelSubject(p.id)),
    });
  }

  async #acknowledge(actor: Actor, command: Of<'alert.acknowledge'>, draft: Draft): Promise<Decision<Done>> {
    const alert = this.#province.alerts.get(command.alert);
    if (alert === undefined) return unknown('ALERT', command.alert);
    const allowed = may(actor, command.type, alert.site, this.#province.tree);
    if (alert.site !== null && !allowed.ok) return allowed;
    const decided = acknowledge(alert, command.comment, { now: draft.now, by: actor.username });
    if (!decided.ok) return decided;
    draft.put('alert', alert.id, decided.value);
    if (alert.unit !== null) draft.units.add(alert.unit);
    return done(showAlert(this.#province, decided.value));
  }

  #parcel(actor: Actor, action: Command['type'], id: string, draft: Draft): Decision<Parcel> {
    const parcel = this.#province.parcels.get(id);
    if (parcel === undefined) return unknown('PARCEL', id);
    const site = siteOfParcel(this.#province, parcel, draft.now);
    // A parcel that is under way is at no site: whoever may move parcels anywhere in the province may take it in.
    if (site !== null && !inPlace(actor, site, this.#province.tree))
      return this.#forbidden(actor, action, site);
    return accept(parcel);
  }

  #official(username: string, parcelId: string, draft: Draft, present?: Actor): boolean {
    const person = present ?? this.#province.people.get(username);
    if (person === undefined || !person.roles.includes('official')) return false;
    const site = siteOfParcel(this.#province, this.#province.parcels.get(parcelId), draft.now);
    return inPlace({ ...person, username }, site, this.#province.tree);
  }

  #placeHolds(holds: readonly Hold[], actor: Actor, draft: Draft): void {
    for (const hold of holds) {
      draft.put('hold', hold.id, hold);
      const excursion =
        this.#province
          .excursionsOf(subjectKey({ kind: 'parcel', id: hold.parcel }))
          .find((e) => e.id === hold.excursion) ?? null;
      draft.write(actor.username, (stamp) => event.holdPlaced(stamp, hold, excursion));
    }
  }

  async #changed(parcel: Parcel, draft: Draft): Promise<Decision<Done>> {
    await this.#judging.declareParcel(parcel);
    return accept({
      value: () => showParcel(this.#province, parcel, draft.now),
      subjects: [parcelSubject(parcel.id)],
    });
  }

  #context(actor: Actor, draft: Draft) {
    return { now: draft.now, ids: draft.ids, by: actor.username };
  }

  #forbidden(actor: Actor, action: Command['type'], site: string | null): Decision<never> {
    const answer = may(actor, action, site, this.#province.tree);
    if (!answer.ok) return answer;
    return refuse('FORBIDDEN_PLACE', `${action} is outside this person's place`, { action, site });
  }
}

const done = (value: unknown): Decision<Done> => accept({ value: () => value, subjects: [] });
const unknown = (what: string, id: string) =>
  refuse(`${what}_UNKNOWN`, `No such ${what.toLowerCase()}: ${id}`, { id });
