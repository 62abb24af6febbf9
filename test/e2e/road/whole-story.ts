/** From the depot to the table: all parts in their order. */
import { AT_THE_DEPOT } from './at-the-depot.ts';
import { AT_THE_TABLE } from './at-the-table.ts';
import { BACK_IN_REACH } from './back-in-reach.ts';
import { ON_THE_WAY } from './on-the-way.ts';
import type { Step } from './story.ts';

export const STORY: readonly Step[] = [...AT_THE_DEPOT, ...ON_THE_WAY, ...BACK_IN_REACH, ...AT_THE_TABLE];
