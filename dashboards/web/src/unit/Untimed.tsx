/** What came of the unit and has no certain time: it can show that a limit was passed, and the curve leaves it out. */
import type { ReadingView, UnitView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { degrees } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import { untimedWords } from './untimed-words.ts';

export function Untimed({ readings, range }: { readings: readonly ReadingView[]; range: UnitView['range'] }) {
  const said = untimedWords.value;
  if (readings.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="untimed">
      <h2 id="untimed">
        <Icon name="question" bold /> {said.title}
      </h2>
      <p class="soft">{said.hint}</p>
      <details class="readings">
        <summary>
          {said.table} <small>{said.count(whole(readings.length, language.value))}</small>
        </summary>
        <div class="readings-room">
          <table>
            <caption>{said.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{said.received}</th>
                <th scope="col">{said.celsius}</th>
                <th scope="col">{said.earliest}</th>
                <th scope="col">{said.claimed}</th>
                <th scope="col">{said.probe}</th>
              </tr>
            </thead>
            <tbody>
              {readings.toReversed().map(({ at, celsius, probe, device, earliestAt, claimedAt }) => (
                <tr key={`${at} ${device} ${probe} ${celsius}`}>
                  <th scope="row">
                    <Time at={at} />
                  </th>
                  <td>{degrees(celsius, language.value, range)}</td>
                  <td>{earliestAt !== undefined && <Time at={earliestAt} />}</td>
                  <td>{claimedAt === undefined ? said.nothing : <Time at={claimedAt} />}</td>
                  <td>{said.of(device ?? '', probe)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

const Time = ({ at }: { at: string }) => <time dateTime={at}>{timeNear(Date.parse(at), 0)}</time>;
