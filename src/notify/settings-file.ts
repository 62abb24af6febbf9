/** Reads the file of the channels. Every mistake is named with file, line and field, and no secret is repeated. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { type NotifySettings, settingsSchema } from './settings.ts';
import type { SecretPlace } from './settings-parts.ts';

type At = readonly PropertyKey[];

/**
 * YAML, of which JSON is a part. A secret's file is named from the folder of this one; the white space around its content is no part
 * of it. Throws an Error for people.
 */
export function readSettings(file: string, env: NodeJS.ProcessEnv): NotifySettings {
  const lines = new LineCounter();
  const document = parseDocument(read(file), { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken !== undefined)
    throw wrong(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  const place = (at: At): string => {
    const offset = offsetOf(document.contents, at);
    return offset === null ? file : `${file}:${lines.linePos(offset).line}`;
  };
  const checked = settingsSchema.safeParse(document.toJS() ?? {});
  if (!checked.success) throw wrong(checked.error.issues.map((issue) => saying(issue, place)).join('; '));
  return resolved(checked.data, [], (at, where) =>
    secretAt(where, file, env, `${place(at)}: ${nameOf(at)}`),
  ) as NotifySettings;
}

/** Where a field's name stands; of one that is not there, where what it belongs in does. */
function offsetOf(contents: unknown, at: At): number | null {
  let offset: number | null = null;
  let here = contents;
  for (const name of at) {
    const pair = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
      : null;
    const next: unknown = isSeq(here) ? here.items[Number(name)] : pair?.value;
    const range = isNode(pair?.key) ? pair.key.range : isNode(next) ? next.range : null;
    if (range == null) break;
    offset = range[0];
    here = next;
  }
  return offset;
}

function saying(issue: z.core.$ZodIssue, place: (at: At) => string): string {
  const field = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const message = issue.code === 'invalid_union' ? 'a secret is {file: …} or {env: …}' : issue.message;
  return `${place(field)}: ${nameOf(field)}: ${message}`;
}

function resolved(value: unknown, at: At, secretOf: (at: At, where: SecretPlace) => string): unknown {
  if (Array.isArray(value)) return value.map((one, i) => resolved(one, [...at, i], secretOf));
  if (typeof value !== 'object' || value === null) return value;
  if (at.at(-1) !== 'headers' && isPlace(value)) return secretOf(at, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolved(one, [...at, key], secretOf)]),
  );
}

/** Nothing else in the settings has these fields alone. */
const isPlace = (value: object): value is SecretPlace => {
  const [only, ...more] = Object.keys(value);
  return (
    more.length === 0 && (only === 'file' || only === 'env') && typeof Object.values(value)[0] === 'string'
  );
};

function secretAt(where: SecretPlace, file: string, env: NodeJS.ProcessEnv, name: string): string {
  const text = 'env' in where ? env[where.env] : read(resolve(dirname(file), where.file), name).trim();
  const from = 'env' in where ? `the environment variable ${where.env}` : where.file;
  if (text === undefined || text === '')
    throw wrong(`${name}: ${from} is ${text === undefined ? 'not set' : 'empty'}`);
  if (/[\r\n\0]/.test(text)) throw wrong(`${name}: ${from} holds more than one line`);
  return text;
}

function read(path: string, name?: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw wrong(`${name === undefined ? '' : `${name}: `}${path} cannot be read (${why})`);
  }
}

const nameOf = (at: At): string => at.map(String).join('.') || 'the whole';
const wrong = (what: string): Error => new Error(`Cannot use these channels (GIULANH_NOTIFY): ${what}`);
