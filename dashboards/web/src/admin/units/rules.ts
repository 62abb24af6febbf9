/** Alarm limits while they are typed: texts until they are whole. Pure. */
import type { RuleView } from '../../api/views.ts';
import { numberOf } from '../fields.tsx';

export type Typed = {
  readonly key: number;
  readonly id: string;
  /** `above-from`: at the limit counts too. */
  readonly side: 'above' | 'above-from' | 'below' | 'below-from';
  readonly limit: string;
  readonly minutes: string;
  readonly mode: RuleView['mode'];
};

let keys = 0;
const MINUTE = 60;

export const written = (value: number, decimal: string): string => String(value).replace('.', decimal);

export const typedFrom = (rule: RuleView, decimal: string): Typed => ({
  key: keys++,
  id: rule.id,
  side: rule.inclusive ? `${rule.side}-from` : rule.side,
  limit: written(rule.limitCelsius, decimal),
  minutes: written(rule.allowedSeconds / MINUTE, decimal),
  mode: rule.mode,
});

export const newTyped = (): Typed => ({
  key: keys++,
  id: '',
  side: 'above',
  limit: '',
  minutes: '60',
  mode: 'continuous',
});

/** Null when something is not a number. A limit that has no id yet gets the first free one. */
export function rulesFrom(typed: readonly Typed[]): RuleView[] | null {
  const taken = new Set(typed.map(({ id }) => id));
  const rules: RuleView[] = [];
  for (const { id, side, limit, minutes, mode } of typed) {
    const [limitCelsius, allowed] = [numberOf(limit), numberOf(minutes)];
    if (limitCelsius === null || allowed === null) return null;
    let own = id;
    for (let i = 1; own === ''; i++) if (!taken.has(`limit-${i}`)) own = `limit-${i}`;
    taken.add(own);
    rules.push({
      id: own,
      side: side.startsWith('above') ? 'above' : 'below',
      inclusive: side.endsWith('-from'),
      limitCelsius,
      allowedSeconds: Math.round(allowed * MINUTE),
      mode,
    });
  }
  return rules;
}
