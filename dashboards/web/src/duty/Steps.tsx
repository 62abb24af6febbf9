/** The levels of a ladder from the first on: when each is told, whom it would tell now and by which ways. */
import type { DutyLevelView, DutyView, ReachedView } from '../../../../src/keeper/duty-views.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { linkTo } from '../page.ts';
import { session } from '../session/session.ts';
import { shellWords } from '../shell/words.ts';
import { type Names, targetText } from './target-text.ts';
import { useNames } from './use-names.ts';
import { said } from './words.ts';

export function Steps({ view }: { view: DutyView }) {
  const told = said.value.steps;
  const names = useNames();
  const { ladder, levels } = view;
  const origin = view.from === 'above' ? told.from.above(ladder.siteName ?? '') : told.from[view.from];
  return (
    <>
      <p class={view.from === 'default' ? 'note' : 'duty-origin'}>{origin}</p>
      {levels.every(({ people }) => people.length === 0) && (
        <p class="trouble" role="status">
          {told.nobodyAtAll}
        </p>
      )}
      <ol class="duty-steps">
        {levels.map((level, i) => (
          <Step key={level.afterMinutes} level={level} index={i} view={view} names={names} />
        ))}
      </ol>
      <ul class="duty-rules">
        <li>{told.still(n(ladder.stillMinutes))}</li>
        <li>{told.forgotten(n(ladder.forgottenMinutes))}</li>
        <li>{ladder.quiet === null ? told.noQuiet : told.quiet(ladder.quiet.from, ladder.quiet.to)}</li>
        <li>{told.hold}</li>
      </ul>
    </>
  );
}

type StepProps = {
  readonly level: DutyLevelView;
  readonly index: number;
  readonly view: DutyView;
  readonly names: Names;
};

function Step({ level, index, view, names }: StepProps) {
  const told = said.value.steps;
  const { targets = [], channels = [] } = view.ladder.levels[index] ?? {};
  const isEmpty = level.people.length === 0;
  const isMute = !isEmpty && level.people.every(({ ways }) => ways.length === 0);
  return (
    <li class={isEmpty || isMute ? 'duty-step is-hole' : 'duty-step'}>
      <h2>
        <span>{told.level(n(index + 1))}</span>
        <b>{level.afterMinutes === 0 ? told.atOnce : told.after(n(level.afterMinutes))}</b>
      </h2>
      <p>
        {targets
          .map((target) => targetText(target, said.value, { ...names, roles: shellWords.value.roles }))
          .join(' · ')}
      </p>
      <p class="duty-label">
        {told.by}: {channels.map((way) => said.value.ways[way]).join(' → ')}
      </p>
      {level.open.length > 0 && (
        <p class="duty-nobody">
          <Icon name="recall" bold /> {said.value.holes.hole}: {level.open.map(({ name }) => name).join(', ')}
        </p>
      )}
      {isEmpty ? (
        <p class="duty-nobody">
          <Icon name="recall" bold /> {told.nobodyNow}
        </p>
      ) : (
        <>
          <p class="duty-label">{told.tellsNow}</p>
          <ul>
            {level.people.map((person) => (
              <Told key={person.username} person={person} of={view.site} />
            ))}
          </ul>
          {isMute && (
            <p class="duty-nobody">
              <Icon name="recall" bold /> {told.nobodyReachable}
            </p>
          )}
        </>
      )}
    </li>
  );
}

/** `of`: the place of the ladder; whoever is of there need not say so. */
function Told({ person, of }: { person: ReachedView; of: string | null }) {
  const { name, site, siteName, ways, standsInFor } = person;
  const mayHelp = session.value?.roles.includes('administrator') ?? false;
  return (
    <li>
      <b>{name}</b>
      {standsInFor !== null && <span> ({said.value.now.for(standsInFor)})</span>}
      {siteName !== null && site !== of && <span class="soft"> · {siteName}</span>}
      {ways.length === 0 ? (
        <span class="duty-nobody">
          {' · '}
          {mayHelp ? (
            <a {...linkTo('told', { nguoi: person.username })}>
              {said.value.steps.noWay}
              <span class="sr">: {name}</span>
            </a>
          ) : (
            said.value.steps.noWay
          )}
        </span>
      ) : (
        <span class="soft"> · {ways.map((way) => said.value.ways[way]).join(', ')}</span>
      )}
    </li>
  );
}
