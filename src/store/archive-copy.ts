/** What the store knows of a copy elsewhere. */
import type Database from 'better-sqlite3';
import type { Point } from '../influx/types.ts';
import type { CopyState } from './archive.ts';
import { BEGINNING, type Cursor } from './outbox.ts';

/** To be called inside a transaction: the cursor and what was set aside belong together. */
export function copyReader(db: Database.Database): (target: string) => CopyState {
  const selectMeta = db.prepare("SELECT json_extract(doc, '$.value') FROM meta WHERE id = ?").pluck();
  const selectSetAside = db.prepare('SELECT id, point, reason FROM set_aside WHERE target = ? ORDER BY id');
  const meta = <T>(id: string): T | null => {
    const value = selectMeta.get(id) as string | undefined;
    return value === undefined ? null : (JSON.parse(value) as T);
  };
  return (target) => {
    const verified = meta<{ target: string } & NonNullable<CopyState['verified']>>('influx-verified');
    return {
      cursor: meta<Cursor>(`influx/${target}`) ?? BEGINNING,
      setAside: (selectSetAside.all(target) as { id: number; point: string; reason: string }[]).map(
        (row) => ({ ...row, point: JSON.parse(row.point) as Point }),
      ),
      verified: verified?.target === target ? verified : null,
    };
  };
}
