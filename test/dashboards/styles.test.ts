/**
 * A page's sheet comes with the page and stays when another is opened. So no sheet may reach a page that is not its own:
 * whoever looked at the gate and then at a decision must see the same decision as somebody who came straight to it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Selector, transform } from 'lightningcss';
import { describe, expect, test } from 'vitest';

const LOOK = join(import.meta.dirname, '../../dashboards/web/src/look');
/** What every page is made of, loaded with the first. */
const SHARED = new Set(['base', 'board', 'shell', 'fonts']);
/** Sheets of one part of the application, which is written as one. */
const PART: Readonly<Record<string, string>> = {
  scan: 'gate',
  'unit-more': 'unit',
  lock: 'trip',
  pack: 'trip',
  'trip-leg': 'trip',
  'trip-sign': 'trip',
};

type Rule = { readonly sheet: string; readonly part: string; readonly classes: readonly string[] };

const rules: readonly Rule[] = readdirSync(LOOK)
  .filter((file) => file.endsWith('.css'))
  .flatMap((file) => {
    const sheet = file.replace('.css', '');
    const part = SHARED.has(sheet) ? 'shared' : (PART[sheet] ?? sheet);
    const found: Rule[] = [];
    transform({
      filename: file,
      code: readFileSync(join(LOOK, file)),
      visitor: { Selector: (selector) => void found.push({ sheet, part, classes: classesIn(selector) }) },
    });
    return found;
  });

/** Also those inside of `:has(.book-table)` and `:not(.gate-ready)`. */
function classesIn(selector: Selector): string[] {
  return selector.flatMap((piece): string[] => {
    if (piece.type === 'class') return [piece.name];
    if (piece.type !== 'pseudo-class') return [];
    return piece.kind === 'has' || piece.kind === 'not' || piece.kind === 'is'
      ? piece.selectors.flatMap(classesIn)
      : [];
  });
}

describe('a sheet reaches no page but its own', () => {
  const partsOf = new Map<string, Set<string>>();
  for (const { part, classes } of rules)
    for (const name of classes) partsOf.set(name, (partsOf.get(name) ?? new Set()).add(part));

  test('every rule of a page names a class that no other part of the application styles', () => {
    const reaching = rules
      .filter(({ part }) => part !== 'shared')
      .filter(({ classes }) => !classes.some((name) => partsOf.get(name)?.size === 1))
      .map(({ sheet, classes }) => `${sheet}: .${classes.join(' .')}`);
    expect(reaching).toEqual([]);
  });

  test('the rules were really read', () => {
    expect(rules.length).toBeGreaterThan(900);
    expect(partsOf.get('verdict-word')).toEqual(new Set(['gate']));
  });
});
