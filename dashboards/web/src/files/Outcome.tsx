/** What storing the file did, and where to go from here. */
import type { StoredFileView } from '../../../../src/keeper/file-views.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo } from '../page.ts';
import { Changes, isQuiet } from './Changes.tsx';
import { Sorted } from './Sorted.tsx';
import { filesWords } from './words.ts';

export function Outcome({ stored, onNext }: { stored: StoredFileView; onNext: () => void }) {
  const told = filesWords.value;
  const names = stored.units.map(({ name }) => name).join(', ');
  const hasAlerts = stored.did.discoveredLate > 0 || stored.did.holds.placed.count > 0;
  return (
    <section class="files-part" aria-labelledby="files-outcome">
      <div role="status">
        <h2 id="files-outcome" class="files-done">
          <Icon name="check" bold />
          {names === '' ? told.stored : told.storedInto(names)}
        </h2>
      </div>
      {stored.fresh + stored.freshDays === 0 && <p>{told.nothingNew}</p>}
      <Sorted file={stored} />
      {isQuiet(stored.did) && stored.fresh + stored.freshDays > 0 && <p>{told.quiet}</p>}
      <Changes changes={stored.did} isDone />
      <div class="files-ends">
        {hasAlerts && (
          <a class="primary files-link" {...linkTo('alerts')}>
            {told.openAlerts}
          </a>
        )}
        {stored.units.map(({ id, name }) => (
          <a key={id} class="secondary" {...linkTo('unit', { id })}>
            {told.openUnit(name)}
          </a>
        ))}
        <button type="button" class="secondary" onClick={onNext}>
          {told.next}
        </button>
      </div>
    </section>
  );
}
