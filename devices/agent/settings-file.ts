/** Reads the agent's file. Every mistake is named with file, line and field, and no secret is repeated. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type AgentSettings, settingsSchema } from './settings.ts';

/** Throws an Error for people. Paths in it are taken from the file's own folder. */
export function readAgentSettings(file: string): AgentSettings {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new Error(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  const checked = settingsSchema.safeParse(document.toJS());
  if (!checked.success) {
    const said = checked.error.issues.map((issue) => {
      const { message } = issue;
      const path =
        issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      const line = lines.linePos(offsetOf(document.contents, path)).line;
      return `${file}:${line}: ${path.map(String).join('.') || 'the whole'}: ${message}`;
    });
    throw new Error(said.join('\n'));
  }
  return { ...checked.data, data: resolve(dirname(file), checked.data.data) };
}

/** Where what is named stands; of what is missing, where it would belong. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let here = contents;
  let offset = 0;
  for (const name of path) {
    const pair = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
      : null;
    const next: unknown = isSeq(here) ? here.items[Number(name)] : pair?.value;
    const place = (pair?.key ?? next) as { range?: readonly number[] | null } | null | undefined;
    if (place?.range == null) break;
    offset = place.range[0] ?? offset;
    here = next;
  }
  return offset;
}

type SecretPlace = { readonly file: string } | { readonly env: string };

/** The secret that is kept in a file (named from the folder of the settings) or an environment variable. */
export function secretOf(place: SecretPlace, folder: string, env: NodeJS.ProcessEnv): string {
  const text = 'env' in place ? env[place.env] : textOf(resolve(folder, place.file)).trim();
  const where = 'env' in place ? `the environment variable ${place.env}` : place.file;
  if (text === undefined || text === '') throw new Error(`No secret is in ${where}`);
  return text;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
