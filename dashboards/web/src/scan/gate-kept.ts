/** What a table keeps in the browser (IndexedDB): the signed list of each site it was used at, and scans that wait to be sent. */
import type { ScanSaid, SignedLotsView } from '../../../../src/keeper/gate-views.ts';

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

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('giulanh-gate', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('lists', { keyPath: 'site' });
      request.result.createObjectStore('scans', { keyPath: 'id' });
    };
    request.onsuccess = () => {
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

/** Resolves once it is on disk. */
export async function keep<S extends keyof Stores>(name: S, value: Stores[S]): Promise<void> {
  await change(name, (store) => store.put(value));
}

export async function drop<S extends keyof Stores>(name: S, keys: readonly string[]): Promise<void> {
  await change(name, (store) => {
    for (const key of keys) store.delete(key);
  });
}

export async function kept<S extends keyof Stores>(name: S): Promise<Stores[S][]> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const request = db.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result as Stores[S][]);
    request.onerror = () => reject(request.error);
  });
}

async function change(name: keyof Stores, work: (store: IDBObjectStore) => void): Promise<void> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(name));
  });
}
