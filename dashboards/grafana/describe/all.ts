/** The dashboards there are. */
import { custody } from './custody.ts';
import { fleet } from './fleet.ts';
import { ingest } from './ingest.ts';
import { province } from './province.ts';
import type { Dashboard } from './shapes.ts';
import { unit } from './unit.ts';

export const dashboards: readonly Dashboard[] = [province, unit, fleet, ingest, custody];
