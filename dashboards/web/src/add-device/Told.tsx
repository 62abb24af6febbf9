/** Step 6: whose screens show this unit's alerts today, and what is not promised beside them. */

import type { Role } from '../../../../src/fleet/types.ts';
import type { ToldView } from '../../../../src/keeper/enrol-views.ts';
import type { Paged } from '../api/views.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { shellWords } from '../shell/words.ts';
import { Panel } from './Steps.tsx';
import { enrolPath } from './use-doing.ts';
import { said } from './words.ts';

export function Told({ device, onRead }: { device: string; onRead: () => void }) {
  const told = said.value;
  const { asked, again } = useAsked<Paged<ToldView>>(enrolPath(device, '/people?limit=500'));
  return (
    <Panel title={told.toldTitle}>
      <p>{told.toldHint}</p>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.nobody }}
      >
        {({ items }) => (
          <ul class="enrol-people">
            {items.map((person) => (
              <li key={person.username}>
                <b>
                  <bdi>{person.name}</bdi>
                </b>
                <span>
                  {person.roles.map((role) => shellWords.value.roles[role as Role] ?? role).join(', ')}
                </span>
                <span class="soft">
                  <bdi>{person.siteName ?? person.site ?? told.wholeProvince}</bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <p class="note">{told.toldMore}</p>
      <div class="enrol-buttons">
        <button type="button" class="primary" onClick={onRead}>
          {told.next}
        </button>
      </div>
    </Panel>
  );
}
