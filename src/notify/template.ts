/** Fills `{name}` in a gateway's template, escaped for where it stands, and finds what an answer says at a path. */

export type Escape = 'json' | 'form' | 'xml' | 'text';
export type Words = Readonly<Record<string, string>>;

/** How a body is escaped, by its Content-Type. */
export function escapeOf(contentType: string): Escape {
  const type = contentType.toLowerCase();
  if (/[/+]json\b/.test(type)) return 'json';
  if (type.startsWith('application/x-www-form-urlencoded')) return 'form';
  return /[/+]xml\b/.test(type) ? 'xml' : 'text';
}

/** `{{` is a brace of the template's own where a name would follow. What has no name among `words` stays as it is. */
export const fill = (template: string, words: Words, how: Escape): string =>
  template.replaceAll(/\{\{|\{([A-Za-z][A-Za-z0-9]*)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return '{';
    return Object.hasOwn(words, name) ? ESCAPES[how](words[name] ?? '') : whole;
  });

/** What a template asks for and nobody gives: a mistake in it. */
export const unknownIn = (template: string, known: readonly string[]): string[] =>
  [...template.matchAll(/\{\{|\{([A-Za-z][A-Za-z0-9]*)\}/g)].flatMap(([, name]) =>
    name === undefined || known.includes(name) ? [] : [name],
  );

const ESCAPES: Readonly<Record<Escape, (text: string) => string>> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  form: (text) => encodeURIComponent(text),
  xml: (text) => withoutControls(text).replaceAll(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`),
  text: (text) => text,
};

/** XML 1.0 has no place for them, however they are written. */
const withoutControls = (text: string): string =>
  [...text].filter((c) => c >= ' ' || c === '\n' || c === '\t' || c === '\r').join('');

/** A header's value is one line of visible ASCII. */
export const fillHeader = (template: string, words: Words): string =>
  fill(template, words, 'text').replaceAll(/[^\x20-\x7e]/g, '');

/** What stands at `data.messages.0.id`; undefined when nothing does. */
export function at(value: unknown, path: string): unknown {
  let here = value;
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}

/** Compared as they are written: `0` and `"0"` are the same. */
export const isOne = (value: unknown, of: readonly (string | number | boolean)[]): boolean =>
  (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') &&
  of.some((one) => String(one) === String(value));

/** JSON as what it says, `a=b&c=d` as its pairs, anything else as nothing. */
export function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /^[\w.-]+=[^<>\s]*$/.test(text.trim())
      ? Object.fromEntries(new URLSearchParams(text.trim()))
      : null;
  }
}
