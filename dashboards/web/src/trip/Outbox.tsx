/** V4, the outbox: everything recorded here, whether the service has it, and what stands in the way. Nothing leaves it. */

import { failureText } from '../api/failure.ts';
import { whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { language, words } from '../words/words.ts';
import { deliver, sending } from './delivery.ts';
import { keepItem, outbox } from './kept.ts';
import { ImportFile } from './lock/ImportFile.tsx';
import { saveAs } from './lock/outbox-file.ts';
import { SignAnew } from './lock/SignAnew.tsx';
import { lockWords } from './lock/words.ts';
import { again, inOrder, isOpen, type OutboxItem, type Trouble } from './outbox.ts';
import { sharedOf } from './phone.ts';
import { Top } from './TripPages.tsx';
import { Versions } from './Versions.tsx';
import { tripWords } from './words.ts';

const LOOKS: Record<OutboxItem['state'], [tone: string, icon: IconName]> = {
  waiting: ['orange', 'clock'],
  confirmed: ['green', 'check'],
  refused: ['red', 'cross'],
  conflict: ['red', 'recall'],
};

const RANK_DONE = 3;

export function Outbox() {
  const said = tripWords.value;
  // What asks for a person first, then what waits; within each the newest on top.
  const rank = (item: OutboxItem) =>
    isOpen(item) ? ['conflict', 'refused', 'waiting'].indexOf(item.state) : RANK_DONE;
  const items = inOrder(outbox.value)
    .toReversed()
    .sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <Top title={said.outbox} here="outbox" />
      <main class="trip-main">
        {items.length === 0 && (
          <div class="trip-empty">
            <p>{said.box.empty}</p>
          </div>
        )}
        <ul class="lines">
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
        <ImportFile />
      </main>
      <footer class="thumb">
        <button
          type="button"
          class="secondary"
          disabled={items.length === 0}
          onClick={() => saveAs(said.box.file, outbox.peek())}
        >
          {said.box.export}
        </button>
        <button type="button" class="primary big" disabled={sending.value} onClick={() => void deliver()}>
          {sending.value ? said.box.sending : said.box.send}
        </button>
      </footer>
    </>
  );
}

function Item({ item }: { item: OutboxItem }) {
  const { box } = tripWords.value;
  const what = box.types[item.delivered.body.type];
  const isReplaced = item.replacedBy !== undefined;
  const [tone, icon]: (typeof LOOKS)[OutboxItem['state']] = isReplaced
    ? ['grey', 'check']
    : LOOKS[item.state];
  const isSending = item.state === 'waiting' && sending.value;
  // Of a contradiction the page speaks itself, below.
  const isTroubled = item.state !== 'confirmed' && (item.state !== 'conflict' || item.trouble?.said !== null);
  const size = new TextEncoder().encode(JSON.stringify(item.delivered)).length;
  const resend = async () => {
    await keepItem(again(item));
    void deliver();
  };
  return (
    <li class={`item tone-${tone}`}>
      <p class="item-head">
        <b>{what}</b>
        <span class="item-state">
          <Icon name={icon} bold />{' '}
          {isReplaced ? lockWords.value.replaced : isSending ? box.states.sending : box.states[item.state]}
        </span>
      </p>
      <p class="trip-facts">
        <span>{box.savedAt(timeNear(sharedOf(item.savedAt), today.value))}</span>
        <span>{box.bytes((size / 1000).toFixed(1).replace('.', language.value === 'vi' ? ',' : '.'))}</span>
        {item.tries > 0 && <span>{box.tries(item.tries)}</span>}
        {item.carried && <span>{box.carried}</span>}
      </p>
      {item.trouble && isTroubled && <p class="item-trouble">{troubleText(item.trouble)}</p>}
      {item.state === 'conflict' && <Versions item={item} />}
      {item.receipt && (
        <p class="hint">
          {box.receipt(
            whole(item.receipt.ledgerSeq, language.value),
            timeNear(Date.parse(item.receipt.recordedAt), today.value),
          )}
        </p>
      )}
      <SignAnew item={item} />
      {isOpen(item) && (
        <div class="row">
          {item.state !== 'conflict' && item.tries > 0 && (
            <button type="button" class="secondary" disabled={sending.value} onClick={() => void resend()}>
              {box.again}
            </button>
          )}
          <button
            type="button"
            class="secondary"
            aria-label={lockWords.value.exportOneOf(what)}
            onClick={() => saveAs(box.file, [item])}
          >
            {lockWords.value.exportOne}
          </button>
        </div>
      )}
    </li>
  );
}

function troubleText({ code, status, said }: Trouble): string {
  const { trouble } = tripWords.value.box;
  if (said !== null) return said[language.value];
  if (code === 'RECEIPT_INVALID') return trouble.receipt;
  if (status === 0) return trouble.network;
  if (status === 401) return trouble.signIn;
  if (status === 429) return trouble.busy;
  if (status >= 500) return trouble.server;
  return failureText({ ok: false, status, code, said }, words.value, language.value);
}
