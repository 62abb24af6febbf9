/** What can be done about a unit: take its alert, write a note, move what is in it, read what to do. */
import { useSignal } from '@preact/signals';
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import type { UnitDetail, UnitView } from '../api/views.ts';
import { Acknowledge } from '../board/Acknowledge.tsx';
import { deedsOf } from '../board/deeds.ts';
import { lifeWords } from '../board/life-words.ts';
import { alertPlace } from '../board/words.ts';
import { alerts, sites, units } from '../live/connection.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo } from '../page.ts';
import { isFor } from '../routes.ts';
import { mayAcknowledge, session } from '../session/session.ts';
import { words } from '../words/words.ts';
import { DefrostSheet } from './DefrostSheet.tsx';
import { defrostWords } from './defrost-words.ts';
import { MoveSheet } from './MoveSheet.tsx';
import { NoteSheet } from './NoteSheet.tsx';
import { pageWords } from './page-words.ts';

type Which = 'take' | 'snooze' | 'note' | 'move' | 'defrost';
type Props = { unit: UnitView; detail: UnitDetail | null; inside: UnitInsideView | null };

export function Actions({ unit, detail, inside }: Props) {
  const sheet = useSignal<Which | null>(null);
  const said = pageWords.value;
  const alert = unit.alert === null ? undefined : alerts.value.get(unit.alert);
  const has = (...roles: string[]) => session.value?.roles.some((role) => roles.includes(role)) ?? false;
  const close = () => {
    sheet.value = null;
  };
  const open = (which: Which) => () => {
    sheet.value = which;
  };
  return (
    <nav class="unit-actions no-print" aria-label={said.actions}>
      {alert !== undefined && alert.acknowledged === null && mayAcknowledge.value && (
        <button type="button" class="primary" onClick={open('take')}>
          <Icon name="person" />
          {said.take}
        </button>
      )}
      {alert !== undefined && mayAcknowledge.value && deedsOf(alert).includes('snooze') && (
        <button type="button" class="secondary" onClick={open('snooze')}>
          <Icon name="clock" />
          {lifeWords.value.snooze}
        </button>
      )}
      {has('depot', 'official') && (
        <button type="button" class="secondary" onClick={open('note')}>
          <Icon name="note" />
          {said.note}
        </button>
      )}
      {has('depot') && unit.site !== null && (detail?.contents.length ?? 0) > 0 && (
        <button type="button" class="secondary" onClick={open('move')}>
          <Icon name="box" />
          {said.move}
        </button>
      )}
      {has('depot', 'administrator') && unit.kind !== 'transport-box' && inside?.defrost === null && (
        <button type="button" class="secondary" onClick={open('defrost')}>
          <Icon name="clock" />
          {defrostWords.value.begin}
        </button>
      )}
      {isFor('book', session.value?.roles ?? []) && (
        <a class="secondary" {...linkTo('book', { tu: unit.id })}>
          <Icon name="book" />
          {said.book}
        </a>
      )}
      <a class="secondary" {...linkTo('guidance', { id: unit.id })}>
        <Icon name="recall" />
        {said.guidance}
      </a>
      {(sheet.value === 'take' || sheet.value === 'snooze') && alert !== undefined && (
        <Acknowledge
          alert={alert}
          deed={sheet.value}
          place={alertPlace(alert, words.value, units.value, sites.value)}
          onClose={close}
        />
      )}
      {sheet.value === 'note' && <NoteSheet unit={unit.id} onClose={close} />}
      {sheet.value === 'defrost' && <DefrostSheet unit={unit.id} parcels={unit.parcels} onClose={close} />}
      {sheet.value === 'move' && detail !== null && <MoveSheet unit={detail} onClose={close} />}
    </nav>
  );
}
