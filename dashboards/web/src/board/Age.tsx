/** An age that counts, and a countdown: the only parts of a tile that change every second. */
import { now } from '../live/clock.ts';
import { language, words } from '../words/words.ts';
import { ageText } from './words.ts';

export function Age({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()}>{ageText(at, now.value, words.value, language.value)}</time>
  );
}

/** A bar that runs empty from `from` to `until`. */
export function CountdownBar({ from, until, label }: { from: number; until: number; label: string }) {
  const left = until - now.value;
  const share = Math.min(1, Math.max(0, left / Math.max(1, until - from)));
  return (
    <div
      class="countdown"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div class="countdown-left" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
