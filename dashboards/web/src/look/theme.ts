/** Light by day, dark for night duty: as the system says until somebody chooses. */
import { computed, effect, signal } from '@preact/signals';
import { remember, remembered } from '../remember.ts';

type Theme = 'light' | 'dark';
const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);
system.addEventListener('change', (event) => {
  systemDark.value = event.matches;
});

const chosen = signal(remembered('theme'));

export const theme = computed<Theme>(() =>
  chosen.value === 'dark' || chosen.value === 'light' ? chosen.value : systemDark.value ? 'dark' : 'light',
);

export function switchTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
  remember('theme', chosen.value);
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
