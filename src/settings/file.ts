/** Reads a settings file. Every mistake is named with file, line and field, and no secret is repeated. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Resolved, SecretPlace } from './secret.ts';

type At = readonly PropertyKey[];

export type Reading = {
  readonly env: NodeJS.ProcessEnv;
  /** What cannot be used when something is wrong: "these channels (GIULANH_NOTIFY)". */
  readonly what: string;
  /** Fields whose own fields are free names: what looks like a secret there is none. */
  readonly free?: readonly string[];
};

/**
 * YAML, of which JSON is a part. A secret's file is named from the folder of this one; the white space around its content is no part
 * of it. Throws an Error for people.
 */
export function readSettingsFile<S extends z.ZodType>(
  file: string,
  schema: S,
  { env, what, free = [] }: Reading,
): Resolved<z.output<S>> {
  const wrong = (why: string): Error => new Error(`Cannot use ${what}: ${why}`);
  const lines = new LineCounter();
  const document = parseDocument(read(file, wrong), { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken !== undefined)
    throw wrong(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  const place = (at: At): string => {
    const offset = offsetOf(document.contents, at);
    return offset === null ? file : `${file}:${lines.linePos(offset).line}`;
  };
  const checked = schema.safeParse(document.toJS() ?? {});
  if (!checked.success) throw wrong(checked.error.issues.map((issue) => saying(issue, place)).join('; '));
  return resolved(checked.data, [], free, (at, where) => {
    const name = `${place(at)}: ${nameOf(at)}`;
    const failed = (why: string): Error => wrong(`${name}: ${why}`);
    return 'env' in where
      ? oneLine(env[where.env], `the environment variable ${where.env}`, failed)
      : oneLine(read(resolve(dirname(file), where.file), failed).trim(), where.file, failed);
  }) as Resolved<z.output<S>>;
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
  return `${place(field)}: ${nameOf(field)}: ${issue.message}`;
}

function resolved(
  value: unknown,
  at: At,
  free: readonly string[],
  secretOf: (at: At, where: SecretPlace) => string,
): unknown {
  if (Array.isArray(value)) return value.map((one, i) => resolved(one, [...at, i], free, secretOf));
  if (typeof value !== 'object' || value === null) return value;
  if (!free.includes(String(at.at(-1))) && isPlace(value)) return secretOf(at, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolved(one, [...at, key], free, secretOf)]),
  );
}

/** Nothing else in the settings has these fields alone. */
const isPlace = (value: object): value is SecretPlace => {
  const [only, ...more] = Object.keys(value);
  return (
    more.length === 0 && (only === 'file' || only === 'env') && typeof Object.values(value)[0] === 'string'
  );
};

type Failed = (why: string) => Error;

function oneLine(text: string | undefined, from: string, failed: Failed): string {
  if (text === undefined || text === '')
    throw failed(`${from} is ${text === undefined ? 'not set' : 'empty'}`);
  if (/[\r\n\0]/.test(text)) throw failed(`${from} holds more than one line`);
  return text;
}

function read(path: string, failed: Failed): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw failed(`${path} cannot be read (${why})`);
  }
}

const nameOf = (at: At): string => at.map(String).join('.') || 'the whole';
