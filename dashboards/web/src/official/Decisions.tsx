/** Lots that wait for a decision, by incident and lot; what was proposed and waits for a second person; what was decided. */
import '../look/official.css';
import { useSignal } from '@preact/signals';
import type { DecisionDoneView, DecisionGroupView } from '../../../../src/keeper/official-views.ts';
import type { Paged } from '../api/views.ts';
import { day } from '../format/province.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Proposal } from './Proposal.tsx';
import { Propose } from './Propose.tsx';
import { inWords, n, when } from './say.ts';
import { said } from './words.ts';

export function Decisions() {
  const told = said.value.decide;
  const alert = queryValue('su-co');
  const cursor = queryValue('tu');
  const query = new URLSearchParams({
    limit: '20',
    ...(alert === null ? {} : { alert }),
    ...(cursor === null ? {} : { cursor }),
  });
  const waiting = useAsked<Paged<DecisionGroupView>>(`/decisions?${query}`);
  const done = useAsked<Paged<DecisionDoneView>>('/decisions/done?limit=20');
  const news = useSignal<string | null>(null);
  const changed = (what: string) => {
    news.value = what;
    waiting.again();
    done.again();
  };
  return (
    <Frame title={told.title}>
      <div role="status" aria-live="polite">
        {news.value !== null && <p class="note note-good">{news.value}</p>}
      </div>
      <Answered
        asked={waiting.asked.value}
        again={waiting.again}
        empty={{
          // A later page whose lots are all decided says nothing of those before it.
          when: ({ items }) => items.length === 0 && cursor === null,
          title: told.none,
          hint: told.noneHint,
        }}
      >
        {({ items, next }) => (
          <>
            {items.map((group) => (
              <Group key={group.id} group={group} changed={changed} />
            ))}
            {cursor !== null && (
              <a class="secondary" {...linkTo('decisions', { 'su-co': alert })}>
                {said.value.fromTop}
              </a>
            )}
            {next !== null && (
              <a class="secondary" {...linkTo('decisions', { tu: next, 'su-co': alert })}>
                {said.value.more}
              </a>
            )}
          </>
        )}
      </Answered>
      <section class="part">
        <h2>{told.done}</h2>
        <Answered
          asked={done.asked.value}
          again={done.again}
          empty={{ when: ({ items }) => items.length === 0, title: told.doneNone }}
        >
          {({ items }) => (
            <ul class="entries">
              {items.map((one) => (
                <li key={one.id}>
                  <a {...linkTo('decision', { id: one.id })}>
                    {told.kinds[one.decision]}: {one.lots.join(', ')}
                  </a>{' '}
                  · {said.value.parcels(n(one.parcels))}
                  <p class="soft">
                    {told.approvedLine(one.proposedBy, one.approvedBy, when(one.approvedAt))}. {one.reason}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      </section>
    </Frame>
  );
}

type GroupProps = { group: DecisionGroupView; changed: (what: string) => void };

function Group({ group, changed }: GroupProps) {
  const told = said.value.decide;
  const proposing = useSignal(false);
  const isOfficial = session.value?.roles.includes('official') === true;
  return (
    <article class="part decision" aria-label={`${group.product}, ${said.value.lotNo(group.lot)}`}>
      <header class="decision-head">
        <h2>
          {group.product} · {said.value.lotNo(group.lot)}
        </h2>
        <p>
          <b>
            <Icon name="hold" />
            {said.value.parcels(n(group.parcels))}, {said.value.doses(n(group.doses))}
          </b>{' '}
          · {said.value.sites(n(group.sites))} · {said.value.expiry(day(group.expiry))}
        </p>
        <p>{group.cause === null ? told.causes[group.kind as 'custody'] : inWords(group.cause)}</p>
        <p class="soft">
          {told.since(when(group.since))}
          {group.alert !== null && (
            <>
              {' · '}
              <a {...linkTo('incident', { alert: group.alert })}>{told.incident}</a>
            </>
          )}
        </p>
      </header>
      {group.proposals.map((proposal) => (
        <Proposal key={proposal.ids[0]} proposal={proposal} changed={changed} />
      ))}
      {proposing.value ? (
        <Propose
          group={group}
          onDone={(what) => {
            proposing.value = false;
            if (what !== null) changed(what);
          }}
        />
      ) : (
        isOfficial && (
          <button
            type="button"
            class={group.proposals.length === 0 ? 'primary' : 'secondary'}
            onClick={() => {
              proposing.value = true;
            }}
          >
            {told.propose}
          </button>
        )
      )}
    </article>
  );
}
