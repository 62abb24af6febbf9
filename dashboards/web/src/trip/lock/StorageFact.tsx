/** Will the browser keep what is on this phone, and how much more fits? */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { whole } from '../../format/province.ts';
import { language } from '../../words/words.ts';
import { tripWords } from '../words.ts';
import { Fact } from './Fact.tsx';

export function StorageFact() {
  const { device } = tripWords.value;
  const persisted = useSignal<boolean | null>(null);
  const space = useSignal<StorageEstimate | null>(null);
  useEffect(() => {
    void navigator.storage?.persisted?.().then((is) => {
      persisted.value = is;
    });
    void navigator.storage?.estimate?.().then((found) => {
      space.value = found;
    });
  }, []);
  const persist = async () => {
    persisted.value = await navigator.storage.persist();
  };
  const megabytes = (bytes = 0) => whole(Math.round(bytes / 1e6), language.value);
  const { usage = 0, quota } = space.value ?? {};
  return (
    <Fact name={device.storage}>
      {persisted.value === null ? device.unknown : persisted.value ? device.persisted : device.notPersisted}
      <br />
      {quota !== undefined && device.used(megabytes(usage), megabytes(quota - usage))}
      {persisted.value === false && (
        <button type="button" class="secondary" onClick={() => void persist()}>
          {device.persist}
        </button>
      )}
    </Fact>
  );
}
