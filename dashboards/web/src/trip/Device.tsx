/** This phone: whose it is, its key, its clock, whether what it keeps is safe, and whom to call. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { duration, whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { me, session } from '../session/session.ts';
import { language } from '../words/words.ts';
import { CLOCK_WRONG_MS } from './clock-offset.ts';
import { tally } from './kept.ts';
import { contact, enrol, keepContact, keyOf, offset, ownKey } from './phone.ts';
import { hasScanner } from './scanner-kept.ts';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

const CLOCK_EXACT_MS = 5_000;

export function Device() {
  const said = tripWords.value;
  const { device } = said;
  const persisted = useSignal<boolean | null>(null);
  const space = useSignal<StorageEstimate | null>(null);
  const scanner = useSignal(false);
  useEffect(() => {
    const who = me.peek();
    if (who !== null) void (session.peek() ? enrol(who.username) : keyOf(who.username)).catch(() => {});
    void navigator.storage?.persisted?.().then((is) => {
      persisted.value = is;
    });
    void navigator.storage?.estimate?.().then((found) => {
      space.value = found;
    });
    void hasScanner().then((is) => {
      scanner.value = is;
    });
  }, []);
  const persist = async () => {
    persisted.value = await navigator.storage.persist();
  };
  const megabytes = (bytes = 0) => whole(Math.round(bytes / 1e6), language.value);
  const key = ownKey.value;
  const found = offset.value;
  const { waiting, refused, conflict } = tally.value;
  return (
    <>
      <Top title={said.phone} here="phone" />
      <main class="trip-main">
        <dl class="device">
          <Fact name={device.who}>
            {me.value?.name} ({me.value?.username})
          </Fact>
          <Fact name={device.key}>
            {key === null ? (
              device.keyNone
            ) : (
              <>
                <code>{key.id.match(/.{8}/g)?.join(' ')}</code>
                <br />
                {key.enrolledAt === null
                  ? device.keyWaiting
                  : device.keyEnrolled(timeNear(key.enrolledAt, now.peek()))}
              </>
            )}
          </Fact>
          <Fact name={device.clock}>
            {found === null ? (
              device.clockUnknown
            ) : (
              <>
                {Math.abs(found.ms) < CLOCK_EXACT_MS
                  ? device.clockExact
                  : device.clockOff(duration(Math.abs(found.ms), language.value), found.ms < 0)}
                <br />
                <span class="hint">{device.clockLearned(timeNear(found.learnedAt, now.peek()))}</span>
                {Math.abs(found.ms) > CLOCK_WRONG_MS && <p class="trouble">{device.clockWarning}</p>}
              </>
            )}
          </Fact>
          <Fact name={device.storage}>
            {persisted.value === null
              ? device.unknown
              : persisted.value
                ? device.persisted
                : device.notPersisted}
            <br />
            {space.value?.quota !== undefined &&
              device.used(
                megabytes(space.value.usage),
                megabytes(space.value.quota - (space.value.usage ?? 0)),
              )}
            {persisted.value === false && (
              <button type="button" class="secondary" onClick={() => void persist()}>
                {device.persist}
              </button>
            )}
          </Fact>
          <Fact name={device.scanner}>{scanner.value ? device.scannerReady : device.scannerMissing}</Fact>
          <Fact name={device.unsent}>{waiting + refused + conflict}</Fact>
        </dl>
        <label class="field">
          <span>{device.contact}</span>
          <input
            type="tel"
            autoComplete="tel"
            maxLength={20}
            value={contact.value}
            onInput={(event) => void keepContact(event.currentTarget.value)}
          />
        </label>
      </main>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
