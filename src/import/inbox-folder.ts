/**
 * The folder into which files are laid, as a shelf: what lies there long enough to be whole, and where it goes when it was taken in
 * or refused. Only plain files of the folder itself and of the folders named after devices; nothing is ever deleted.
 */
import { lstat, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ID_PATTERN } from '../fleet/types.ts';
import type { UtcMs } from '../thermal/types.ts';

export const DONE = 'done';
export const FAILED = 'failed';
/** Files that somebody is still writing, by their usual names. */
const UNFINISHED = /^[.~]|\.(?:tmp|part|partial|crdownload|swp|lock)$/i;
/** More than these are looked at in the next round. */
const LISTED_MOST = 200;
const NAMES_TRIED = 100;

export type Laid = {
  readonly path: string;
  readonly name: string;
  /** The device whose folder it lies in; null: it lies in none. */
  readonly device: string | null;
  readonly size: number;
  /** Differs when the file was written to again. */
  readonly mark: string;
};

export class InboxFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes what is missing of it. Rejects where it cannot be written to. */
  async prepare(): Promise<void> {
    for (const part of [DONE, FAILED]) await mkdir(join(this.#folder, part), { recursive: true });
  }

  /** What lies there, the oldest name first. */
  async list(): Promise<Laid[]> {
    const found: Laid[] = [];
    for (const entry of await sorted(this.#folder)) {
      if (found.length >= LISTED_MOST) break;
      if (entry.isFile()) found.push(...(await laid(this.#folder, entry.name, null)));
      if (!entry.isDirectory() || entry.name === DONE || entry.name === FAILED) continue;
      if (!ID_PATTERN.test(entry.name)) continue;
      const folder = join(this.#folder, entry.name);
      for (const inside of await sorted(folder))
        if (inside.isFile()) found.push(...(await laid(folder, inside.name, entry.name)));
    }
    return found.slice(0, LISTED_MOST);
  }

  read({ path }: Laid): Promise<Buffer> {
    return readFile(path);
  }

  /** Into `done/<year>-<month>`, under a name of its own. */
  async done(file: Laid, now: UtcMs): Promise<string> {
    const to = join(this.#folder, DONE, new Date(now).toISOString().slice(0, 7));
    return moved(file, to);
  }

  /** Into `failed`, with the reason in a text beside it. */
  async failed(file: Laid, reason: string): Promise<string> {
    const path = await moved(file, join(this.#folder, FAILED));
    await writeFile(`${path}.ly-do.txt`, reason);
    return path;
  }
}

async function sorted(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !UNFINISHED.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Nothing for what went in between, and for a link to somewhere else. */
async function laid(folder: string, name: string, device: string | null): Promise<Laid[]> {
  const path = join(folder, name);
  try {
    const { size, mtimeMs, isFile } = await lstat(path).then((is) => ({ ...is, isFile: is.isFile() }));
    return isFile ? [{ path, name, device, size, mark: `${size}/${mtimeMs}` }] : [];
  } catch {
    return [];
  }
}

/** A file of that name may lie there from an earlier time: it is never replaced. */
async function moved(file: Laid, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = file.device === null ? file.name : `${file.device} ${file.name}`;
  for (let i = 0; i < NAMES_TRIED; i++) {
    const path = join(folder, i === 0 ? name : `${i + 1} ${name}`);
    if (await exists(path)) continue;
    await rename(file.path, path);
    return path;
  }
  throw new Error(`${NAMES_TRIED} files called ${name} lie in ${folder}`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
