/** Where the third-party device exports lie, and the facts that were found in them independently. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readLoggerFile } from '../../devices/loggers/read.ts';
import type { LoggerFile, ReadOptions } from '../../devices/loggers/types.ts';

const root = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
export const hasShared = existsSync(`${root}expected.json`);
if (!hasShared) console.warn('Skipped: the tests on real logger exports, for ../shared/data is not here');

export type Facts = Readonly<Record<string, unknown>>;

export function expectedFacts(): Readonly<Record<string, Facts>> {
  return hasShared ? JSON.parse(readFileSync(`${root}expected.json`, 'utf8')) : {};
}

export function sharedBytes(name: string): Uint8Array {
  return readFileSync(root + name);
}

/** Every file below a folder of the shared data, by its name from their root, in order. */
export function sharedFiles(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length))
    .sort();
}

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
}

/** Reads as Vietnam's clock would, and fails the test with the refusal's own sentence. */
export function readOk(bytes: Uint8Array, options: Partial<ReadOptions> = {}): LoggerFile {
  const read = readLoggerFile(bytes, { zone: 'Asia/Ho_Chi_Minh', ...options });
  if (!read.ok) throw new Error(`${read.refusal.code}: ${read.refusal.message}`);
  return read.file;
}

export function refusalCode(bytes: Uint8Array, options: Partial<ReadOptions> = {}): string {
  const read = readLoggerFile(bytes, { zone: 'Asia/Ho_Chi_Minh', ...options });
  return read.ok ? 'accepted' : read.refusal.code;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
