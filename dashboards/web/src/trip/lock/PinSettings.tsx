/** Setting, changing and removing the PIN, and what it protects. */
import { useSignal } from '@preact/signals';
import { me } from '../../session/session.ts';
import { tripWords } from '../words.ts';
import { unlock } from './lock.ts';
import { PinEntry } from './PinEntry.tsx';
import { PinField } from './PinField.tsx';
import { isEasy, isPin } from './pin.ts';
import { forgetPin, pin, setPin } from './pin-kept.ts';
import { lockWords } from './words.ts';

type Mode = 'idle' | 'new' | 'before-change' | 'before-remove' | 'saved' | 'removed' | 'unsaved';

export function PinSettings() {
  const said = lockWords.value;
  const mode = useSignal<Mode>('idle');
  const username = me.value?.username;
  if (username === undefined) return null;
  const to = (next: Mode) => () => {
    mode.value = next;
  };
  const button = (label: string, next: Mode) => (
    <button type="button" class="secondary" onClick={to(next)}>
      {label}
    </button>
  );
  const isSet = pin.value !== null;
  const isResting = ['idle', 'saved', 'removed', 'unsaved'].includes(mode.value);
  const remove = async () => {
    mode.value = await forgetPin(username).then(
      () => 'removed' as const,
      () => 'unsaved' as const,
    );
  };
  return (
    <section class="device-part" aria-labelledby="pin-title">
      <h2 id="pin-title">{said.pinTitle}</h2>
      <p>{isSet ? said.pinOn : said.pinOff}</p>
      {mode.value === 'saved' && <p role="status">{said.saved}</p>}
      {mode.value === 'removed' && <p role="status">{said.removed}</p>}
      {mode.value === 'unsaved' && (
        <p class="trouble" role="alert">
          {tripWords.value.storageTrouble}
        </p>
      )}
      {mode.value === 'new' && <NewPin username={username} onSaved={to('saved')} />}
      {mode.value === 'before-change' && (
        <PinEntry username={username} label={said.pinNow} action={said.change} onRight={to('new')} />
      )}
      {mode.value === 'before-remove' && (
        <PinEntry
          username={username}
          label={said.pinNow}
          action={said.remove}
          onRight={() => void remove()}
        />
      )}
      <div class="row">
        {isResting && !isSet && button(said.set, 'new')}
        {isResting && isSet && button(said.change, 'before-change')}
        {isResting && isSet && button(said.remove, 'before-remove')}
        {!isResting && button(said.cancel, 'idle')}
      </div>
      <p class="hint">{said.pinAbout}</p>
    </section>
  );
}

function NewPin({ username, onSaved }: { username: string; onSaved: () => void }) {
  const said = lockWords.value;
  const first = useSignal('');
  const second = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = first.peek();
    trouble.value = !isPin(digits)
      ? said.pinShape
      : isEasy(digits)
        ? said.pinEasy
        : digits !== second.peek()
          ? said.pinDiffers
          : null;
    if (trouble.peek() !== null) return;
    busy.value = true;
    try {
      await setPin(username, digits);
    } catch {
      busy.value = false;
      trouble.value = tripWords.value.storageTrouble;
      return;
    }
    unlock();
    onSaved();
  };
  return (
    <form class="pin-entry" onSubmit={(event) => void submit(event)}>
      <PinField label={said.pinNew} value={first} />
      <PinField label={said.pinRepeat} value={second} />
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="submit" class="primary" disabled={busy.value}>
        {busy.value ? said.checking : said.save}
      </button>
    </form>
  );
}
