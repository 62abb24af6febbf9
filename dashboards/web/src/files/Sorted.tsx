/** How much of a file is new, known, contradicted or left out. */
import type { FileSortedView } from '../../../../src/keeper/file-views.ts';
import { degreesOf, n } from '../official/say.ts';
import { filesWords, moment } from './words.ts';

export function Sorted({ file }: { file: FileSortedView }) {
  const told = filesWords.value;
  const { fresh, freshDays, known, knownDays, conflicts } = file;
  const lines = [
    fresh > 0 ? told.fresh(n(fresh)) : null,
    freshDays > 0 ? told.freshDays(n(freshDays)) : null,
    known + knownDays > 0 && fresh + freshDays > 0 ? told.known(n(known + knownDays)) : null,
    file.implausible > 0 ? told.implausible(n(file.implausible)) : null,
  ].filter((line) => line !== null);
  const warnings = [
    file.ahead > 0 ? told.ahead(n(file.ahead)) : null,
    file.outside > 0 ? told.outside(n(file.outside)) : null,
    file.elsewhere > 0 ? told.elsewhere(n(file.elsewhere)) : null,
  ].filter((line) => line !== null);
  return (
    <>
      {lines.length > 0 && (
        <ul class="files-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {warnings.map((line) => (
        <p key={line} class="files-warn">
          {line}
        </p>
      ))}
      {conflicts.count > 0 && (
        <details class="files-warn files-fold">
          <summary>{told.conflicts(n(conflicts.count))}</summary>
          <ul class="files-lines">
            {conflicts.items.map(({ at, probe, fileCelsius, storedCelsius }) => (
              <li key={`${at} ${probe} ${fileCelsius}`}>
                {told.conflict(moment(at), degreesOf(fileCelsius), degreesOf(storedCelsius))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
