/** What a table keeps in the browser (IndexedDB): the signed list of each site it was used at, and scans that wait to be sent. */
import type { ScanSaid, SignedLotsView } from '../../../../src/keeper/gate-views.ts';
import { changeOn, diskOf, readFrom } from '../disk.ts';

/** `fetchedAt` and `seenAt` by this machine's clock: when the list came, and the latest moment at which it was looked at. */
export type KeptList = {
  readonly site: string;
  readonly signed: SignedLotsView;
  readonly fetchedAt: number;
  readonly seenAt: number;
};
/** `refusedTo`: whose delivery of it the service refused; somebody else's may be taken. */
export type KeptScan = { readonly id: string; readonly said: ScanSaid; readonly refusedTo: string | null };

type Stores = { lists: KeptList; scans: KeptScan };

const table = diskOf('giulanh-gate', (db) => {
  db.createObjectStore('lists', { keyPath: 'site' });
  db.createObjectStore('scans', { keyPath: 'id' });
});

/** Resolves once it is on disk. */
export const keep = <S extends keyof Stores>(name: S, value: Stores[S]): Promise<void> =>
  changeOn(table, [name], (store) => {
    store(name).put(value);
  });

export const drop = (name: keyof Stores, keys: readonly string[]): Promise<void> =>
  changeOn(table, [name], (store) => {
    for (const key of keys) store(name).delete(key);
  });

export const kept = <S extends keyof Stores>(name: S): Promise<Stores[S][]> =>
  readFrom(table, name, (store) => store.getAll());
