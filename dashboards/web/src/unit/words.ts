/** What the unit's page says in words: where its data came from, its limits, its excursions, one moment of its chart. Pure. */
import type { ExcursionView, RuleView, SourceView, UnitView } from '../api/views.ts';
import { duration } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { instant, timeNear } from '../format/time.ts';
import type { IconName } from '../look/icons.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/vi.ts';
import { extremesOf, type Step } from './plot.ts';

export type Tongue = { readonly words: Words; readonly language: Language };

/** `isWhole` false: something may be missing. */
export function sourceText(
  sources: readonly SourceView[],
  now: number,
  { words: { unit } }: Tongue,
): { text: string; isWhole: boolean } {
  const failed = sources.find(({ error }) => error !== undefined);
  if (failed) return { text: unit.sourceFailed(timeNear(Date.parse(failed.to), now)), isWhole: false };
  const copy = sources.find(({ source }) => source === 'influxdb');
  if (!copy) return { text: unit.sourceStore, isWhole: true };
  if (sources.length === 1) return { text: unit.sourceCopy, isWhole: true };
  return { text: unit.sourceBoth(timeNear(Date.parse(copy.to), now)), isWhole: true };
}

/** `10 giờ`, not `10 giờ 00 phút`: a set length is round. */
export const lengthText = (length: number, language: Language): string =>
  duration(length, language).replace(/ 00\s\S+$/, '');

/** `Trên 8,0 °C, liên tục 10 giờ`. */
export function ruleText(rule: RuleView, { words: { unit }, language }: Tongue): string {
  const limit = temperature(rule.limitCelsius, language);
  const beyond =
    rule.side === 'above'
      ? rule.inclusive
        ? unit.from(limit)
        : unit.above(limit)
      : rule.inclusive
        ? unit.downFrom(limit)
        : unit.below(limit);
  const allowed = lengthText(rule.allowedSeconds * 1000, language);
  const time =
    rule.allowedSeconds === 0
      ? unit.atOnce
      : rule.mode === 'continuous'
        ? unit.continuous(allowed)
        : unit.cumulative(allowed);
  return `${beyond}, ${time}`;
}

export type ExcursionText = { icon: IconName; what: string; when: string; facts: readonly string[] };

export function excursionText(excursion: ExcursionView, now: number, tongue: Tongue): ExcursionText {
  const { unit, state } = tongue.words;
  const { language } = tongue;
  const rule = excursion.ruleSnapshot;
  const start = Date.parse(excursion.start);
  const end = instant(excursion.end);
  const from = timeNear(start, now);
  const when = end === null ? unit.excursionOpen(from) : unit.excursion(from, timeNear(end, now));
  if (rule === null) {
    const lasted = unit.lasted(duration(Math.max(0, (end ?? now) - start), language));
    return { icon: 'no-signal', what: unit.unmonitored, when, facts: [lasted] };
  }
  return {
    icon: rule.side === 'above' ? 'up' : 'down',
    what: rule.side === 'above' ? state.above : state.below,
    when,
    facts: [
      ...(excursion.peakCelsius === null ? [] : [unit.peak(temperature(excursion.peakCelsius, language))]),
      unit.beyond(duration(excursion.beyondSeconds * 1000, language)),
      ruleText(rule, tongue),
    ],
  };
}

/** Lowest and highest of the whole chart with their times. */
export function summaryText(
  steps: readonly Step[],
  range: UnitView['range'],
  now: number,
  tongue: Tongue,
): string {
  const { unit } = tongue.words;
  const extremes = extremesOf(steps);
  if (!extremes) return unit.empty;
  const celsius = (value: number) => temperature(value, tongue.language, range);
  const { lowest, highest } = extremes;
  return unit.summary(
    celsius(lowest.min),
    timeNear(lowest.at, now),
    celsius(highest.max),
    timeNear(highest.at, now),
  );
}

/** One moment; a step of one value says it once. */
export function pointText(
  at: number,
  step: Step | undefined,
  range: UnitView['range'],
  now: number,
  { words: { unit }, language }: Tongue,
): string {
  const when = timeNear(at, now);
  if (!step) return unit.noPoint(when);
  const celsius = (value: number) => temperature(value, language, range);
  if (step.min === step.max) return unit.point(when, celsius(step.mean));
  return unit.pointMany(when, celsius(step.min), celsius(step.max), celsius(step.mean));
}
