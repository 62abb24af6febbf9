/** Q5, who is on duty: the holes that come, a roster week by week, and for those who keep it the way to change it. */
import { useSignal } from '@preact/signals';
import type { HolesView, RosterItemView, RosterView, ShiftView } from '../../../../src/keeper/duty-views.ts';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { daysAfter } from '../format/local.ts';
import { now } from '../live/clock.ts';
import { n } from '../official/say.ts';
import { queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { siteName } from '../shell/place.ts';
import { useAsked } from '../shell/use-asked.ts';
import { reasonOf } from '../shell/use-deed.ts';
import { copiedTo } from './copy.ts';
import { DutyFrame } from './DutyFrame.tsx';
import { HOLES_PATH, Holes } from './Holes.tsx';
import { RosterBar } from './RosterBar.tsx';
import { NewRoster } from './RosterSheet.tsx';
import { ShiftSheet } from './ShiftSheet.tsx';
import { Week } from './Week.tsx';
import { weekFrom, weekOf, weekTo } from './week.ts';
import { said } from './words.ts';

const KEEPERS = ['official', 'administrator'];
const mayMake = () => session.value?.roles.some((role) => KEEPERS.includes(role)) ?? false;

/** With what lies in the week. */
export function pathOf(roster: string, monday: string): string {
  const time = (at: number) => new Date(at).toISOString();
  const query = new URLSearchParams({ from: time(weekFrom(monday)), to: time(weekTo(monday)) });
  return `/rosters/${encodeURIComponent(roster)}?${query}`;
}

export function RosterPage() {
  const told = said.value.rosters;
  const holes = useAsked<HolesView>(HOLES_PATH);
  const rosters = useAsked<Paged<RosterItemView>>('/rosters?limit=1000');
  const turn = useSignal(0);
  const news = useSignal<string | null>(null);
  const making = useSignal(false);
  const changed = (text: string) => {
    news.value = text;
    turn.value += 1;
    holes.again();
    rosters.again();
  };
  const add = mayMake() && (
    <button
      type="button"
      class="secondary"
      onClick={() => {
        making.value = true;
      }}
    >
      {told.add}
    </button>
  );
  return (
    <DutyFrame title={said.value.roster} subtitle={siteName(session.value?.site ?? null)}>
      <Holes asked={holes.asked.value} again={holes.again} />
      <div role="status" class="duty-news">
        {news.value !== null && <p class="note">{news.value}</p>}
      </div>
      <Answered
        asked={rosters.asked.value}
        again={rosters.again}
        empty={{
          when: ({ items }) => items.length === 0,
          title: told.none,
          hint: mayMake() ? told.noneHint : `${told.noneHint} ${told.noneHintOthers}`,
        }}
      >
        {({ items }) => <Kept items={items} turn={turn.value} onChanged={changed} add={add} />}
      </Answered>
      {rosters.asked.value.value?.items.length === 0 && <div class="duty-make">{add}</div>}
      {making.value && (
        <NewRoster
          onSaved={changed}
          onClose={() => {
            making.value = false;
          }}
        />
      )}
    </DutyFrame>
  );
}

type KeptProps = {
  readonly items: readonly RosterItemView[];
  /** Asked for anew when it changes. */
  readonly turn: number;
  readonly onChanged: (news: string) => void;
  readonly add: preact.ComponentChildren;
};

function Kept({ items, turn, onChanged, add }: KeptProps) {
  const wanted = queryValue('lich');
  const item = items.find(({ id }) => id === wanted) ?? items[0];
  const monday = weekOf(queryValue('tuan'), now.value);
  const { asked, again } = useAsked<RosterView>(item === undefined ? null : pathOf(item.id, monday));
  const shown = useSignal(turn);
  if (shown.peek() !== turn) {
    shown.value = turn;
    again();
  }
  const editing = useSignal<{ readonly shift: ShiftView | null } | null>(null);
  const trouble = useSignal<string | null>(null);
  if (item === undefined) return null;
  const { value } = asked.value;

  const copy = async () => {
    if (value === null) return;
    const told = said.peek().week;
    const next = daysAfter(monday, 7);
    const there = await call<RosterView>(pathOf(item.id, next));
    const change = there.ok ? copiedTo(next, value.shifts, there.value.shifts) : null;
    if (!there.ok) trouble.value = reasonOf(there);
    else if (change === 'nothing') trouble.value = told.nothingToCopy;
    else if (change === 'busy') trouble.value = told.copyBusy;
    else if (change !== null) {
      const path = `/rosters/${encodeURIComponent(item.id)}/shifts`;
      const done = await call(path, { method: 'PUT', body: change });
      trouble.value = done.ok ? null : reasonOf(done);
      if (done.ok) onChanged(told.copied(n(change.shifts.length)));
    }
  };
  return (
    <section class="duty-roster" aria-label={item.name}>
      <RosterBar
        items={items}
        item={item}
        monday={monday}
        onAdd={() => {
          editing.value = { shift: null };
        }}
        onCopy={() => void copy()}
        onChanged={onChanged}
        add={add}
      />
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {item.ladders.length === 0 && <p class="note">{said.value.rosters.unused}</p>}
      <Answered asked={asked.value} again={again}>
        {(roster) => (
          <Week
            roster={roster}
            monday={monday}
            onEdit={
              roster.mayChange
                ? (shift) => {
                    editing.value = { shift };
                  }
                : null
            }
          />
        )}
      </Answered>
      {editing.value !== null && value !== null && (
        <ShiftSheet
          roster={value}
          monday={monday}
          shift={editing.value.shift}
          onSaved={(text) => {
            trouble.value = null;
            onChanged(text);
          }}
          onClose={() => {
            editing.value = null;
          }}
        />
      )}
    </section>
  );
}
