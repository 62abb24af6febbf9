/** That a unit is being defrosted, or will be, and the way to end it. */
import type { UnitInsideView } from '../../../../src/keeper/unit-views.ts';
import { timeNear } from '../format/time.ts';
import { serviceNow } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { session } from '../session/session.ts';
import { Trouble } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { defrostWords } from './defrost-words.ts';
import { askUnitAgain } from './use-unit.ts';

const when = (iso: string): string => timeNear(Date.parse(iso), 0);

export function Defrosting({ inside }: { inside: UnitInsideView | null }) {
  const said = defrostWords.value;
  const { busy, trouble, ask } = useDeed();
  const defrost = inside?.defrost ?? null;
  if (inside === null || defrost === null || Date.parse(defrost.until) <= serviceNow()) return null;
  const begun = Date.parse(defrost.from) <= serviceNow();
  const end = async () => {
    const path = `/units/${encodeURIComponent(inside.unit)}/defrost`;
    if ((await ask(path, null, 'DELETE')) !== null) askUnitAgain();
  };
  const may = session.value?.roles.some((role) => role === 'depot' || role === 'administrator') ?? false;
  return (
    <section class="panel">
      <p>
        <Icon name="clock" bold />{' '}
        {begun ? said.going(when(defrost.until)) : said.planned(when(defrost.from), when(defrost.until))}
      </p>
      <p class="soft">{said.judged}</p>
      <Trouble text={trouble.value} />
      {may && (
        <button type="button" class="secondary" disabled={busy.value} onClick={() => void end()}>
          {begun ? said.end : said.takeBack}
        </button>
      )}
    </section>
  );
}
