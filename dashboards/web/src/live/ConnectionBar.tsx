/** Hidden while all is well; otherwise says since when the figures may be old, and that they are fresh again. */
import { timeNear } from '../format/time.ts';
import { Icon } from '../look/Icon.tsx';
import { words } from '../words/words.ts';
import { now } from './clock.ts';
import { justRestored, lostSince } from './connection.ts';

export function ConnectionBar() {
  const { connection } = words.value;
  const lost = lostSince.value;
  return (
    <div class="connection" role="status">
      {lost !== null && (
        <p class="connection-bar connection-lost">
          <Icon name="no-signal" bold />
          {connection.lost(timeNear(lost, now.peek()))}
        </p>
      )}
      {lost === null && justRestored.value && (
        <p class="connection-bar connection-restored">
          <Icon name="check" bold />
          {connection.restored}
        </p>
      )}
    </div>
  );
}
