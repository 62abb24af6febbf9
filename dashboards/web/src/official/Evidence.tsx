/** What each parcel went through, as a table; with boxes to tick where some of them are decided about. */
import type { DecisionHoldView } from '../../../../src/keeper/official-views.ts';
import { degreesOf, length, n } from './say.ts';
import { said } from './words.ts';

type Props = {
  readonly holds: readonly DecisionHoldView[];
  readonly chosen?: ReadonlySet<string>;
  readonly choose?: (hold: string, isChosen: boolean) => void;
};

export function Evidence({ holds, chosen, choose }: Props) {
  const told = said.value.decide;
  return (
    <table class="rows">
      <caption>{told.evidenceTable}</caption>
      <thead>
        <tr>
          <th scope="col">{told.parcel}</th>
          <th scope="col">{told.place}</th>
          <th scope="col" class="figure">
            {told.dosesHead}
          </th>
          <th scope="col" class="figure">
            {told.peak}
          </th>
          <th scope="col" class="figure">
            {told.out}
          </th>
        </tr>
      </thead>
      <tbody>
        {holds.map((hold) => (
          <tr key={hold.id}>
            <th scope="row">
              {choose === undefined ? (
                hold.parcel
              ) : (
                <label class="check">
                  <input
                    type="checkbox"
                    checked={chosen?.has(hold.id) === true}
                    onChange={(event) => choose(hold.id, event.currentTarget.checked)}
                  />
                  <span>
                    <span class="sr">{told.choose} </span>
                    {hold.parcel}
                  </span>
                </label>
              )}
              {hold.label !== null && <small>{hold.label}</small>}
            </th>
            <td data-head={told.place}>
              {[hold.unitName, hold.siteName ?? said.value.underWay].filter(Boolean).join(' · ')}
            </td>
            <td data-head={told.dosesHead} class="figure">
              {n(hold.doses)}
            </td>
            <td data-head={told.peak} class="figure">
              {degreesOf(hold.excursionFacts?.peakCelsius ?? null)}
            </td>
            <td data-head={told.out} class="figure">
              {hold.excursionFacts === null ? said.value.none : length(hold.excursionFacts.beyondSeconds)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
