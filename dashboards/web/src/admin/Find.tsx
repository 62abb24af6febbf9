/** The search of a list: what is typed goes into the address, and from there to the service. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { queryValue, setQuery } from '../page.ts';
import { Select } from './fields.tsx';
import { said } from './words.ts';

const REST_MS = 250;

export function Find({ label }: { label: string }) {
  const typed = useSignal(queryValue('q') ?? '');
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = typed.value.trim() || null;
      if (wanted !== queryValue('q')) setQuery({ q: wanted });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [typed.value, typed]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="search"
        value={typed.value}
        placeholder={said.value.search}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

/** One of a few, kept in the address under `name`. */
export function Choose(props: {
  label: string;
  name: string;
  /** What nothing chosen means. */
  all: string;
  options: readonly (readonly [value: string, word: string])[];
}) {
  return (
    <Select
      label={props.label}
      value={queryValue(props.name) ?? ''}
      onChoose={(value) => setQuery({ [props.name]: value || null })}
      options={[['', props.all], ...props.options]}
    />
  );
}

/** The query of a question to the service from what the address says; what is not said is left out. */
export function queryOf(fields: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams({ limit: '50' });
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== '') query.set(name, value);
  return query.toString();
}
