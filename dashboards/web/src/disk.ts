/** A database of this browser (IndexedDB): opened when it is first needed, and anew when the browser has closed it meanwhile. */

type Disk = () => Promise<IDBDatabase>;

/** `make` gives a new one its stores. */
export function diskOf(name: string, make: (db: IDBDatabase) => void): Disk {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opened = null;
  };
  return () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => make(request.result);
      request.onsuccess = () => {
        const db = request.result;
        // Another tab with a newer page may change the shape; this one must not stand in its way.
        db.onversionchange = () => {
          db.close();
          forget();
        };
        // A browser that needs room, or whose person cleans up, closes it by itself.
        db.onclose = forget;
        resolve(db);
      };
      request.onerror = () => {
        forget();
        reject(request.error);
      };
    });
    return opened;
  };
}

/**
 * Does `work` in one transaction and resolves once it is on disk (`strict`): all of it is kept or nothing. Rejects with
 * the reason why it could not be.
 */
export async function changeOn<S extends string>(
  disk: Disk,
  names: readonly S[],
  work: (store: (name: S) => IDBObjectStore) => void,
): Promise<void> {
  const db = await disk();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work((name) => transaction.objectStore(name));
  });
}

/** The caller knows what it wrote there. */
export async function readFrom<T>(
  disk: Disk,
  name: string,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const db = await disk();
  return new Promise((resolve, reject) => {
    const request = ask(db.transaction(name).objectStore(name));
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
