/** A version of rules as it is typed, and what a description says of it. Pure. */
import type { RuleView } from '../../../../../src/keeper/views.ts';

/** As typed: with a comma or a point, or no number yet. */
export type RuleDraft = {
  readonly id: string;
  readonly side: RuleView['side'];
  readonly limit: string;
  readonly inclusive: boolean;
  readonly minutes: string;
  readonly mode: RuleView['mode'];
};
export type VersionDraft = {
  readonly effective: string;
  readonly source: string;
  readonly labelVersion: string;
  readonly rules: readonly RuleDraft[];
  readonly unmonitoredHours: string;
  readonly notJudgedVi: string;
  readonly notJudgedEn: string;
};
export type DraftFault = 'badNumber' | 'notJudgedUneven';

const ZONE = '+07:00';

/** As the language writes it. */
const typedOf = (value: number, comma: boolean): string =>
  comma ? String(value).replace('.', ',') : String(value);

export const draftOf = (rule: RuleView, comma: boolean): RuleDraft => ({
  id: rule.id,
  side: rule.side,
  limit: typedOf(rule.limitCelsius, comma),
  inclusive: rule.inclusive,
  minutes: typedOf(rule.allowedSeconds / 60, comma),
  mode: rule.mode,
});

/** An id that no other rule of the list has. */
export function freshRule(rules: readonly RuleDraft[]): RuleDraft {
  let number = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${number}`)) number++;
  return {
    id: `rule-${number}`,
    side: 'above',
    limit: '',
    inclusive: false,
    minutes: '',
    mode: 'continuous',
  };
}

/** `8,4` and `8.4`, and a minus sign as it is printed. */
export function numberOf(typed: string): number | null {
  const text = typed.trim().replace('\u2212', '-').replace(',', '.');
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? null : value;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Null for now. */
export const effectiveOf = (draft: VersionDraft): string | null =>
  draft.effective === '' ? null : `${draft.effective}:00${ZONE}`;

type Read =
  | { readonly ok: true; readonly version: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fault: DraftFault };

export function versionOf(draft: VersionDraft): Read {
  const rules = draft.rules.map(({ id, side, limit, inclusive, minutes, mode }) => {
    const [limitCelsius, allowed] = [numberOf(limit), numberOf(minutes)];
    if (limitCelsius === null || allowed === null) return null;
    return { id, side, limitCelsius, inclusive, allowedSeconds: allowed * 60, mode };
  });
  const hours = numberOf(draft.unmonitoredHours);
  if (hours === null || rules.includes(null)) return { ok: false, fault: 'badNumber' };
  const [vi, en] = [linesOf(draft.notJudgedVi), linesOf(draft.notJudgedEn)];
  if (vi.length !== en.length) return { ok: false, fault: 'notJudgedUneven' };
  const effective = effectiveOf(draft);
  const labelVersion = draft.labelVersion.trim();
  return {
    ok: true,
    version: {
      ...(effective === null ? {} : { effective }),
      source: draft.source,
      ...(labelVersion === '' ? {} : { labelVersion }),
      maxUnmonitoredSeconds: hours * 3600,
      notJudged: vi.map((line, i) => ({ vi: line, en: en[i] })),
      rules,
    },
  };
}
