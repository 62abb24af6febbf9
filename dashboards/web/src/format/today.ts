/** The day that it is in the province: what names a time without its day is written anew at midnight. */
import { computed } from '@preact/signals';
import { now } from '../live/clock.ts';

/** The province has no summer time. */
const AHEAD_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** When the day began, ms UTC. Changes at midnight and at no other time. */
export const today = computed(() => Math.floor((now.value + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS);
