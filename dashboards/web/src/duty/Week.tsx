/** A week of a roster, day by day: who is on when, who stands in, and where nobody is. */
import type { RosterView, ShiftView } from '../../../../src/keeper/duty-views.ts';
import { startOf } from '../format/local.ts';
import { weekdayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import { Coverage } from './Coverage.tsx';
import { dayMonth, pieceText } from './span-text.ts';
import { type DutyDay, daysOf, type Piece, type Span } from './week.ts';
import { said } from './words.ts';

type Props = {
  readonly roster: RosterView;
  readonly monday: string;
  /** Null: only to be looked at. */
  readonly onEdit: ((shift: ShiftView) => void) | null;
};
type Day = DutyDay<ShiftView, Span>;

export function Week({ roster, monday, onEdit }: Props) {
  return (
    <ol class="duty-week">
      {daysOf(monday, roster.shifts, roster.holes).map((day) => (
        <Column key={day.day} day={day} onEdit={onEdit} />
      ))}
    </ol>
  );
}

function Column({ day, onEdit }: { day: Day; onEdit: Props['onEdit'] }) {
  const told = said.value.week;
  const at = now.value;
  const isToday = at >= day.from && at < day.to;
  const isPast = at >= day.to;
  const lines = [
    ...day.shifts.map((piece) => ({ from: piece.from, shift: piece, hole: null })),
    ...day.holes.map((piece) => ({ from: piece.from, shift: null, hole: piece })),
  ].sort((a, b) => a.from - b.from);
  return (
    <li class={`duty-day ${isToday ? 'is-today' : ''} ${isPast ? 'is-past' : ''}`}>
      <h3>
        <span>{weekdayOf(startOf(day.day), language.value)}</span> {dayMonth(day.from)}
        {isToday && <b class="duty-today">{told.today}</b>}
      </h3>
      <Coverage day={day} now={at} />
      <ul>
        {lines.map(({ shift, hole }) =>
          shift !== null ? (
            <Shift key={`${shift.of.id} ${shift.from}`} piece={shift} onEdit={onEdit} />
          ) : (
            hole !== null && <Hole key={hole.from} piece={hole} isPast={hole.to <= at} />
          ),
        )}
      </ul>
    </li>
  );
}

function Hole({ piece, isPast }: { piece: Piece<Span>; isPast: boolean }) {
  return (
    <li class={isPast ? 'duty-hole is-past' : 'duty-hole'}>
      <Icon name="recall" bold />
      <p>
        <b>{said.value.holes.hole}</b>
        <span class="duty-when">{pieceText(piece, said.value)}</span>
      </p>
    </li>
  );
}

function Shift({ piece, onEdit }: { piece: Piece<ShiftView>; onEdit: Props['onEdit'] }) {
  const told = said.value.week;
  const { of: shift } = piece;
  const isNow = piece.from <= now.value && now.value < piece.to;
  const inner = (
    <>
      <span class="duty-when">{pieceText(piece, said.value)}</span>
      <b class="duty-who">{shift.standInName ?? shift.personName}</b>
      {shift.standInName !== null && <span>{told.standInFor(shift.personName)}</span>}
      {shift.note !== '' && <span class="duty-note">{shift.note}</span>}
    </>
  );
  return (
    <li class={isNow ? 'duty-shift is-now' : 'duty-shift'}>
      {onEdit === null ? (
        <p>{inner}</p>
      ) : (
        <button type="button" onClick={() => onEdit(shift)}>
          <span class="sr">{told.edit}: </span>
          {inner}
        </button>
      )}
    </li>
  );
}
