/** Sun mode: black on white and large, for a screen outdoors. This browser remembers it. */
import { signal } from '@preact/signals';
import { remember, remembered } from '../remember.ts';

export const sun = signal(remembered('sun') === 'on');

export function switchSun(): void {
  sun.value = !sun.value;
  remember('sun', sun.value ? 'on' : 'off');
}
