/**
 * The tags of a series as the line protocol writes them, made once for all of its points. Only for tags that many points
 * share and nobody can change any more, and whose values are identifiers: they hold nothing that would need an escape.
 */
import type { Point } from './types.ts';

const IDENTIFIER = /^[A-Za-z0-9_-]+$/;
const written = new WeakMap<Point['tags'], string | null>();

/** `device=logger-1,probe=1,…` by name, the order that costs the server least; null for tags that must be escaped one by one. */
export function sharedTags(tags: Point['tags']): string | null {
  if (!Object.isFrozen(tags)) return null;
  const known = written.get(tags);
  if (known !== undefined) return known;
  const names = Object.keys(tags).sort();
  const plain = names.length > 0 && names.every((name) => IDENTIFIER.test(tags[name] ?? ''));
  const text = plain ? names.map((name) => `${name}=${tags[name]}`).join(',') : null;
  written.set(tags, text);
  return text;
}
