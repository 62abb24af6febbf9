/** When will nobody be there, in the next two weeks? Red before it matters, and calm when there is nothing. */
import type { HolesView, HoleView } from '../../../../src/keeper/duty-views.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import type { Asked } from '../shell/use-asked.ts';
import { holeText } from './span-text.ts';
import { mondayOf } from './week.ts';
import { said } from './words.ts';

export const HOLES_PATH = '/duty/holes?days=14';
const SHOWN_MOST = 6;

type Props = { readonly asked: Asked<HolesView>; readonly again: () => void };

export function Holes({ asked, again }: Props) {
  const told = said.value.holes;
  return (
    <section class="duty-holes-part">
      <Answered asked={asked} again={again}>
        {({ items, ...looked }) =>
          items.length === 0 ? (
            <p class="duty-calm" role="status">
              <Icon name="check" bold /> {told.none}
            </p>
          ) : (
            <div class="duty-alarm" role="status">
              <h2>
                <Icon name="recall" bold /> {told.title(n(items.length))}
              </h2>
              <p>{told.what}</p>
              <ul>
                {items.slice(0, SHOWN_MOST).map((hole) => (
                  <Hole
                    key={`${hole.ladder.id} ${hole.level} ${hole.from} ${hole.covered}`}
                    hole={hole}
                    when={holeText(hole, looked, said.value)}
                  />
                ))}
              </ul>
              {items.length > SHOWN_MOST && <p>{told.more(n(items.length - SHOWN_MOST))}</p>}
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function Hole({ hole, when }: { hole: HoleView; when: string }) {
  const told = said.value.holes;
  const [roster] = hole.rosters;
  const where = hole.siteCount === 1 ? hole.sites[0]?.name : told.sites(n(hole.siteCount));
  return (
    <li>
      <b>{when}</b>
      <span>
        {[
          hole.rosters.map(({ name }) => name).join(', '),
          told.level(n(hole.level)),
          where,
          hole.covered ? told.covered : told.uncovered,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {roster === undefined ? (
        <a {...linkTo('ladder', { noi: hole.sites[0]?.id ?? hole.ladder.site })}>
          {told.see}
          <span class="sr">: {when}</span>
        </a>
      ) : (
        <a {...linkTo('duty', { lich: roster.id, tuan: mondayOf(Date.parse(hole.from)) })}>
          {told.fill}
          <span class="sr">: {when}</span>
        </a>
      )}
    </li>
  );
}
