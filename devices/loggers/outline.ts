/**
 * The shape of a Berlinger text report: lines of `key: value, key: value`, deeper lines belong to the line above
 * that is less indented. Rows of a table start with a tab and keep their cells.
 */
export type Node = {
  readonly line: number;
  /** The first key of the line, '' for the root. */
  readonly key: string;
  readonly values: ReadonlyMap<string, string>;
  readonly children: Node[];
  readonly rows: { readonly line: number; readonly cells: readonly string[] }[];
};

const node = (line: number, key: string, values: ReadonlyMap<string, string>): Node => ({
  line,
  key,
  values,
  children: [],
  rows: [],
});

export function readOutline(lines: readonly string[]): Node {
  const root = node(0, '', new Map());
  const open: { indent: number; node: Node }[] = [{ indent: -1, node: root }];
  lines.forEach((text, index) => {
    if (text.trim() === '') return;
    const parent = (): Node => open.at(-1)?.node ?? root;
    if (text.startsWith('\t')) {
      parent().rows.push({ line: index + 1, cells: text.slice(1).split('\t') });
      return;
    }
    const indent = text.length - text.trimStart().length;
    while (indent <= (open.at(-1)?.indent ?? -1)) open.pop();
    const values = readPairs(text.trim());
    const child = node(index + 1, [...values.keys()][0] ?? '', values);
    parent().children.push(child);
    open.push({ indent, node: child });
  });
  return root;
}

/** `Min T: +4.0, TS Min T: 06:00` is two pairs; a comma that no `key:` follows belongs to the value. */
function readPairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of text.split(/,\s*(?=[A-Za-z][^,:]*:)/)) {
    const colon = part.indexOf(':');
    if (colon < 0) pairs.set(part.trim(), '');
    else pairs.set(part.slice(0, colon).trim(), part.slice(colon + 1).trim());
  }
  return pairs;
}

export function child(of: Node | undefined, key: string): Node | undefined {
  return of?.children.find((one) => one.key === key);
}

/** The value of `key` on the lines directly below; null when absent, empty or dashes. */
export function value(of: Node | undefined, key: string): string | null {
  for (const one of of?.children ?? []) {
    const text = one.values.get(key);
    if (text !== undefined) return /^[-.]*$/.test(text) ? null : text;
  }
  return null;
}

/** The line on which `key` stands, or the node's own. */
export function lineOf(of: Node, key: string): number {
  return of.children.find((one) => one.values.has(key))?.line ?? of.line;
}
