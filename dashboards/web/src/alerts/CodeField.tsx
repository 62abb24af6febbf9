/** Where the code at the end of a short message is typed. The address holds it as `ma`. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { queryValue, setQuery } from '../page.ts';
import { alertsWords } from './words.ts';

export function CodeField() {
  const said = alertsWords.value;
  const asked = queryValue('ma') ?? '';
  const typed = useSignal(asked);
  useEffect(() => {
    typed.value = asked;
  }, [asked, typed]);
  return (
    <label class="field">
      <span>{said.code}</span>
      <input
        type="search"
        value={typed.value}
        placeholder={said.codeHint}
        maxLength={300}
        autoComplete="off"
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onChange={(event) => setQuery({ ma: event.currentTarget.value.trim() || null, trang: null })}
      />
    </label>
  );
}
