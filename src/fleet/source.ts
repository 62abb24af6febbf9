/** Turns the text of a description, YAML or JSON, into plain data, and remembers the line of every part. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  Scalar,
} from 'yaml';
import { readJson } from './json-source.ts';
import { type Path, type Problem, problem } from './problems.ts';

/** 16 MiB: some fifty thousand devices. */
export const DESCRIPTION_LENGTH_MAX = 16 * 1024 * 1024;
/** A description is five deep; more is a mistake, or an attempt on the stack. */
const DEPTH_MAX = 16;
/** Parts reached through YAML aliases, together: a few letters must not grow into gigabytes. */
const ALIASED_MAX = 100_000;

/** Values of these keys are text however they are written: `lot: 12E34567` is no number, `gtin: 0893…` keeps its zero. */
const TEXT_KEYS = new Set(
  (
    'zone id name level parent kind site unit side mode profile secret username password gtin lot label ' +
    'phone catalogue source labelVersion vi en expiry since retired effective ' +
    'probe on due by certificate correction'
  ).split(' '),
);

export type Source =
  | { readonly ok: true; readonly data: unknown; readonly lineOf: (path: Path) => number }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function readSource(text: string): Source {
  if (text.length > DESCRIPTION_LENGTH_MAX) return failed(problem('TOO_LARGE', 1, []));
  const json = readJson(text, { depthMax: DEPTH_MAX, textKeys: TEXT_KEYS });
  if (json !== null) {
    const lines = linesOf(text);
    return { ok: true, data: json.data, lineOf: (path) => lineAt(lines, json.offsetOf(path)) };
  }
  return readYaml(text);
}

function readYaml(text: string): Source {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const lineOf = (offset: number) => lineAt(lines, offset);
    if (document.errors.length > 0) {
      return failed(
        ...document.errors.map((error) => problem('SYNTAX', lineOf(error.pos[0]), [], error.message)),
      );
    }
    const problems: Problem[] = [];
    const data = new Reader(lineOf, problems).plain(document.contents, [], 0, false);
    if (problems.length > 0) return failed(...problems);
    return { ok: true, data, lineOf: (path) => lineOf(offsetOf(document, path)) };
  } catch (error) {
    // The parser recurses: text of endless brackets overflows its stack.
    if (error instanceof RangeError) return failed(problem('TOO_DEEP', 1, []));
    throw error;
  }
}

const lineAt = (lines: LineCounter, offset: number): number => Math.max(1, lines.linePos(offset).line);

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let begin = 0; ; ) {
    lines.addNewLine(begin);
    const end = text.indexOf('\n', begin);
    if (end < 0) return lines;
    begin = end + 1;
  }
}

function failed(...problems: Problem[]): Source {
  return { ok: false, problems };
}

class Reader {
  private aliased = 0;
  /** An alias means the anchor last seen before it. (The library's own search walks the document each time.) */
  private readonly anchors = new Map<string, unknown>();
  private readonly lineAt: (offset: number) => number;
  private readonly problems: Problem[];

  constructor(lineAt: (offset: number) => number, problems: Problem[]) {
    this.lineAt = lineAt;
    this.problems = problems;
  }

  plain(node: unknown, path: Path, depth: number, aliased: boolean): unknown {
    const line = this.lineAt(startOf(node));
    const tooMany = aliased && ++this.aliased > ALIASED_MAX;
    if (depth > DEPTH_MAX || tooMany) {
      if (this.aliased <= ALIASED_MAX + 1) this.problems.push(problem('TOO_DEEP', line, path));
      return null;
    }
    if (isAlias(node)) return this.plain(this.anchors.get(node.source), path, depth + 1, true);
    if (isNode(node) && node.anchor !== undefined && !aliased) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return scalarValue(node, path.at(-1));
    if (isSeq(node)) return node.items.map((item, i) => this.plain(item, [...path, i], depth + 1, aliased));
    if (!isMap(node)) return null;
    const found: Record<string, unknown> = {};
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : '';
      // Plain assignment to `__proto__` would set the prototype and vanish; no description has such a key anyway.
      if (key === '__proto__' || !isScalar(pair.key)) {
        this.problems.push(problem('UNKNOWN_KEY', this.lineAt(startOf(pair.key)), [...path, key], key));
      } else {
        found[key] = this.plain(pair.value, [...path, key], depth + 1, aliased);
      }
    }
    return found;
  }
}

function scalarValue(node: Scalar, key: string | number | undefined): unknown {
  const text = typeof key === 'string' && TEXT_KEYS.has(key);
  if (text && node.type === Scalar.PLAIN && node.value !== null) return node.source ?? String(node.value);
  return node.value;
}

function startOf(node: unknown): number {
  return (node as ParsedNode | null)?.range?.[0] ?? 0;
}

/** Where the part at `path` begins: its key where it has one; of what is missing, where its place would be. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.source) === step);
      if (!pair) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item: unknown = node.items[step];
      if (item === undefined) return offset;
      offset = startOf(item as Node);
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}
