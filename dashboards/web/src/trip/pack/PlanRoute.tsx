/** Where a trip goes, by which stops, with whom, when, and what its escort should know. */

import { clock } from '../../format/province.ts';
import { dateOf, instant } from '../../format/time.ts';
import { instantOf } from './local-time.ts';
import type { PlanProps } from './plan-props.ts';
import { isOrdered } from './plan-rules.ts';
import { packWords } from './words.ts';

export function PlanRoute({ draft, data, set, ownSite }: PlanProps) {
  const { plan } = packWords.value;
  const nameOf = (id: string) => data.sites.find((site) => site.id === id)?.name ?? id;
  const free = data.sites.filter(({ id }) => ![draft.from, draft.to, ...draft.stops].includes(id));
  const goals = data.sites.filter(({ id }) => id !== draft.from && !draft.stops.includes(id));
  const options = (sites: readonly { id: string; name: string }[]) =>
    sites.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <>
      {ownSite === null ? (
        <Select
          label={plan.from}
          value={draft.from ?? ''}
          options={options(data.sites)}
          onChoose={(from) => set(() => ({ from: from === '' ? null : from, parcels: [] }))}
        />
      ) : (
        <p class="big-line">
          {plan.from}: <b>{nameOf(ownSite)}</b>
        </p>
      )}
      <Select
        label={plan.to}
        value={draft.to}
        options={options(goals)}
        onChoose={(to) => set(() => ({ to }))}
      />
      {draft.stops.length > 0 && (
        <ul class="lines" aria-label={plan.stops}>
          {draft.stops.map((stop) => (
            <li key={stop} class="line stop-line">
              <b>{nameOf(stop)}</b>
              <button
                type="button"
                class="secondary"
                aria-label={plan.dropStop(nameOf(stop))}
                onClick={() => set((now) => ({ stops: now.stops.filter((each) => each !== stop) }))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      {draft.to !== '' && free.length > 0 && (
        <Select
          label={plan.addStop}
          value=""
          options={options(free)}
          onChoose={(stop) => set((now) => (stop === '' ? {} : { stops: [...now.stops, stop] }))}
        />
      )}
      {data.escorts.length === 0 ? (
        <p class="note">{plan.noEscort}</p>
      ) : (
        <Select
          label={plan.escort}
          value={draft.escort}
          options={data.escorts.map((person) => ({
            value: person.username,
            text: person.site === null ? person.name : `${person.name} – ${nameOf(person.site)}`,
          }))}
          onChoose={(escort) => set(() => ({ escort }))}
        />
      )}
      <When label={plan.departAt} value={draft.departAt} onInput={(departAt) => set(() => ({ departAt }))} />
      <When label={plan.arriveBy} value={draft.arriveBy} onInput={(arriveBy) => set(() => ({ arriveBy }))} />
      {!isOrdered(draft) && (
        <p class="wrong" role="alert">
          {plan.timesWrong}
        </p>
      )}
      <label class="field">
        <span>{plan.note}</span>
        <textarea
          rows={2}
          maxLength={500}
          value={draft.note}
          onInput={(event) => {
            const note = event.currentTarget.value;
            set(() => ({ note }));
          }}
        />
      </label>
    </>
  );
}

type SelectProps = {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChoose: (value: string) => void;
};
function Select({ label, value, options, onChoose }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{packWords.value.plan.choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

function When({ label, value, onInput }: { label: string; value: string; onInput: (typed: string) => void }) {
  // A browser writes it in its own way; this is how it stands everywhere else.
  const at = instant(instantOf(value));
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="datetime-local"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value.slice(0, 16))}
      />
      {at !== null && <span class="hint">{`${clock(at)} ${dateOf(at)}`}</span>}
    </label>
  );
}
