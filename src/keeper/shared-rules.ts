/**
 * Which units are under the same rules? A province has a few kinds of fridges and tens of thousands of them: what says the same
 * is held once, and all that follows from it too.
 */
import type { Rule, RuleVersion } from '../thermal/types.ts';
import type { UnitDocument } from './province.ts';

export class SharedRules {
  readonly #rules = new Map<string, readonly Rule[]>();
  readonly #versions = new Map<string, readonly RuleVersion[]>();

  /** The same document, whose rules are the objects that were given for the first unit under them. */
  of(unit: UnitDocument): UnitDocument {
    return { ...unit, rules: this.#rulesOf(unit.rules), versions: this.#versionsOf(unit.versions) };
  }

  #rulesOf(rules: readonly Rule[]): readonly Rule[] {
    return firstOf(this.#rules, rules, () => rules);
  }

  #versionsOf(versions: readonly RuleVersion[]): readonly RuleVersion[] {
    return firstOf(this.#versions, versions, () =>
      versions.map((version) => ({ ...version, rules: this.#rulesOf(version.rules) })),
    );
  }
}

function firstOf<T>(all: Map<string, T>, said: T, make: () => T): T {
  const text = JSON.stringify(said);
  const known = all.get(text);
  if (known !== undefined) return known;
  const made = make();
  all.set(text, made);
  return made;
}
