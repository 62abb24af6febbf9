/** The registry as administrators work on it. */
import { adminOverviewSchema, presetsSchema } from './admin-schemas.ts';
import type { Desk } from './desk.ts';
import { type Api, operation } from './operation.ts';

const tag = 'admin';

export function adminRoutes(api: Api, desk: Desk): void {
  api.get(
    '/registry',
    {
      schema: operation(
        { tag, summary: 'How much the registry holds, and what is missing in it' },
        adminOverviewSchema,
        {},
      ),
    },
    (request) => desk.ask(request, { type: 'admin.overview' }),
  );
  api.get(
    '/registry/presets',
    {
      schema: operation({ tag, summary: 'The limits that each kind of unit comes with' }, presetsSchema, {}),
    },
    (request) => desk.ask(request, { type: 'admin.presets' }),
  );
}
