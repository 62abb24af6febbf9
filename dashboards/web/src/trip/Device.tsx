/** This phone: whose it is, its key, its clock, whether what it keeps is safe, its version, its lock, and whom to call. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { me } from '../session/session.ts';
import { Field } from '../shell/Form.tsx';
import { tally } from './kept.ts';
import { ClockFact } from './lock/ClockFact.tsx';
import { Fact } from './lock/Fact.tsx';
import { KeyFact } from './lock/KeyFact.tsx';
import { Phones } from './lock/Phones.tsx';
import { PinSettings } from './lock/PinSettings.tsx';
import { StorageFact } from './lock/StorageFact.tsx';
import { VersionFact } from './lock/VersionFact.tsx';
import { contact, keepContact } from './phone.ts';
import { hasScanner } from './scanner-kept.ts';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

export function Device() {
  const said = tripWords.value;
  const { device } = said;
  const scanner = useSignal(false);
  useEffect(() => {
    void hasScanner().then((is) => {
      scanner.value = is;
    });
  }, []);
  const { waiting, refused, conflict } = tally.value;
  return (
    <>
      <Top title={said.phone} here="phone" />
      <main class="trip-main">
        <dl class="device">
          <Fact name={device.who}>
            {me.value?.name} ({me.value?.username})
          </Fact>
          <KeyFact />
          <ClockFact />
          <StorageFact />
          <Fact name={device.scanner}>{scanner.value ? device.scannerReady : device.scannerMissing}</Fact>
          <Fact name={device.unsent}>{waiting + refused + conflict}</Fact>
          <VersionFact />
        </dl>
        <Field
          label={device.contact}
          type="tel"
          autoComplete="tel"
          maxLength={20}
          value={contact.value}
          onText={(typed) => void keepContact(typed)}
        />
        <PinSettings />
        <Phones />
      </main>
    </>
  );
}
