/** A verdict is heard and felt as well as seen, each in its own way. */
import { play } from '../sound/tones.ts';
import type { Shown } from './verdict.ts';

const BUZZ = { allowed: [90], blocked: [450, 120, 450, 120, 450], unknown: [160, 120, 160] };

export function signalVerdict(verdict: Shown['verdict']): void {
  play(verdict);
  navigator.vibrate?.(BUZZ[verdict]);
}
