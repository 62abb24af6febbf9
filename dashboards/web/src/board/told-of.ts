/** How far up an alert was told, and what became of the messages: the levels in turn, each with when and whom. Pure. */
import type { NoticeView } from '../../../../src/keeper/notice-views.ts';

export type ToldLevel = {
  /** From 1. */
  readonly level: number;
  /** When the first of it was told. */
  readonly at: string;
  /** Each person once, as their latest message stands. */
  readonly people: readonly { readonly name: string; readonly state: NoticeView['state'] }[];
};

/** `notices` in any order; tests and the chain's own are nobody's news. */
export function levelsOf(notices: readonly NoticeView[]): ToldLevel[] {
  const real = notices.filter(({ reason }) => reason !== 'test' && reason !== 'canary');
  const inTime = real.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  return [...Map.groupBy(inTime, ({ level }) => level)]
    .sort(([a], [b]) => a - b)
    .map(([level, of]) => ({
      level: level + 1,
      at: of[0]?.createdAt ?? '',
      people: [...new Map(of.map(({ person, name, state }) => [person, { name, state }])).values()],
    }));
}
