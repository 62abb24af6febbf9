/** Deliveries that somebody has announced: the report says whether there is room for them. */
import { useSignal } from '@preact/signals';
import type { Told } from '../../../../src/papers/report-told.ts';
import type { Announced as Delivery } from '../../../../src/reports/types.ts';
import type { Paged } from '../api/views.ts';
import { atOf } from '../format/local.ts';
import { clock, whole } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { Answered } from '../shell/Answered.tsx';
import { Trouble } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { useDeed } from '../shell/use-deed.ts';
import { newId } from '../trip/uuid.ts';
import { language } from '../words/words.ts';
import { AddButton, dosesOf, Input, type PartProps, SiteInput, TimeInput } from './form.tsx';
import { said } from './words.ts';

type One = Told<Delivery>;

export function Announced({ sites, mayChange }: PartProps) {
  const told = said.value.plan;
  const { asked, again } = useAsked<Paged<One>>('/announced?limit=200');
  const { busy, trouble, ask } = useDeed();
  const arrived = async ({ id, ...one }: One) => {
    const done = await ask(`/announced/${encodeURIComponent(id)}`, { ...one, arrived: true }, 'PUT');
    if (done !== null) again();
  };
  return (
    <section class="report-part" aria-labelledby="report-announced">
      <h2 id="report-announced">{told.announced}</h2>
      <Answered asked={asked.value} again={again}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="soft">{told.none}</p>}
            <ul class="report-list">
              {items.map((one) => {
                const at = Date.parse(one.at);
                const doses = told.dosesOf(whole(one.doses, language.value));
                const time = `${clock(at)} ${dateOf(at)}`;
                const from = one.supplier === '' ? [] : [one.supplier];
                const what = [sites.nameOf(one.site), one.gtin, doses, time, ...from].join(' · ');
                return (
                  <li key={one.id}>
                    <span>{what}</span>
                    {one.arrived ? (
                      <span class="soft">{told.came}</span>
                    ) : (
                      mayChange && (
                        <button
                          type="button"
                          class="quiet no-print"
                          disabled={busy.value}
                          aria-label={told.arrivedOf(what)}
                          onClick={() => void arrived(one)}
                        >
                          {told.arrived}
                        </button>
                      )
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </Answered>
      <Trouble text={trouble.value} />
      {mayChange && <Announce sites={sites} done={again} />}
    </section>
  );
}

function Announce({ sites, done }: { sites: PartProps['sites']; done: () => void }) {
  const told = said.value.plan;
  const [site, gtin, doses] = [useSignal(''), useSignal(''), useSignal('')];
  const [date, time, supplier] = [useSignal(''), useSignal('08:00'), useSignal('')];
  const { busy, trouble, ask } = useDeed();
  const submit = async (event: Event) => {
    event.preventDefault();
    const at = atOf(date.value, time.value);
    const count = dosesOf(doses);
    if (site.value === '' || gtin.value.trim() === '' || at === null || count === null) {
      trouble.value = told.wrong;
      return;
    }
    const body = {
      ...{ site: site.value, gtin: gtin.value.trim(), doses: count },
      ...{ at: new Date(at).toISOString(), supplier: supplier.value.trim() },
    };
    if ((await ask(`/announced/${newId()}`, body, 'PUT')) === null) return;
    doses.value = '';
    done();
  };
  return (
    <form class="report-form no-print" onSubmit={submit}>
      <SiteInput sites={sites} of={site} />
      <Input label={told.gtinOnly} of={gtin} type="text" digits maxLength={14} />
      <Input label={told.doses} of={doses} type="text" digits maxLength={9} />
      <Input label={told.day} of={date} type="date" />
      <TimeInput label={told.at} of={time} />
      <Input label={told.supplier} of={supplier} type="text" maxLength={200} />
      <AddButton busy={busy.value} trouble={trouble.value} />
    </form>
  );
}
