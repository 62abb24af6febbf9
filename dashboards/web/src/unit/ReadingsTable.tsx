/** The chart in figures, for who cannot see it or wants to copy them: opened by hand, reachable by keyboard. */
import { useSignal } from '@preact/signals';
import type { UnitView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { degrees } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import { language, words } from '../words/words.ts';
import type { Step } from './plot.ts';

export function ReadingsTable({ steps, range }: { steps: readonly Step[]; range: UnitView['range'] }) {
  const told = words.value.unit;
  const open = useSignal(false);
  const celsius = (value: number) => degrees(value, language.value, range);
  return (
    <details
      class="readings"
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>
        {told.table} <small>{told.tableRows(whole(steps.length, language.value))}</small>
      </summary>
      {open.value && (
        <div class="readings-room">
          <table>
            <caption>{told.tableUnit}</caption>
            <thead>
              <tr>
                <th scope="col">{told.tableTime}</th>
                <th scope="col">{told.tableLow}</th>
                <th scope="col">{told.tableMean}</th>
                <th scope="col">{told.tableHigh}</th>
                <th scope="col">{told.tableCount}</th>
              </tr>
            </thead>
            <tbody>
              {steps.toReversed().map((step) => (
                <tr key={step.at}>
                  <th scope="row">
                    <time dateTime={new Date(step.at).toISOString()}>{timeNear(step.at, 0)}</time>
                  </th>
                  <td>{celsius(step.min)}</td>
                  <td>{celsius(step.mean)}</td>
                  <td>{celsius(step.max)}</td>
                  <td>{whole(step.count, language.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
