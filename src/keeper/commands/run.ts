/**
 * What people ask the service to do. Each command is checked for role and place, decided by the pure rooms, drafted and
 * written to the ledger; the keeper commits and only then answers.
 */
import { siteOfUnit } from '../../fleet/places.ts';
import { hasRole, may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { importEvidence } from '../evidence.ts';
import type { Actor, Command } from '../protocol.ts';
import type { Province } from '../province.ts';
import { applyDescription, type Prepared, prepareDescription } from '../registrar.ts';
import { tellOfCustody } from './custody.ts';
import { approveDisposition, proposeDisposition, recall } from './decisions.ts';
import { capture } from './epcis.ts';
import { tellOfInflux } from './influx.ts';
import { keepLedger } from './ledger.ts';
import { holdParcel, moveParcel, receiveParcel, splitParcel } from './parcels.ts';
import { acknowledgeAlert, administerDoses, placeUnit } from './places.ts';
import { type Done, done, forbidden, type Of, type Turn } from './turn.ts';

/** What a command needs that takes long and changes nothing: done before its turn comes. */
export async function prepare(
  actor: Actor,
  command: Command,
  province: Province,
): Promise<Decision<Prepared | null>> {
  if (command.type !== 'province.apply' || !hasRole(actor, command.type)) return accept(null);
  const { description } = command;
  const text = typeof description === 'string' ? description : JSON.stringify(description);
  return prepareDescription(text, province);
}

export async function run(turn: Turn, command: Command, prepared: Prepared | null): Promise<Decision<Done>> {
  if (!hasRole(turn.actor, command.type)) return forbidden(turn, command.type, null);
  switch (command.type) {
    case 'province.apply':
      return apply(turn, command, prepared);
    case 'parcel.receive':
      return receiveParcel(turn, command);
    case 'parcel.move':
      return moveParcel(turn, command);
    case 'parcel.split':
      return splitParcel(turn, command);
    case 'parcel.hold':
      return holdParcel(turn, command);
    case 'lot.recall':
      return recall(turn, command);
    case 'unit.place':
      return placeUnit(turn, command);
    case 'disposition.propose':
      return proposeDisposition(turn, command);
    case 'disposition.approve':
      return approveDisposition(turn, command);
    case 'administer':
      return administerDoses(turn, command);
    case 'alert.acknowledge':
      return acknowledgeAlert(turn, command);
    case 'evidence.import':
      return importFile(turn, command);
    case 'influx.settle':
    case 'influx.report':
    case 'influx.retried':
    case 'influx.verified':
      return tellOfInflux(turn, command);
    case 'custody.record':
    case 'custody.resolve':
    case 'shipment.plan':
    case 'handoff.offer':
    case 'key.enroll':
    case 'key.revoke':
      return tellOfCustody(turn, command);
    case 'ledger.sign':
    case 'ledger.compare':
    case 'ledger.report':
    case 'ledger.accept':
    case 'witness.take':
      return keepLedger(turn, command);
    case 'epcis.capture':
      return capture(turn, command);
    case 'session.open':
      return openSession(turn, command);
    case 'session.close':
      turn.draft.put('session', command.tokenHash, null);
      return done(null);
    default:
      throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
  }
}

async function apply(
  turn: Turn,
  command: Of<'province.apply'>,
  prepared: Prepared | null,
): Promise<Decision<Done>> {
  if (prepared === null) throw new Error('a description is prepared before it is applied');
  const { actor, province, judging, draft } = turn;
  const result = await applyDescription(
    prepared,
    { by: actor.username, dryRun: command.dryRun ?? false },
    province,
    judging,
    draft,
  );
  if (!result.ok) return result;
  return accept({ value: () => result.value.applied, subjects: result.value.subjects });
}

async function importFile(turn: Turn, command: Of<'evidence.import'>): Promise<Decision<Done>> {
  const { actor, province, history, judging, draft } = turn;
  const site = siteOfUnit(province.units.get(command.unit), draft.now);
  const allowed = may(actor, command.type, site, province.tree);
  return allowed.ok ? importEvidence(command, province, history, judging, draft) : allowed;
}

function openSession({ draft, province }: Turn, command: Of<'session.open'>): Decision<Done> {
  const { tokenHash, username, expiresAt } = command;
  draft.put('session', tokenHash, { tokenHash, username, expiresAt });
  for (const s of province.sessions.values())
    if (s.expiresAt < draft.now) draft.put('session', s.tokenHash, null);
  return done(null);
}
