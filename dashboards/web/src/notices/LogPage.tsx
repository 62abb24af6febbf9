/** Every message to people: to whom, why, by which way, and whether it arrived. The address holds what it is narrowed by. */
import type { NoticeView } from '../../../../src/keeper/notice-views.ts';
import { usePages } from '../admin/use-pages.ts';
import { usePeople } from '../duty/use-people.ts';
import { queryValue, setQuery } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Select } from '../shell/Form.tsx';
import { siteName } from '../shell/place.ts';
import { shellWords } from '../shell/words.ts';
import { type Filter, filterOf, questionOf, STATES } from './filter.ts';
import { Notice } from './Notice.tsx';
import { NoticesFrame } from './NoticesFrame.tsx';
import { said } from './words.ts';

export function LogPage() {
  const told = said.value.list;
  const filter = filterOf(queryValue);
  const { asked, again, items, more, isBusy } = usePages<NoticeView>(questionOf(filter));
  const isNarrowed = filter.state !== null || filter.person !== null || filter.alert !== null;
  return (
    <NoticesFrame title={said.value.log} subtitle={siteName(session.value?.site ?? null)}>
      <Filters filter={filter} isNarrowed={isNarrowed} />
      <Answered
        asked={asked.value}
        again={again}
        empty={{
          // The service looks through so many at a time: a page of nothing that fits may have others after it.
          when: (page) => page.items.length === 0 && page.next === null,
          title: isNarrowed ? told.noneFiltered : told.none,
        }}
      >
        {() => (
          <>
            <ol class="notice-rows">
              {items.map((notice) => (
                <Notice key={notice.id} notice={notice} />
              ))}
            </ol>
            {more !== null && (
              <button type="button" class="secondary no-print" disabled={isBusy} onClick={more}>
                {isBusy ? shellWords.value.loading : told.more}
              </button>
            )}
          </>
        )}
      </Answered>
    </NoticesFrame>
  );
}

/** As the service has it: who may ask who there is. */
const ASKERS = ['administrator', 'depot', 'official'];

function Filters({ filter, isNarrowed }: { filter: Filter; isNarrowed: boolean }) {
  const told = said.value.list;
  const people = usePeople(session.value?.roles.some((role) => ASKERS.includes(role)) ?? false) ?? [];
  const isKnown = people.some(({ username }) => username === filter.person);
  const put = (name: string) => (value: string) => setQuery({ [name]: value === '' ? null : value });
  return (
    <search class="filters no-print" aria-label={told.filters}>
      <Select
        label={told.state}
        value={filter.state ?? ''}
        none={told.all}
        options={STATES.map((state) => [state, said.value.states[state]] as const)}
        onChoose={put('trang-thai')}
      />
      {(people.length > 0 || filter.person !== null) && (
        <Select
          label={told.person}
          value={filter.person ?? ''}
          none={told.everyone}
          options={[
            ...(filter.person === null || isKnown ? [] : [[filter.person, filter.person] as const]),
            ...people.map(({ username, name }) => [username, name] as const),
          ]}
          onChoose={put('nguoi')}
        />
      )}
      {isNarrowed && (
        <button
          type="button"
          class="quiet"
          onClick={() => setQuery({ 'trang-thai': null, nguoi: null, 'canh-bao': null })}
        >
          {filter.alert === null ? told.clear : told.allAlerts}
        </button>
      )}
    </search>
  );
}
