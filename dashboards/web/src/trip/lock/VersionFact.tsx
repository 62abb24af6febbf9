/** Which version runs here, and whether a newer one waits; it is taken over only when nothing is begun. */
import { useSignal } from '@preact/signals';
import { version } from '../../../../../package.json';
import { drafts } from '../kept.ts';
import { lookForUpdate, takeUpdate, updateWaits } from '../worker.ts';
import { Fact } from './Fact.tsx';
import { lockWords } from './words.ts';

/** The built file's own name carries a hash of its content: two phones with the same one run the same code. */
const build = /-([\w-]{8})\.js$/.exec(new URL(import.meta.url).pathname)?.[1] ?? '';

export function VersionFact() {
  const said = lockWords.value;
  const looking = useSignal<'idle' | 'looking' | 'away'>('idle');
  const look = async () => {
    looking.value = 'looking';
    looking.value = (await lookForUpdate()) ? 'idle' : 'away';
  };
  const waits = updateWaits.value !== null;
  const isBusy = drafts.value.some(({ done }) => !done);
  return (
    <Fact name={said.version}>
      {version} {build !== '' && <code>{build}</code>}
      <br />
      {!waits && said.upToDate}
      {waits && (isBusy ? said.updateWaits : said.updateReady)}
      {looking.value === 'away' && (
        <p class="trouble" role="alert">
          {said.updateAway}
        </p>
      )}
      <div class="row">
        {waits && !isBusy && (
          <button type="button" class="primary" onClick={takeUpdate}>
            {said.updateNow}
          </button>
        )}
        {!waits && (
          <button
            type="button"
            class="secondary"
            disabled={looking.value === 'looking'}
            onClick={() => void look()}
          >
            {looking.value === 'looking' ? said.looking : said.lookForUpdate}
          </button>
        )}
      </div>
    </Fact>
  );
}
