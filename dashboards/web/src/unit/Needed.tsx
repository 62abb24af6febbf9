/** While something is wrong: what to do about it, right on the unit's page. */
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import type { UnitView } from '../api/views.ts';
import { Card } from '../guidance/Card.tsx';
import { cardsOf } from '../guidance/kind.ts';
import { guidanceWords } from '../guidance/words.ts';

export function Needed({ unit, inside }: { unit: UnitView; inside: UnitInsideView | null }) {
  const cards = cardsOf(unit);
  if (cards.length === 0) return null;
  return (
    <section class="guide-cards unit-needed" aria-label={guidanceWords.value.title}>
      <h2>{guidanceWords.value.title}</h2>
      {cards.map((kind) => (
        <Card key={kind} kind={kind} inside={inside} />
      ))}
    </section>
  );
}
