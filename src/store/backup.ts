/**
 * Copies the store to one file while the service runs, and brings it back. A copy gets its name only when it is complete,
 * checked and on disk; a store gives way to one only when that still passes, and is kept aside.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Damage, type Inspected, inspect } from './inspect.ts';
import { isSealed, seal } from './seal.ts';
import { DATABASE_FILE, holdLock, RESTORING_FILE, StoreError } from './sqlite.ts';

const PARTIAL = '.partial';

/**
 * Writes the store of `directory`, as it stands when this begins, to `file`. Reads through a connection of its own in one
 * transaction, so a service goes on committing meanwhile. Throws StoreError: STORE_MISSING, BACKUP_EXISTS,
 * BACKUP_IS_THE_STORE, BACKUP_DAMAGED (what was copied is not whole, hence neither is the store).
 */
export function backup(directory: string, file: string, { force }: { readonly force: boolean }): Inspected {
  const source = join(directory, DATABASE_FILE);
  const target = resolve(file);
  if (!existsSync(source)) throw new StoreError('STORE_MISSING', `Back up ${directory}: no store is there`);
  if (isSameFile(source, target))
    throw new StoreError('BACKUP_IS_THE_STORE', `Back up to ${file}: that is the store itself`);
  if (!force && existsSync(target)) throw exists(file);
  removeAbandoned(target);
  const partial = `${target}.${process.pid}${PARTIAL}`;
  try {
    // For nobody else's eyes; SQLite takes an empty file for one that is not there.
    closeSync(openSync(partial, 'wx', 0o600));
    copyOut(source, partial);
    const found = checked(partial, file);
    seal(partial);
    syncFile(partial);
    if (force) renameSync(partial, target);
    else claim(partial, target, file);
    syncFile(dirname(target));
    return { ...found, bytes: statSync(target).size };
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Unlike a rename, a link does not replace a file that came to be in the meantime. */
function claim(partial: string, target: string, file: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    // Some file systems have no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(partial, target);
  }
}

/**
 * VACUUM INTO reads one snapshot however much is committed meanwhile; the page-wise backup would begin anew at every
 * commit of another process. What it writes is synced by the caller.
 */
function copyOut(source: string, partial: string): void {
  const db = new Database(source, { fileMustExist: true });
  try {
    db.pragma('busy_timeout = 5000');
    db.prepare('VACUUM INTO ?').run(partial);
  } finally {
    db.close();
  }
}

function checked(copy: string, file: string): Inspected {
  try {
    return inspect(copy);
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    throw new StoreError('BACKUP_DAMAGED', `Cannot use ${file}: ${error.message}`);
  }
}

/** A backup that was killed leaves its partial file; the process in its name is gone. */
function removeAbandoned(target: string): void {
  const [folder, name] = [dirname(target), basename(target)];
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith(PARTIAL)) continue;
    const pid = Number(entry.slice(name.length + 1, -PARTIAL.length));
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(folder, entry), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export type Restored = Inspected & {
  /** The folder with the files of the store that gave way; null when there was none. */
  readonly aside: string | null;
};

/**
 * Puts the backup `file` in the place of the store of `directory`. Throws StoreError: BACKUP_DAMAGED, STORE_IN_USE.
 * @param now names the folder of what gave way
 */
export function restore(directory: string, file: string, now: Date): Restored {
  if (isSameFile(join(directory, DATABASE_FILE), resolve(file)))
    throw new StoreError('BACKUP_IS_THE_STORE', `Restore ${file}: that is the store itself`);
  checkedBackup(file, file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = holdLock(directory);
  try {
    const copying = join(directory, `${DATABASE_FILE}.copying`);
    const restoring = join(directory, RESTORING_FILE);
    copyFileSync(file, copying);
    const found = checkedBackup(copying, file);
    syncFile(copying);
    // From here to the last rename the directory has no store that may be opened, and openSqlite sees so.
    renameSync(copying, restoring);
    syncFile(directory);
    const aside = putAside(directory, now);
    renameSync(restoring, join(directory, DATABASE_FILE));
    syncFile(directory);
    return { ...found, aside };
  } finally {
    lock.close();
  }
}

function checkedBackup(copy: string, file: string): Inspected {
  if (!isSealed(copy))
    throw new StoreError(
      'BACKUP_DAMAGED',
      `Cannot use ${file}: its seal does not match; it is damaged, incomplete, or was not made by giulanh backup`,
    );
  return checked(copy, file);
}

/** The write-ahead log goes with its database: beside another one it would be taken for that one's. */
function putAside(directory: string, now: Date): string | null {
  const files = [DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`].filter((name) =>
    existsSync(join(directory, name)),
  );
  if (files.length === 0) return null;
  const aside = join(directory, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const name of files) renameSync(join(directory, name), join(aside, name));
  syncFile(aside);
  return aside;
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function isSameFile(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return false;
  const [one, other] = [statSync(a), statSync(b)];
  return one.dev === other.dev && one.ino === other.ino;
}

const exists = (file: string): StoreError =>
  new StoreError('BACKUP_EXISTS', `Back up to ${file}: a file of that name is there`);
