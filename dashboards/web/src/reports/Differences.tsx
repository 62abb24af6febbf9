/** What does not add up: what it is, whom to ask, and saying what it was. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { DifferenceView } from '../../../../src/keeper/report-protocol.ts';
import type { Told } from '../../../../src/papers/report-told.ts';
import type { Paged } from '../api/views.ts';
import { day, whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { linkTo, queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { FormEnd } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { useDeed } from '../shell/use-deed.ts';
import { language } from '../words/words.ts';
import { said } from './words.ts';

type One = Told<DifferenceView>;
const A_PAGE = 100;
const TEXT_MOST = 1_000;
const MAY_EXPLAIN = ['administrator', 'official', 'depot'];

export function Differences() {
  const told = said.value.differences;
  const isAll = queryValue('het') === '1';
  const cursor = queryValue('trang');
  const query = new URLSearchParams({ limit: String(A_PAGE), ...(isAll ? { all: 'true' } : {}) });
  if (cursor !== null) query.set('cursor', cursor);
  const { asked, again } = useAsked<Paged<One>>(`/differences?${query}`);
  return (
    <>
      <p class="no-print">
        <a class="secondary" {...linkTo('reports', { phan: 'sai-lech', het: isAll ? null : '1' })}>
          {isAll ? told.open : told.all}
        </a>
      </p>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.none, hint: told.hint }}
      >
        {({ items, next }) => (
          <>
            <ul class="report-cards">
              {items.map((one) => (
                <Card key={one.id} one={one} again={again} />
              ))}
            </ul>
            {next !== null && (
              <a
                class="secondary no-print"
                {...linkTo('reports', { phan: 'sai-lech', het: isAll ? '1' : null, trang: next })}
              >
                {told.next}
              </a>
            )}
          </>
        )}
      </Answered>
    </>
  );
}

function Card({ one, again }: { one: One; again: () => void }) {
  const told = said.value.differences;
  const writing = useSignal(false);
  const tongue = language.value;
  const count = whole(Math.abs(one.doses), tongue);
  const where = [
    one.siteName ?? one.site,
    one.lot === null ? null : told.lot(one.lot),
    one.parcel === null ? null : told.parcel(one.parcel),
    day(one.day),
  ].filter((text) => text !== null);
  const what = `${told.kinds[one.kind]}${one.doses === 0 ? '' : `: ${one.doses < 0 ? told.few(count) : told.many(count)}`}`;
  const mayExplain = session.value?.roles.some((role) => MAY_EXPLAIN.includes(role)) === true;
  return (
    <li class="report-card">
      <h2>{what}</h2>
      <p>{where.join(' · ')}</p>
      {one.explained === null ? (
        <p>
          <b>{one.person === null ? told.nobody : told.ask(one.personName ?? one.person)}</b>
        </p>
      ) : (
        <p>
          {told.explained(one.explained.by, timeNear(Date.parse(one.explained.at), today.value))}:{' '}
          {one.explained.text}
        </p>
      )}
      {one.explained === null && mayExplain && !writing.value && (
        <button
          type="button"
          class="secondary no-print"
          aria-label={told.explainOf(`${what}, ${where.join(', ')}`)}
          onClick={() => {
            writing.value = true;
          }}
        >
          {told.explain}
        </button>
      )}
      {writing.value && (
        <Explain
          id={one.id}
          leave={() => {
            writing.value = false;
          }}
          done={again}
        />
      )}
    </li>
  );
}

function Explain({ id, leave, done }: { id: string; leave: () => void; done: () => void }) {
  const told = said.value.differences;
  const text = useSignal('');
  const field = useId();
  const { busy, trouble, ask } = useDeed();
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await ask(`/differences/${encodeURIComponent(id)}/explain`, { text: text.peek().trim() });
    if (answer === null) return;
    leave();
    done();
  };
  return (
    <form class="report-form" onSubmit={submit}>
      <label class="field" for={field}>
        <span>{told.text}</span>
        <textarea
          id={field}
          rows={3}
          maxLength={TEXT_MOST}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <FormEnd
        trouble={trouble.value}
        does={busy.value ? told.saving : told.save}
        disabled={busy.value || text.value.trim() === ''}
        onLeave={leave}
      />
    </form>
  );
}
