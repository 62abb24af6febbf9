/** K4, all cards for one unit, that of the moment first: read at the fridge, printed and hung beside it. */
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import type { UnitDetail, UnitView } from '../api/views.ts';
import { useLiveUnit } from '../live/use-live-unit.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { words } from '../words/words.ts';
import { Card } from './Card.tsx';
import { CARDS, cardsOf } from './kind.ts';
import { guidanceWords } from './words.ts';

export function GuidancePage({ id }: { id: string }) {
  const { asked, again } = useAsked<UnitDetail>(`/units/${id}`);
  const inside = useAsked<UnitInsideView>(`/units/${id}/inside`);
  const said = guidanceWords.value;
  const unit = useLiveUnit(id) ?? asked.value.value;
  return (
    <Frame
      narrow
      title={said.title}
      subtitle={unit ? said.of(unit.name, unit.siteName ?? words.value.tile.underWay) : undefined}
      back={{ ...linkTo('unit', { id }), name: unit?.name ?? id }}
      actions={<PrintButton />}
    >
      <Answered asked={asked.value} again={again}>
        {(known) => <Cards unit={unit ?? known} inside={inside.asked.value.value} />}
      </Answered>
    </Frame>
  );
}

function Cards({ unit, inside }: { unit: UnitView; inside: UnitInsideView | null }) {
  const said = guidanceWords.value;
  const needed = cardsOf(unit);
  const others = CARDS.filter((card) => !needed.includes(card));
  return (
    <>
      {needed.length === 0 ? (
        <p class="soft">{said.calm}</p>
      ) : (
        <section class="guide-cards" aria-label={said.now}>
          <h2>{said.now}</h2>
          {needed.map((kind) => (
            <Card key={kind} kind={kind} inside={inside} />
          ))}
        </section>
      )}
      <section class="guide-cards" aria-label={said.others}>
        <h2>{said.others}</h2>
        {others.map((kind) => (
          <Card key={kind} kind={kind} inside={inside} />
        ))}
      </section>
    </>
  );
}
