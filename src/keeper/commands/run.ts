/**
 * What people ask the service to do. Each command is checked for role and place, decided by the pure rooms, drafted and
 * written to the ledger; the keeper commits and only then answers.
 */
import { siteOfUnit } from '../../fleet/places.ts';
import { hasRole, may } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { type Presented, present } from '../custody-door.ts';
import { noteSession } from '../custody-signal.ts';
import { importEvidence } from '../evidence.ts';
import type { Actor, Command } from '../protocol.ts';
import type { Province } from '../province.ts';
import { applyDescription, type Prepared, prepareDescription } from '../registrar.ts';
import type { Drawn, DrawnCommand } from '../report-draw.ts';
import { signBook } from './book.ts';
import { record, rederiveParcel } from './custody.ts';
import { takeBack } from './damage.ts';
import { approveDisposition, proposeDisposition, recall } from './decisions.ts';
import { defrost } from './defrost.ts';
import { changeSecret } from './device-secret.ts';
import { changeDuty } from './duty.ts';
import { compare, enrol, finish, prepareEnrolment, secretAnew, setLimits } from './enrol.ts';
import { capture } from './epcis.ts';
import { storeFile, tellOfFile } from './file.ts';
import { keepIdentity } from './identity.ts';
import { tellOfInflux } from './influx.ts';
import { issueStock } from './issue.ts';
import { enrollKey, revokeKey } from './keys.ts';
import { keepLedger } from './ledger.ts';
import { approveMany, proposeMany } from './many.ts';
import { noteOfUnit } from './notes.ts';
import { keepNotices } from './notices.ts';
import { holdParcel, moveParcel, receiveParcel, splitParcel } from './parcels.ts';
import { addPasskey, removePasskey, usedPasskey } from './passkeys.ts';
import { changePassword, endSessions, type MadePassword, preparePassword, resetPassword } from './people.ts';
import { acknowledgeAlert, administerDoses, placeUnit, tellMoved } from './places.ts';
import { removePlan, removeSession, setAnnounced, setPlan, setSession } from './planned.ts';
import { receiveStock } from './receive.ts';
import { claimMail, settleMail } from './report-mail.ts';
import { explainDifference, makeReport, missingReports, reconcile } from './reports.ts';
import { offerHandoff, planShipment, resolveConflict } from './say.ts';
import { recordScans } from './scans.ts';
import { noteReceipts, raiseTest } from './test-alert.ts';
import { type Done, done, forbidden, type Of, type Turn } from './turn.ts';
import { reportBridges, reportCanary } from './watch.ts';

/** A description that was read and checked; events whose form and signatures were; a password that was hashed. */
export type Ready = {
  readonly description: Prepared | null;
  readonly presented: readonly Presented[];
  readonly password?: MadePassword;
  readonly drawn?: Drawn;
};
const NOTHING: Ready = { description: null, presented: [] };

/** What a command needs that takes long and changes nothing: done before its turn comes. */
export async function prepare(
  actor: Actor,
  command: Command,
  province: Province,
  now: UtcMs,
  drawUp: (command: DrawnCommand) => Promise<Decision<Drawn>>,
): Promise<Decision<Ready>> {
  if (command.type === 'device.enrol' || command.type === 'device.enrol.limits') {
    const prepared = await prepareEnrolment(command, actor, province, now);
    return prepared.ok ? accept({ description: prepared.value, presented: [] }) : prepared;
  }
  if (command.type === 'custody.record' && hasRole(actor, command.type))
    return accept({ description: null, presented: await present(command.events, province) });
  if (!hasRole(actor, command.type)) return accept(NOTHING);
  if (command.type === 'report.make' || command.type === 'reconcile') {
    const drawn = await drawUp(command);
    return drawn.ok ? accept({ ...NOTHING, drawn: drawn.value }) : drawn;
  }
  const password = await preparePassword(command);
  if (!password.ok) return password;
  if (password.value !== null) return accept({ ...NOTHING, password: password.value });
  if (command.type !== 'province.apply') return accept(NOTHING);
  const { description } = command;
  const text = typeof description === 'string' ? description : JSON.stringify(description);
  const prepared = await prepareDescription(text, province);
  return prepared.ok ? accept({ description: prepared.value, presented: [] }) : prepared;
}

export async function run(turn: Turn, command: Command, ready: Ready): Promise<Decision<Done>> {
  if (!hasRole(turn.actor, command.type)) return forbidden(turn, command.type, null);
  switch (command.type) {
    case 'province.apply':
      return apply(turn, command, ready.description);
    case 'parcel.receive':
      return receiveParcel(turn, command);
    case 'parcel.move':
      return withCustody(turn, command.parcel, await moveParcel(turn, command));
    case 'parcel.split':
      return withCustody(turn, command.parcel, await splitParcel(turn, command));
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
    case 'dispositions.propose':
      return proposeMany(turn, command);
    case 'dispositions.approve':
      return approveMany(turn, command);
    case 'administer':
      return administerDoses(turn, command);
    case 'scans.record':
      return recordScans(turn, command);
    case 'alert.acknowledge':
      return acknowledgeAlert(turn, command);
    case 'alert.snooze':
    case 'alert.conclude':
    case 'notice.test':
    case 'notice.read':
    case 'notices.claim':
    case 'notice.settle':
    case 'notice.receipt':
    case 'channels.report':
      return keepNotices(turn, command);
    case 'unit.defrost':
    case 'unit.defrost.end':
      return defrost(turn, command);
    case 'unit.note':
      return noteOfUnit(turn, command);
    case 'book.sign':
      return signBook(turn, command);
    case 'device.enrol':
      return enrol(turn, command, ready.description);
    case 'device.enrol.secret':
      return secretAnew(turn, command);
    case 'device.enrol.compare':
      return compare(turn, command);
    case 'device.enrol.limits':
      return setLimits(turn, command, ready.description);
    case 'device.enrol.received':
      return noteReceipts(turn, command);
    case 'device.enrol.finish':
      return finish(turn, command);
    case 'alert.test':
      return raiseTest(turn, command);
    case 'ladder.set':
    case 'ladder.remove':
    case 'roster.set':
    case 'roster.shifts':
    case 'roster.remove':
    case 'contact.set':
    case 'push.subscribe':
    case 'push.unsubscribe':
      return changeDuty(turn, command);
    case 'report.make':
      return makeReport(turn, ready.drawn);
    case 'reconcile':
      return reconcile(turn, ready.drawn);
    case 'report.mail.claim':
      return claimMail(turn, command);
    case 'report.mail.settle':
      return settleMail(turn, command);
    case 'report.missing':
      return missingReports(turn, command);
    case 'difference.explain':
      return explainDifference(turn, command);
    case 'plan.set':
      return setPlan(turn, command);
    case 'plan.remove':
      return removePlan(turn, command);
    case 'session.set':
      return setSession(turn, command);
    case 'session.remove':
      return removeSession(turn, command);
    case 'announced.set':
      return setAnnounced(turn, command);
    case 'stock.receive':
      return receiveStock(turn, command);
    case 'stock.issue':
      return issueStock(turn, command);
    case 'device.secret':
      return changeSecret(turn, command);
    case 'device.claim':
    case 'device.claim.withdraw':
    case 'device.claim.redeem':
    case 'device.rotate':
    case 'device.renew':
    case 'device.confirm':
    case 'device.revoke':
    case 'device.cloned':
      return keepIdentity(turn, command);
    case 'evidence.import':
      return importFile(turn, command);
    case 'evidence.file':
      return storeFile(turn, command);
    case 'file.refused':
      return tellOfFile(turn, command);
    case 'history.restore':
      return takeBack(turn, command);
    case 'influx.settle':
    case 'influx.report':
    case 'influx.retried':
    case 'influx.verified':
      return tellOfInflux(turn, command);
    case 'canary.report':
      return reportCanary(turn, command);
    case 'bridges.report':
      return reportBridges(turn, command);
    case 'custody.record':
      return record(turn, ready.presented);
    case 'custody.resolve':
      return resolveConflict(turn, command);
    case 'shipment.plan':
      return planShipment(turn, command);
    case 'handoff.offer':
      return offerHandoff(turn, command);
    case 'key.enroll':
      return enrollKey(turn, command);
    case 'key.revoke':
      return revokeKey(turn, command);
    case 'passkey.add':
      return addPasskey(turn, command);
    case 'passkey.remove':
      return removePasskey(turn, command);
    case 'passkey.used':
      return usedPasskey(turn, command);
    case 'ledger.sign':
    case 'ledger.compare':
    case 'ledger.report':
    case 'ledger.cosigned':
    case 'ledger.accept':
    case 'witness.take':
      return keepLedger(turn, command);
    case 'epcis.capture':
      return capture(turn, command);
    case 'person.password':
      return resetPassword(turn, command, passwordOf(ready));
    case 'person.sessions.end':
      return endSessions(turn, command);
    case 'password.change':
      return changePassword(turn, command, passwordOf(ready));
    case 'session.open':
      return openSession(turn, command);
    case 'session.close':
      turn.draft.put('session', command.tokenHash, null);
      return done(null);
    default:
      throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
  }
}

/** A parcel with a history on the road: its chain and its parts' are brought in line with what was done at the desk. */
async function withCustody(turn: Turn, parcel: string, decided: Decision<Done>): Promise<Decision<Done>> {
  if (!decided.ok) return decided;
  const { value, subjects } = decided.value;
  return accept({ value, subjects: [...subjects, ...(await rederiveParcel(turn, parcel))] });
}

function passwordOf({ password }: Ready): MadePassword {
  if (password === undefined) throw new Error('a password is hashed before it is set');
  return password;
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
    { by: actor.username, dryRun: command.dryRun ?? false, began: command.began ?? [], within: actor },
    province,
    judging,
    draft,
  );
  if (!result.ok) return result;
  const { applied, moved } = result.value;
  const subjects = [...result.value.subjects];
  for (const one of moved) subjects.push(...(await tellMoved(turn, one)));
  return accept({ value: () => applied, subjects });
}

async function importFile(turn: Turn, command: Of<'evidence.import'>): Promise<Decision<Done>> {
  const { actor, province, history, judging, draft } = turn;
  const site = siteOfUnit(province.units.get(command.unit), draft.now);
  const allowed = may(actor, command.type, site, province.tree);
  return allowed.ok ? importEvidence(command, province, history, judging, draft) : allowed;
}

function openSession(turn: Turn, command: Of<'session.open'>): Decision<Done> {
  const { draft, province } = turn;
  noteSession(turn, command.username);
  const { tokenHash, username, expiresAt } = command;
  draft.put('session', tokenHash, { tokenHash, username, expiresAt });
  for (const s of province.sessions.values())
    if (s.expiresAt < draft.now) draft.put('session', s.tokenHash, null);
  return done(null);
}
