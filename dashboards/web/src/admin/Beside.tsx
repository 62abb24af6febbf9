/** A list, and beside it what was chosen from it; on a phone the one in the place of the other. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { setQuery } from '../page.ts';
import { said } from './words.ts';

/** `chosen` null: nothing is. Its key tells one choice from another. */
export function Beside({ list, chosen }: { list: ComponentChildren; chosen: ComponentChildren | null }) {
  return (
    <div class={`beside ${chosen === null ? '' : 'has-chosen'}`}>
      <div class="beside-list">{list}</div>
      {chosen !== null && <div class="beside-chosen">{chosen}</div>}
    </div>
  );
}

type Props = { readonly title: string; readonly children: ComponentChildren };

/** What was chosen: named, closed again. */
export function Chosen({ title, children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <section class="panel chosen" aria-label={title}>
      <div class="chosen-head">
        <h2 ref={top} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" class="quiet no-print" aria-label={said.value.close} onClick={closeChosen}>
          <Icon name="cross" />
        </button>
      </div>
      {children}
    </section>
  );
}

export const closeChosen = (): void => setQuery({ chon: null, them: null });
export const choose = (id: string): void => setQuery({ chon: id, them: null });
export const addNew = (below: string | null = null): void => setQuery({ them: below ?? '-', chon: null });
