/** What people and screens ask. Answers show only what lies within the asker's place. */
import { hasRole, may } from '../../fleet/rights.ts';
import { accept, refuse } from '../../lots/refusal.ts';
import { paged } from '../pages.ts';
import type { Query } from '../protocol.ts';
import { askOfAdmins } from './admin.ts';
import { alertsOfCode } from './alert-code.ts';
import { book, today } from './book.ts';
import { bookPaper } from './book-paper.ts';
import { askOfCustody } from './custody.ts';
import { custodyEvents } from './custody-events.ts';
import { missing } from './damage.ts';
import { askOfDuty } from './duty.ts';
import { deviceStanding, enrolment, enrolments, mayIdentify, told } from './enrol.ts';
import { captureJob, epcisEvents } from './epcis.ts';
import { fileDevices } from './file-devices.ts';
import { previewFile } from './file-preview.ts';
import { eligibility, snapshot } from './gate.ts';
import { claimed } from './identity.ts';
import { influx, setAside } from './influx.ts';
import { inside } from './inside.ts';
import { checkpoint, consistency, inclusion, keys, standing, submission } from './ledger.ts';
import { notes } from './notes.ts';
import { channels, notices } from './notices.ts';
import { askOfOfficials } from './official.ts';
import { lot, parcel, parcels } from './parcels.ts';
import { passkey, passkeys } from './passkeys.ts';
import { people } from './people.ts';
import { recordProof } from './proofs.ts';
import { proposal } from './proposal.ts';
import { receipt, receiptPaper, receipts } from './receipts.ts';
import { alerts, dispositions, excursions, holds, ledger, rejected } from './records.ts';
import { askOfRegistry } from './registry.ts';
import { askOfReports } from './reports.ts';
import { scans } from './scans.ts';
import { signals } from './signals.ts';
import { signedLots } from './signed-lots.ts';
import { stock } from './stock.ts';
import { door, products } from './stock-door.ts';
import type { Asked } from './turns.ts';
import { readings, unit, units } from './units.ts';
import type { View } from './view.ts';

export { inTurns } from './turns.ts';

export async function ask(view: View, query: Query): Promise<Asked> {
  if (!hasRole(view.actor, query.type)) {
    const answer = may(view.actor, query.type, view.actor.site, view.province.tree);
    return answer.ok ? refuse('FORBIDDEN_ROLE', `${query.type} needs another role`) : answer;
  }
  switch (query.type) {
    case 'sites':
      return accept(
        paged(
          view.province.sites.values(),
          (s) => s.id,
          (s) => s,
          query,
        ),
      );
    case 'people':
      return accept(people(view, query));
    case 'units':
      return accept(units(view, query));
    case 'unit':
      return unit(view, query.id);
    case 'readings':
      return readings(view, query);
    case 'excursions':
      return excursions(view, query);
    case 'lot':
      return lot(view, query);
    case 'parcels':
      return accept(parcels(view, query));
    case 'parcel':
      return parcel(view, query.id);
    case 'holds':
      return accept(holds(view, query));
    case 'dispositions':
      return accept(dispositions(view, query));
    case 'alerts':
      return query.code === undefined ? accept(await alerts(view, query)) : alertsOfCode(view, query);
    case 'ledger':
      return accept(await ledger(view, query));
    case 'rejected':
      return accept(await rejected(view, query));
    case 'eligibility':
      return eligibility(view, query);
    case 'lots.signed':
      return signedLots(view, query);
    case 'scans':
      return scans(view, query);
    case 'custody.events':
      return custodyEvents(view, query);
    case 'shipments':
    case 'shipment':
    case 'handoffs':
    case 'handoff':
    case 'handoff.record':
    case 'shipment.note':
    case 'trip':
    case 'keys':
      return askOfCustody(view, query);
    case 'passkeys':
      return passkeys(view, query);
    case 'passkey':
      return passkey(view, query);
    case 'handoff.proof':
    case 'shipment.proof':
      return recordProof(view, query);
    case 'history.missing':
      return missing(view);
    case 'influx':
      return influx(view);
    case 'influx.setAside':
      return setAside(view, query);
    case 'ledger.checkpoint':
      return checkpoint(view);
    case 'ledger.keys':
      return keys(view);
    case 'ledger.standing':
      return standing(view);
    case 'ledger.inclusion':
      return inclusion(view, query);
    case 'ledger.consistency':
      return consistency(view, query);
    case 'ledger.submission':
      return submission(view, query);
    case 'witness.newest':
      return view.witnessing.newest(query.origin);
    case 'epcis.events':
      return epcisEvents(view, query.query);
    case 'epcis.job':
      return captureJob(view, query.id);
    case 'unit.inside':
      return inside(view, query.id);
    case 'unit.notes':
      return notes(view, query);
    case 'unit.signals':
      return signals(view, query);
    case 'overview':
    case 'alerts.closed':
    case 'incident':
    case 'incident.paper':
    case 'decisions':
    case 'decision':
    case 'decision.paper':
    case 'decision.proof':
    case 'decisions.done':
    case 'disposition.effect':
    case 'recall.effect':
    case 'lots':
    case 'recalls':
    case 'recall':
    case 'recall.paper':
    case 'recall.proof':
    case 'parcel.story':
    case 'ledger.search':
      return askOfOfficials(view, query);
    case 'admin.overview':
    case 'admin.presets':
    case 'registry.sites':
    case 'registry.site':
    case 'registry.units':
    case 'registry.unit':
    case 'registry.people':
    case 'registry.person':
      return askOfAdmins(view, query);
    case 'book':
      return book(view, query);
    case 'book.today':
      return today(view, query);
    case 'book.paper':
      return bookPaper(view, query);
    case 'enrolments':
      return accept(enrolments(view, query));
    case 'enrolment':
      return enrolment(view, query);
    case 'enrolment.people':
      return told(view, query);
    case 'device.standing':
      return deviceStanding(view, query);
    case 'device.identify':
      return mayIdentify(view, query);
    case 'device.claimed':
      return claimed(view, query);
    case 'duty':
    case 'ladders':
    case 'rosters':
    case 'roster':
    case 'duty.holes':
    case 'contact':
    case 'push.subscriptions':
      return askOfDuty(view, query);
    case 'stock':
      return stock(view, query);
    case 'stock.products':
      return accept(products(view, query));
    case 'stock.lot':
      return door(view, query);
    case 'stock.proposal':
      return proposal(view, query);
    case 'receipts':
      return receipts(view, query);
    case 'receipt':
      return receipt(view, query.id);
    case 'receipt.paper':
      return receiptPaper(view, query);
    case 'province.describe':
    case 'devices':
    case 'devices.counts':
    case 'device':
    case 'device.rejected':
    case 'heard':
    case 'products':
    case 'product':
    case 'catalogue':
      return askOfRegistry(view, query);
    case 'report.preview':
    case 'reports':
    case 'report':
    case 'report.named':
    case 'reports.kept':
    case 'differences':
    case 'plans':
    case 'sessions':
    case 'announced':
      return askOfReports(view, query);
    case 'notices':
      return notices(view, query);
    case 'channels':
      return accept(channels(view));
    case 'evidence.preview':
      return previewFile(view, query);
    case 'evidence.devices':
      return accept(fileDevices(view, query));
    case 'live.snapshot':
      return accept(snapshot(view));
    case 'stats':
      return accept(view.counts());
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}
