/** The questions of administrators and auditors about the registry: each to whom it answers. */
import { accept } from '../../lots/refusal.ts';
import type { AdminQuery } from '../admin-protocol.ts';
import { adminOverview } from './admin-overview.ts';
import { presets } from './admin-presets.ts';
import type { Asked } from './turns.ts';
import type { View } from './view.ts';

export function askOfAdmins(view: View, query: AdminQuery): Asked {
  switch (query.type) {
    case 'admin.overview':
      return adminOverview(view);
    case 'admin.presets':
      return accept(presets());
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}
