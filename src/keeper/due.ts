/** Whose moment has come? Each room is told of its own, and what is to be judged is answered. */
import type { UtcMs } from '../thermal/types.ts';
import { endTest } from './commands/test-alert.ts';
import type { Draft } from './draft.ts';
import type { Rooms } from './rooms.ts';

/** Answers the subjects of which time alone may have changed the verdict. */
export function due(rooms: Rooms, asOf: UtcMs, draft: Draft): string[] {
  const { deadlines, province, silence, tileTimes, alarming, custody } = rooms;
  return deadlines.due(asOf).filter((key) => {
    const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (kind === 'device') silence.look(id, draft);
    else if (kind === 'tile') tileTimes.look(id, draft.now);
    else if (alarming.note(kind, id) || custody.note(kind, id)) return false;
    else if (!endTest(kind, id, draft, province)) return true;
    return false;
  });
}
