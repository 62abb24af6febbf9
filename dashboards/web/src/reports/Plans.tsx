/** How many doses are to be given where, from one day to another. */
import { useSignal } from '@preact/signals';
import type { Plan } from '../../../../src/reports/types.ts';
import type { Paged } from '../api/views.ts';
import { day, whole } from '../format/province.ts';
import { Answered } from '../shell/Answered.tsx';
import { Trouble } from '../shell/Form.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { useDeed } from '../shell/use-deed.ts';
import { newId } from '../trip/uuid.ts';
import { language } from '../words/words.ts';
import { AddButton, dosesOf, Input, type PartProps, SiteInput } from './form.tsx';
import { PlannedRow } from './PlannedRow.tsx';
import { said } from './words.ts';

export function Plans({ sites, mayChange }: PartProps) {
  const told = said.value.plan;
  const { asked, again } = useAsked<Paged<Plan>>('/plans');
  const { busy, trouble, ask } = useDeed();
  const remove = async (id: string) => {
    if ((await ask(`/plans/${encodeURIComponent(id)}`, null, 'DELETE')) !== null) again();
  };
  return (
    <section class="report-part" aria-labelledby="report-plans">
      <h2 id="report-plans">{told.plans}</h2>
      <Answered asked={asked.value} again={again}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="soft">{told.none}</p>}
            <ul class="report-list">
              {items.map((one) => {
                const span = told.between(day(one.from), day(one.to));
                const doses = told.dosesOf(whole(one.doses, language.value));
                const what = [sites.nameOf(one.site), one.gtin ?? told.anyVaccine, span, doses].join(' · ');
                const end = {
                  ...{ label: told.remove, name: told.removeOf(what) },
                  run: () => void remove(one.id),
                };
                return <PlannedRow key={one.id} what={what} busy={busy.value} end={mayChange ? end : null} />;
              })}
            </ul>
          </>
        )}
      </Answered>
      <Trouble text={trouble.value} />
      {mayChange && <AddPlan sites={sites} done={again} />}
    </section>
  );
}

function AddPlan({ sites, done }: { sites: PartProps['sites']; done: () => void }) {
  const told = said.value.plan;
  const [site, gtin, from, to, doses] = [
    useSignal(''),
    useSignal(''),
    useSignal(''),
    useSignal(''),
    useSignal(''),
  ];
  const { busy, trouble, ask } = useDeed();
  const submit = async (event: Event) => {
    event.preventDefault();
    const count = dosesOf(doses);
    if (site.value === '' || from.value === '' || to.value === '' || count === null) {
      trouble.value = told.wrong;
      return;
    }
    const body = {
      ...{ site: site.value, from: from.value, to: to.value, doses: count },
      gtin: gtin.value.trim() === '' ? null : gtin.value.trim(),
    };
    if ((await ask(`/plans/${newId()}`, body, 'PUT')) === null) return;
    doses.value = '';
    done();
  };
  return (
    <form class="report-form no-print" onSubmit={submit}>
      <SiteInput sites={sites} of={site} />
      <Input label={told.gtin} of={gtin} type="text" digits maxLength={14} />
      <Input label={told.from} of={from} type="date" />
      <Input label={told.to} of={to} type="date" />
      <Input label={told.doses} of={doses} type="text" digits maxLength={9} />
      <AddButton busy={busy.value} trouble={trouble.value} />
    </form>
  );
}
