/** A file on its way to the service: looked at, or stored. It is sent as it is, and read there. */
import type { LookedAtView } from '../../../../src/import/looked.ts';
import type { ReadingWay } from '../../../../src/import/way.ts';
import type { StoredFileView } from '../../../../src/keeper/file-views.ts';
import { type Answer, call } from '../api/http.ts';

/** As the service bounds it. */
export const BYTES_MOST = 32 * 1024 * 1024;
/** Some megabytes over a country line. */
const TIMEOUT_MS = 120_000;

/** What the person said of the file; what was not said is left out. */
export type Said = { readonly device?: string | undefined } & {
  readonly [K in keyof ReadingWay]?: ReadingWay[K] | undefined;
};

export const lookAt = (file: File, said: Said): Promise<Answer<LookedAtView>> =>
  bring('/logger-files/look', file, said);
export const store = (file: File, said: Said): Promise<Answer<StoredFileView>> =>
  bring('/logger-files', file, said);

function bring<T>(path: string, file: File, said: Said): Promise<Answer<T>> {
  const query = new URLSearchParams({ name: file.name.slice(-200) });
  for (const [key, value] of Object.entries(said)) if (value) query.set(key, value);
  return call<T>(`${path}?${query}`, { method: 'POST', bytes: file, timeoutMs: TIMEOUT_MS });
}
