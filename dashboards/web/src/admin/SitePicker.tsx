/** Which site? Found by typing part of its name, without regard to diacritics; also none, where that is an answer. */
import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { RegistrySiteView } from '../../../../src/keeper/admin-views.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { Hint } from './fields.tsx';
import { said } from './words.ts';

export type Picked = { readonly id: string; readonly name: string } | null;
type Option = { readonly id: string | null; readonly name: string; readonly path: string };

type Props = {
  readonly label: string;
  readonly value: Picked;
  readonly onPick: (picked: Picked) => void;
  /** What no site is called: `Toàn tỉnh`. Left out: a site must be chosen. */
  readonly none?: string;
  readonly hint?: string;
};

const REST_MS = 200;
const SHOWN_MOST = 12;

export function SitePicker({ label, value, onPick, none, hint }: Props) {
  const list = useId();
  const typed = useSignal<string | null>(null);
  const found = useSignal<readonly Option[]>([]);
  const at = useSignal(0);
  const isOpen = typed.value !== null;
  useEffect(() => {
    const text = typed.value;
    if (text === null) return;
    const given = new AbortController();
    const timer = setTimeout(() => {
      const q = text.trim() === '' ? '' : `&q=${encodeURIComponent(text.trim())}`;
      void call<Paged<RegistrySiteView>>(`/registry/sites?limit=${SHOWN_MOST}${q}`, {
        signal: given.signal,
      }).then((answer) => {
        if (given.signal.aborted || !answer.ok) return;
        const sites = answer.value.items.map(({ id, name, path }) => ({
          id,
          name,
          path: path.map((above) => above.name).join(' › '),
        }));
        found.value = none === undefined ? sites : [{ id: null, name: none, path: '' }, ...sites];
        at.value = 0;
      });
    }, REST_MS);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [typed.value, typed, found, at, none]);
  const pick = (option: Option | undefined) => {
    if (option === undefined) return;
    onPick(option.id === null ? null : { id: option.id, name: option.name });
    typed.value = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) typed.value = '';
      const step = event.key === 'ArrowDown' ? 1 : -1;
      at.value = Math.max(0, Math.min(found.value.length - 1, at.value + step));
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      pick(found.value[at.value]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      typed.value = null;
    }
  };
  return (
    <div class="field picker">
      <label for={`${list}-input`}>{label}</label>
      <input
        id={`${list}-input`}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-describedby={hint === undefined ? undefined : `${list}-hint`}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={isOpen && found.value.length > 0 ? `${list}-${at.value}` : undefined}
        value={typed.value ?? value?.name ?? none ?? ''}
        placeholder={said.value.pickSite}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onClick={() => {
          typed.value ??= '';
        }}
        onBlur={() => {
          typed.value = null;
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} class="picker-list" role="listbox" aria-label={label} tabIndex={-1} hidden={!isOpen}>
        {found.value.map((option, i) => (
          <div
            key={option.id ?? '-'}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at.value}
            // Before the field loses the focus, and with it the list.
            onPointerDown={(event) => {
              event.preventDefault();
              pick(option);
            }}
          >
            {option.name}
            {option.path !== '' && <small>{option.path}</small>}
          </div>
        ))}
        {found.value.length === 0 && <div class="soft">{said.value.nothingFound}</div>}
      </div>
      <Hint id={list} hint={hint} />
    </div>
  );
}
