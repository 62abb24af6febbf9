/** When places give injections, in the days around today. A session that recorded nothing is asked about in the evening. */
import { useSignal } from '@preact/signals';
import type { Paged } from '../api/views.ts';
import { atOf, DAY_MS } from '../format/local.ts';
import { clock } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { today } from '../format/today.ts';
import { Answered } from '../shell/Answered.tsx';
import { Trouble } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { useDeed } from '../shell/use-deed.ts';
import { newId } from '../trip/uuid.ts';
import { AddButton, Input, type PartProps, SiteInput, TimeInput } from './form.tsx';
import { PlannedRow } from './PlannedRow.tsx';
import { said } from './words.ts';

type Session = { id: string; site: string; from: string; to: string; person: string | null };
type People = Paged<{ username: string; name: string }>;
const BEFORE_DAYS = 7;
const AFTER_DAYS = 60;

export function Sessions({ sites, mayChange }: PartProps) {
  const told = said.value.plan;
  const span = new URLSearchParams({
    from: new Date(today.value - BEFORE_DAYS * DAY_MS).toISOString(),
    to: new Date(today.value + AFTER_DAYS * DAY_MS).toISOString(),
    limit: '500',
  });
  const { asked, again } = useAsked<Paged<Session>>(`/injection-sessions?${span}`);
  const { busy, trouble, ask } = useDeed();
  const remove = async (id: string) => {
    if ((await ask(`/injection-sessions/${encodeURIComponent(id)}`, null, 'DELETE')) !== null) again();
  };
  return (
    <section class="report-part" aria-labelledby="report-sessions">
      <h2 id="report-sessions">{told.sessions}</h2>
      <Answered asked={asked.value} again={again}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="soft">{told.none}</p>}
            <ul class="report-list">
              {items.map((one) => {
                const [from, to] = [Date.parse(one.from), Date.parse(one.to)];
                const time = told.between(`${clock(from)} ${dateOf(from)}`, clock(to));
                const what = [sites.nameOf(one.site), time, one.person ?? told.nobody].join(' · ');
                const end = {
                  ...{ label: told.remove, name: told.removeOf(what) },
                  run: () => void remove(one.id),
                };
                return <PlannedRow key={one.id} what={what} busy={busy.value} end={mayChange ? end : null} />;
              })}
            </ul>
          </>
        )}
      </Answered>
      <Trouble text={trouble.value} />
      {mayChange && <AddSession sites={sites} done={again} />}
    </section>
  );
}

function AddSession({ sites, done }: { sites: PartProps['sites']; done: () => void }) {
  const told = said.value.plan;
  const { asked } = useAsked<People>('/people?limit=1000');
  const site = useSignal('');
  const date = useSignal('');
  const [begin, end, person] = [useSignal('07:30'), useSignal('11:00'), useSignal('')];
  const { busy, trouble, ask } = useDeed();
  const submit = async (event: Event) => {
    event.preventDefault();
    const [from, to] = [atOf(date.value, begin.value), atOf(date.value, end.value)];
    if (site.value === '' || from === null || to === null || to <= from) {
      trouble.value = told.wrong;
      return;
    }
    const body = {
      site: site.value,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      person: person.value === '' ? null : person.value,
    };
    if ((await ask(`/injection-sessions/${newId()}`, body, 'PUT')) === null) return;
    date.value = '';
    done();
  };
  return (
    <form class="report-form no-print" onSubmit={submit}>
      <SiteInput sites={sites} of={site} />
      <Input label={told.day} of={date} type="date" />
      <TimeInput label={told.begin} of={begin} />
      <TimeInput label={told.end} of={end} />
      <label class="field">
        <span>{told.person}</span>
        <select
          value={person.value}
          onChange={(event) => {
            person.value = event.currentTarget.value;
          }}
        >
          <option value="">{told.nobody}</option>
          {asked.value.value?.items.map(({ username, name }) => (
            <option key={username} value={username}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <AddButton busy={busy.value} trouble={trouble.value} />
    </form>
  );
}
