/** V3, the handoff: what was begun goes on where it stopped; otherwise first of all, who gives and who takes. */
import { Icon } from '../look/Icon.tsx';
import { go, goToTrip } from '../page.ts';
import { giveDraft, takeDraft } from './begin.ts';
import type { GiveDraft, TakeDraft } from './draft.ts';
import { Give } from './give/Give.tsx';
import { drafts, keepDraft, trips } from './kept.ts';
import { Top } from './TripPages.tsx';
import { Take } from './take/Take.tsx';
import { tripWords } from './words.ts';

export function Handoff({ id }: { id: string }) {
  const said = tripWords.value;
  const draft = drafts.value.find(
    (each): each is GiveDraft | TakeDraft => each.kind !== 'note' && each.key === `handoff ${id}`,
  );
  const leave = () => (id === '-' ? go('trips') : goToTrip(id));
  if (draft?.kind === 'give') return <Give key={draft.ids.offer} draft={draft} onLeave={leave} />;
  if (draft?.kind === 'take') return <Take key={draft.ids.taken} draft={draft} onLeave={leave} />;
  const trip = trips.value.find((each) => each.id === id);
  if (id === '-') {
    return (
      <>
        <Top title={said.trip.take} back={leave} />
        <Sides onTake={() => void keepDraft(takeDraft(id))} onGive={null} />
      </>
    );
  }
  return (
    <>
      <Top title={said.trip.handoff} back={leave} />
      <Sides
        onTake={() => void keepDraft(takeDraft(id))}
        onGive={trip === undefined ? null : () => void keepDraft(giveDraft(id))}
      />
    </>
  );
}

function Sides({ onGive, onTake }: { onGive: (() => void) | null; onTake: () => void }) {
  const said = tripWords.value;
  return (
    <main class="trip-main wizard sides">
      <h2>{said.handoff.side}</h2>
      {onGive && (
        <button type="button" class="side" onClick={onGive}>
          <Icon name="up" bold />
          <b>{said.trip.give}</b>
          <span>{said.handoff.giveHint}</span>
        </button>
      )}
      <button type="button" class="side" onClick={onTake}>
        <Icon name="down" bold />
        <b>{said.trip.take}</b>
        <span>{said.handoff.takeHint}</span>
      </button>
    </main>
  );
}
