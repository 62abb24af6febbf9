/** The questions of administrators and auditors about the registry: each to whom it answers. */
import { accept } from '../../lots/refusal.ts';
import type { AdminQuery } from '../admin-protocol.ts';
import { adminOverview } from './admin-overview.ts';
import { presets } from './admin-presets.ts';
import { registryPeople, registryPerson } from './registry-people.ts';
import { registrySite, registrySites } from './registry-sites.ts';
import { registryUnit, registryUnits } from './registry-units.ts';
import type { Asked } from './turns.ts';
import type { View } from './view.ts';

export function askOfAdmins(view: View, query: AdminQuery): Asked {
  switch (query.type) {
    case 'admin.overview':
      return adminOverview(view);
    case 'admin.presets':
      return accept(presets());
    case 'registry.sites':
      return registrySites(view, query);
    case 'registry.site':
      return registrySite(view, query.id);
    case 'registry.units':
      return registryUnits(view, query);
    case 'registry.unit':
      return registryUnit(view, query.id);
    case 'registry.people':
      return registryPeople(view, query);
    case 'registry.person':
      return registryPerson(view, query.username);
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}
