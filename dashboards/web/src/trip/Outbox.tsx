/** V4, the outbox: everything recorded here, whether the service has it, and what stands in the way. Nothing leaves it. */
import { useSignal } from '@preact/signals';
import type { HandoffView } from '../../../../src/keeper/custody-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { language, words } from '../words/words.ts';
import { deliver, sending } from './delivery.ts';
import { keepItem, outbox } from './kept.ts';
import { again, inOrder, type OutboxItem, type Trouble } from './outbox.ts';
import { contact } from './phone.ts';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

const LOOKS: Record<OutboxItem['state'], [tone: string, icon: IconName]> = {
  waiting: ['orange', 'clock'],
  confirmed: ['green', 'check'],
  refused: ['red', 'cross'],
  conflict: ['red', 'recall'],
};

export function Outbox() {
  const said = tripWords.value;
  // What asks for a person first, then what waits; within each the newest on top.
  const rank = ({ state }: OutboxItem) => ['conflict', 'refused', 'waiting', 'confirmed'].indexOf(state);
  const items = inOrder(outbox.value)
    .toReversed()
    .sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <Top title={said.outbox} here="outbox" />
      <main class="trip-main">
        {items.length === 0 && (
          <div class="empty">
            <p>{said.box.empty}</p>
          </div>
        )}
        <ul class="lines">
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      </main>
      <footer class="thumb">
        <button type="button" class="secondary" disabled={items.length === 0} onClick={saveAsFile}>
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
  const [tone, icon] = LOOKS[item.state];
  const isSending = item.state === 'waiting' && sending.value;
  const size = new TextEncoder().encode(JSON.stringify(item.delivered)).length;
  const resend = async () => {
    await keepItem(again(item));
    void deliver();
  };
  return (
    <li class={`item tone-${tone}`}>
      <p class="item-head">
        <b>{box.types[item.delivered.body.type]}</b>
        <span class="item-state">
          <Icon name={icon} bold /> {isSending ? box.states.sending : box.states[item.state]}
        </span>
      </p>
      <p class="facts">
        <span>{box.savedAt(timeNear(item.savedAt, now.peek()))}</span>
        <span>{box.bytes((size / 1000).toFixed(1).replace('.', language.value === 'vi' ? ',' : '.'))}</span>
        {item.tries > 0 && <span>{box.tries(item.tries)}</span>}
        {item.carried && <span>{box.carried}</span>}
      </p>
      {item.trouble && item.state !== 'confirmed' && <p class="item-trouble">{troubleText(item.trouble)}</p>}
      {item.state === 'conflict' && <Versions item={item} />}
      {item.receipt && (
        <p class="hint">
          {box.receipt(
            whole(item.receipt.ledgerSeq, language.value),
            timeNear(Date.parse(item.receipt.recordedAt), now.peek()),
          )}
        </p>
      )}
      {(item.state === 'waiting' || item.state === 'refused') && item.tries > 0 && (
        <button type="button" class="secondary" disabled={sending.value} onClick={() => void resend()}>
          {box.again}
        </button>
      )}
    </li>
  );
}

/** Both stories side by side, and whom to call: an official decides, not whoever comes last. */
function Versions({ item }: { item: OutboxItem }) {
  const said = tripWords.value;
  const theirs = useSignal<HandoffView | null>(null);
  const { body } = item.delivered;
  const ask = async () => {
    if (!('handoff' in body)) return;
    const answer = await call<HandoffView>(`/handoffs/${body.handoff}`);
    if (answer.ok) theirs.value = answer.value;
  };
  return (
    <div class="versions">
      <p>{said.box.conflict}</p>
      <details onToggle={() => void ask()}>
        <summary>{said.box.mine}</summary>
        <pre>{JSON.stringify(body, null, 1)}</pre>
        <b>{said.box.theirs}</b>
        {theirs.value === null ? (
          <p>{said.box.theirsUnknown}</p>
        ) : (
          <pre>{JSON.stringify(theirs.value, null, 1)}</pre>
        )}
      </details>
      {contact.value.trim() !== '' && (
        <a class="primary" href={`tel:${contact.value.replaceAll(/[^+\d]/g, '')}`}>
          {said.trip.callWhom(contact.value)}
        </a>
      )}
    </div>
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
  return status === 200 ? code : failureText({ ok: false, status, code, said }, words.value, language.value);
}

/** Everything with its signatures, for the day on which no line comes back: whoever gets the file can deliver it. */
function saveAsFile(): void {
  const events = inOrder(outbox.peek());
  const text = JSON.stringify({ v: 1, savedAt: new Date().toISOString(), items: events }, null, 1);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${tripWords.peek().box.file}-${new Date().toISOString().slice(0, 16).replaceAll(/[-:T]/g, '')}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
