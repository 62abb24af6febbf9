/** Are the pages open, or what do they ask for first? Follows the session, the background and the time without contact. */
import { computed, effect, signal } from '@preact/signals';
import { remember, remembered } from '../../remember.ts';
import { me, session, signedInHere, standing } from '../../session/session.ts';
import { contactAt, noteContact, readContact } from './contact.ts';
import { pin, readPin } from './pin-kept.ts';
import { isWithoutContact, lockStateOf, wasAway } from './when.ts';

/** A service that is near answers within this; then nobody sees the question flash by. */
const PATIENCE_MS = 1_500;
const USED_EVERY_MS = 60_000;

/** Whose PIN and contact were read; null before. */
const readFor = signal<string | null>(null);
const isUnlocked = signal(false);
const isPatient = signal(navigator.onLine);
/** The phone's clock when it was last looked at for this; not at every tick: nobody is stopped in the middle of a sentence. */
const lookedAt = signal(Date.now());

export const lockState = computed(() => {
  if (me.value === null) return 'open';
  if (readFor.value !== me.value.username) return 'asking';
  return lockStateOf({
    isWithoutContact: contactAt.value !== null && isWithoutContact(contactAt.value, lookedAt.value),
    hasPin: pin.value !== null,
    isUnlocked: isUnlocked.value,
    isAsking: isPatient.value && standing.value === 'asking',
  });
});

export function unlock(): void {
  isUnlocked.value = true;
  lookedAt.value = Date.now();
  noteUse();
}

let started = false;
export function startLock(): void {
  if (started) return;
  started = true;
  const usedBefore = lastUse();
  setTimeout(() => {
    isPatient.value = false;
  }, PATIENCE_MS);
  effect(() => {
    const username = me.value?.username;
    if (username !== undefined && username !== readFor.peek()) void read(username);
  });
  // Opened with the network, and not long after it was last used: the session itself says who this is.
  const wasUsedLately = !wasAway(usedBefore, Date.now());
  let isFirst = true;
  effect(() => {
    const who = session.value;
    if (who === null) return;
    void noteContact(who.username);
    lookedAt.value = Date.now();
    if (signedInHere.value || (isFirst && wasUsedLately)) unlock();
    isFirst = false;
  });
  followBackground();
}

/** A disk that cannot be read says so on the pages themselves; it must not shut anybody out. */
async function read(username: string): Promise<void> {
  try {
    await Promise.all([readPin(username), readContact(username)]);
  } finally {
    readFor.value = username;
  }
}

function followBackground(): void {
  let hiddenAt = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = performance.now();
      noteUse();
      return;
    }
    // The one clock may have been set, the other may have slept.
    const isLong = wasAway(lastUse(), Date.now()) || wasAway(hiddenAt, performance.now());
    if (isLong) {
      signedInHere.value = false;
      isUnlocked.value = false;
    }
    lookedAt.value = Date.now();
  });
  addEventListener('pagehide', noteUse);
  setInterval(() => {
    if (document.visibilityState === 'visible') noteUse();
  }, USED_EVERY_MS);
}

const lastUse = (): number | null => {
  const text = remembered('last-use');
  return text === null ? null : Number(text);
};

/** Only while the pages are open: looking at the question is no use. */
function noteUse(): void {
  if (lockState.peek() === 'open') remember('last-use', String(Date.now()));
}
