/** What this phone keeps, in IndexedDB: trips, drafts, the outbox and a few facts about itself. One small promise each. */
const NAME = 'giulanh-trip';
export type StoreName = 'facts' | 'trips' | 'drafts' | 'outbox';

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('facts');
      db.createObjectStore('trips', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'key' });
      // The order of the outbox is the order of writing; an event's id is in it once.
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('id', 'id', {
        unique: true,
      });
    };
    request.onsuccess = () => {
      // Another tab with a newer page may change the shape; this one must not stand in its way.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

/**
 * Does `work` in one transaction and resolves once it is on disk (`strict`): all of it is kept or nothing. Rejects with
 * the reason why it could not be.
 */
export async function write(
  names: StoreName[],
  work: (store: (name: StoreName) => IDBObjectStore) => void,
): Promise<void> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work((name) => transaction.objectStore(name));
  });
}

export const put = (name: StoreName, value: unknown, key?: string): Promise<void> =>
  write([name], (store) => {
    store(name).put(value, key);
  });

export async function get<T>(name: StoreName, key: string): Promise<T | undefined> {
  const db = await open();
  return answerOf(db.transaction(name).objectStore(name).get(key));
}

export async function all<T>(name: StoreName): Promise<T[]> {
  const db = await open();
  return answerOf(db.transaction(name).objectStore(name).getAll());
}

function answerOf<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
