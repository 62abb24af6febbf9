/** A pictogram in the colour of its text. It always stands beside a word. */
import { ICONS, type IconName } from './icons.ts';

export function Icon({ name, bold = false }: { name: IconName; bold?: boolean }) {
  return (
    <svg class={bold ? 'icon icon-bold' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[name]} />
    </svg>
  );
}
