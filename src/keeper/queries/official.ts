/** The questions of officials and auditors: each to whom it answers. */
import type { OfficialQuery } from '../official-protocol.ts';
import { ledgerSearch } from './audit.ts';
import { decision, decisionsDone } from './decided.ts';
import { decisionPaper } from './decision-paper.ts';
import { decisions } from './decisions.ts';
import { dispositionEffect, recallEffect } from './effect.ts';
import { incident } from './incident.ts';
import { incidentPaper } from './incident-paper.ts';
import { lots, recalls } from './lots.ts';
import { decisionProof, recallProof } from './official-proofs.ts';
import { alertsClosed, overview } from './overview.ts';
import { recall, recallPaper } from './recall.ts';
import { parcelStory } from './story.ts';
import type { Asked } from './turns.ts';
import type { View } from './view.ts';

export function askOfOfficials(view: View, query: OfficialQuery): Asked {
  switch (query.type) {
    case 'overview':
      return overview(view);
    case 'alerts.closed':
      return alertsClosed(view, query);
    case 'incident':
      return incident(view, query);
    case 'incident.paper':
      return incidentPaper(view, query);
    case 'decisions':
      return decisions(view, query);
    case 'decision':
      return decision(view, query);
    case 'decision.paper':
      return decisionPaper(view, query);
    case 'decision.proof':
      return decisionProof(view, query);
    case 'decisions.done':
      return decisionsDone(view, query);
    case 'disposition.effect':
      return dispositionEffect(view, query);
    case 'recall.effect':
      return recallEffect(view, query);
    case 'lots':
      return lots(view, query);
    case 'recalls':
      return recalls(view, query);
    case 'recall':
      return recall(view, query);
    case 'recall.paper':
      return recallPaper(view, query);
    case 'parcel.story':
      return parcelStory(view, query);
    case 'recall.proof':
      return recallProof(view, query);
    case 'ledger.search':
      return ledgerSearch(view, query);
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}
