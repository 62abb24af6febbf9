/** Writes the dashboards of both flavours beside this folder: `npm run build:grafana`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dashboards } from './all.ts';
import { dashboardJson } from './json.ts';
import { FLAVOURS } from './shapes.ts';

for (const flavour of FLAVOURS) {
  for (const dashboard of dashboards) {
    const path = fileURLToPath(new URL(`../${flavour}/dashboards/${dashboard.slug}.json`, import.meta.url));
    writeFileSync(path, `${JSON.stringify(dashboardJson(dashboard, flavour), null, 2)}\n`);
  }
}
