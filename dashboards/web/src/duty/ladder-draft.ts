/** A ladder as it is typed: its levels with their minutes, people and ways, what is wrong with it, and what is sent. Pure. */
import type { Channel, Ladder, Level, QuietHours, Target } from '../../../../src/alerts/duty.ts';

export const LEVELS_MOST = 6;
const DAY_MINUTES = 1_440;
/** What reaches a person; a webhook reaches another system and is no way of a level. */
export const WAYS = ['push', 'zalo', 'sms', 'mail', 'telegram'] as const satisfies readonly Channel[];

/** Numbers are text while they are typed. */
export type LevelDraft = {
  readonly afterMinutes: string;
  readonly targets: readonly Target[];
  readonly channels: readonly Channel[];
};
export type LadderDraft = {
  readonly levels: readonly LevelDraft[];
  readonly stillMinutes: string;
  readonly forgottenMinutes: string;
  readonly quiet: QuietHours | null;
};
export type LadderProblem =
  | { readonly what: 'minutes' | 'order' | 'targets' | 'channels'; readonly level: number }
  | { readonly what: 'first' | 'still' | 'forgotten' | 'quiet' };

type Told = Pick<Ladder, 'levels' | 'stillMinutes' | 'forgottenMinutes' | 'quiet'>;

export const ladderDraftOf = ({ levels, stillMinutes, forgottenMinutes, quiet }: Told): LadderDraft => ({
  levels: levels.map(({ afterMinutes, targets, channels }) => ({
    ...{ afterMinutes: String(afterMinutes), targets, channels },
  })),
  stillMinutes: String(stillMinutes),
  forgottenMinutes: String(forgottenMinutes),
  quiet,
});

/** A new level comes a quarter of an hour after the last, by the ways of the last; whom it tells is still to be said. */
export function withLevel(levels: readonly LevelDraft[]): LevelDraft[] {
  const last = levels.at(-1);
  const after = last === undefined ? 0 : (minutesOf(last.afterMinutes) ?? 0) + 15;
  return [...levels, { afterMinutes: String(after), targets: [], channels: last?.channels ?? ['push'] }];
}

/** Pressed once a way comes last, pressed again it goes; the order is the one in which they are tried. */
export const toggled = (channels: readonly Channel[], way: Channel): Channel[] =>
  channels.includes(way) ? channels.filter((one) => one !== way) : [...channels, way];

/** The first thing that is wrong, from the top. */
export function ladderProblemOf({
  levels,
  stillMinutes,
  forgottenMinutes,
  quiet,
}: LadderDraft): LadderProblem | null {
  let before = -1;
  for (const [level, { afterMinutes, targets, channels }] of levels.entries()) {
    const after = minutesOf(afterMinutes);
    if (after === null) return { what: 'minutes', level };
    if (level === 0 && after !== 0) return { what: 'first' };
    if (after <= before) return { what: 'order', level };
    if (targets.length === 0) return { what: 'targets', level };
    if (channels.length === 0) return { what: 'channels', level };
    before = after;
  }
  if (isNone(stillMinutes)) return { what: 'still' };
  if (isNone(forgottenMinutes)) return { what: 'forgotten' };
  return quiet !== null && (quiet.from === '' || quiet.to === '' || quiet.from === quiet.to)
    ? { what: 'quiet' }
    : null;
}

/** Only of a draft without a problem. */
export const ladderOf = ({ levels, stillMinutes, forgottenMinutes, quiet }: LadderDraft): Told => ({
  levels: levels.map(
    ({ afterMinutes, targets, channels }): Level => ({
      ...{ afterMinutes: minutesOf(afterMinutes) ?? 0, targets, channels },
    }),
  ),
  stillMinutes: minutesOf(stillMinutes) ?? 0,
  forgottenMinutes: minutesOf(forgottenMinutes) ?? 0,
  quiet,
});

function minutesOf(text: string): number | null {
  const minutes = Number(text.trim());
  return /^\d{1,4}$/.test(text.trim()) && minutes <= DAY_MINUTES ? minutes : null;
}

/** A phone that rings more often is switched off. */
const LEAST_MINUTES = 5;
const isNone = (text: string): boolean => (minutesOf(text) ?? 0) < LEAST_MINUTES;
