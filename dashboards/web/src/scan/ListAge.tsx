/** How old the list is that answers without the service, and what waits to be sent. */
import { clock } from '../format/province.ts';
import { dateOf, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { listTime } from './by-list.ts';
import { isForged, isFresh, list } from './list.ts';
import { waiting } from './scan-log.ts';
import { scanWords } from './words.ts';

/** `07:15 hôm nay`, or with its day. */
export function listWhen(iso: string): string {
  const at = Date.parse(iso);
  return dateOf(at) === dateOf(now.value) ? scanWords.value.today(clock(at)) : timeNear(at, now.value);
}

export function ListAge() {
  const said = scanWords.value;
  const one = list.value;
  return (
    <div class="list-age">
      {isForged.value && (
        <p class="list-bad" role="alert">
          {said.forged}
        </p>
      )}
      {one === null ? (
        isFresh.value !== null && !isForged.value && <p class="list-bad">{said.noList}</p>
      ) : (
        <p>
          <Icon name={isFresh.value === false ? 'no-signal' : 'check'} />
          <span>
            {said.listFrom(listWhen(one.signed.list.issuedAt))} ·{' '}
            {said.listCount(one.signed.list.lots.length)}
          </span>
        </p>
      )}
      {one !== null && isOver() && <p class="list-bad">{said.listOver}</p>}
      {waiting.value > 0 && <p role="status">{said.waiting(waiting.value)}</p>}
    </div>
  );
}

function isOver(): boolean {
  const one = list.value;
  if (one === null || now.value === 0) return false;
  const time = listTime(one, Date.now());
  return time === null || time >= Date.parse(one.signed.list.validUntil);
}
