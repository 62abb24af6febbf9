/** What this phone keeps, in IndexedDB: trips, drafts, the outbox and a few facts about itself. One small promise each. */
import { changeOn, diskOf, readFrom } from '../disk.ts';

export type StoreName = 'facts' | 'trips' | 'drafts' | 'outbox';

const phone = diskOf('giulanh-trip', (db) => {
  db.createObjectStore('facts');
  db.createObjectStore('trips', { keyPath: 'id' });
  db.createObjectStore('drafts', { keyPath: 'key' });
  // The order of the outbox is the order of writing; an event's id is in it once.
  db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('id', 'id', {
    unique: true,
  });
});

/** All of it is kept or nothing. */
export const write = (
  names: readonly StoreName[],
  work: (store: (name: StoreName) => IDBObjectStore) => void,
): Promise<void> => changeOn(phone, names, work);

export const put = (name: StoreName, value: unknown, key?: string): Promise<void> =>
  write([name], (store) => {
    store(name).put(value, key);
  });

export const get = <T>(name: StoreName, key: string): Promise<T | undefined> =>
  readFrom(phone, name, (store) => store.get(key));

export const all = <T>(name: StoreName): Promise<T[]> => readFrom(phone, name, (store) => store.getAll());
