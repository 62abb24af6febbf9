/** What administrators ask of the registry, and what they do to people's access beyond a province description. */

import type { Role, UnitKind } from '../fleet/types.ts';
import type { Wrong } from './admin-views.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

/** Lists are ordered by name. `text`: every word of it is in the name or the id, without regard to diacritics. */
export type AdminQuery =
  /** How much there is of everything, and what is missing. */
  | { type: 'admin.overview' }
  /** What a unit of each kind is watched by when nothing else is said. */
  | { type: 'admin.presets' }
  /** With `text` or `missing` all that fit, wherever they are; else those directly below `parent`, or the topmost. */
  | ({
      type: 'registry.sites';
      parent?: string | undefined;
      text?: string | undefined;
      missing?: Wrong | undefined;
    } & Page)
  | { type: 'registry.site'; id: string }
  /** `site`: there and below. `retired`: only those, by default only the others. */
  | ({
      type: 'registry.units';
      text?: string | undefined;
      site?: string | undefined;
      kind?: UnitKind | undefined;
      missing?: Wrong | undefined;
      retired?: boolean | undefined;
    } & Page)
  | { type: 'registry.unit'; id: string }
  | ({
      type: 'registry.people';
      text?: string | undefined;
      site?: string | undefined;
      role?: Role | undefined;
      missing?: Wrong | undefined;
      retired?: boolean | undefined;
    } & Page)
  | { type: 'registry.person'; username: string };

export type AdminCommand =
  /** Makes a new password for somebody, answers it once, and signs them out everywhere. */
  | { type: 'person.password'; username: string }
  /** Signs somebody out everywhere. */
  | { type: 'person.sessions.end'; username: string }
  /** The asker's own, whose old one was checked. All their sessions end but that of the token hash `keep`. */
  | { type: 'password.change'; password: string; keep: string | null };
