/** What a device said last, what of it was not taken and why, and where it was. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type {
  DeviceMessageView,
  DevicePlacementView,
  DeviceRejectedView,
} from '../../../../../src/keeper/registry-views.ts';
import type { Paged } from '../../../../../src/keeper/views.ts';
import { degreesOf, inWords, when } from '../../official/say.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { told } from './words.ts';

export function Messages({ messages }: { messages: readonly DeviceMessageView[] }) {
  const said = told.value.one;
  return (
    <section class="part" aria-labelledby="device-messages">
      <h2 id="device-messages">{said.messagesTitle}</h2>
      {messages.length === 0 ? (
        <p class="soft">{said.noMessages}</p>
      ) : (
        <table class="rows">
          <caption>{said.messagesHint}</caption>
          <thead>
            <tr>
              <th scope="col">{said.at}</th>
              <th scope="col">{said.probe}</th>
              <th scope="col" class="figure">
                {said.celsius}
              </th>
              <th scope="col">{said.received}</th>
            </tr>
          </thead>
          <tbody>
            {messages.map((each) => (
              <tr key={`${each.at} ${each.probe} ${each.celsius}`}>
                <td data-head={said.at}>
                  <Timing message={each} />
                </td>
                <td data-head={said.probe}>{each.probe}</td>
                <td data-head={said.celsius} class="figure">
                  {each.celsius === null ? said.fault : degreesOf(each.celsius)}
                </td>
                <td data-head={said.received}>{when(each.receivedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** An instant that was reckoned, or is not known, says so. */
function Timing({ message: { at, clock, claimedAt } }: { message: DeviceMessageView }) {
  const how = told.value.one.timing[clock](claimedAt === null ? null : when(claimedAt));
  if (clock === 'untrusted') return how;
  return (
    <>
      {when(at)} {how !== null && <span class="soft">{how}</span>}
    </>
  );
}

const PAGE = 20;

export function Rejected({ id }: { id: string }) {
  const said = told.value.one;
  const cursor = useSignal<string | null>(null);
  const seen = useSignal<readonly DeviceRejectedView[]>([]);
  const from = cursor.value === null ? '' : `&cursor=${cursor.value}`;
  const path = `/registry/devices/${encodeURIComponent(id)}/rejected?limit=${PAGE}${from}`;
  const { asked, again } = useAsked<Paged<DeviceRejectedView>>(path);
  const page = asked.value.value;
  useEffect(() => {
    if (page === null) return;
    const known = new Set(page.items.map((each) => each.id));
    seen.value = [...seen.peek().filter((each) => !known.has(each.id)), ...page.items].sort(
      (a, b) => b.id - a.id,
    );
  }, [page, seen]);
  return (
    <section class="part" aria-labelledby="device-rejected">
      <h2 id="device-rejected">{said.rejectedTitle}</h2>
      {seen.value.length > 0 && (
        <table class="rows">
          <caption>{said.rejectedHint}</caption>
          <thead>
            <tr>
              <th scope="col">{said.received}</th>
              <th scope="col">{said.why}</th>
              <th scope="col">{said.at}</th>
              <th scope="col">{said.detail}</th>
            </tr>
          </thead>
          <tbody>
            {seen.value.map((each) => (
              <tr key={each.id}>
                <td data-head={said.received}>{when(each.receivedAt)}</td>
                <td data-head={said.why}>{inWords(each)}</td>
                <td data-head={said.at}>
                  {each.at === null || Number.isNaN(Date.parse(each.at)) ? '–' : when(each.at)}
                </td>
                <td data-head={said.detail}>
                  <code>
                    <bdi>{each.detail}</bdi>
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Answered asked={asked.value} again={again}>
        {({ next }) => (
          <>
            {seen.value.length === 0 && <p class="soft">{said.noRejected}</p>}
            {next !== null && (
              <button
                type="button"
                class="secondary no-print"
                onClick={() => {
                  cursor.value = next;
                }}
              >
                {told.value.list.more}
              </button>
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

export function Placements({ placements }: { placements: readonly DevicePlacementView[] }) {
  const said = told.value.one;
  return (
    <section class="part" aria-labelledby="device-placements">
      <h2 id="device-placements">{said.placementsTitle}</h2>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{said.since}</th>
            <th scope="col">{said.unit}</th>
            <th scope="col">{said.site}</th>
          </tr>
        </thead>
        <tbody>
          {placements.map((each) => (
            <tr key={`${each.since} ${each.unit}`}>
              <td data-head={said.since}>{each.since === null ? said.always : when(each.since)}</td>
              <td data-head={said.unit}>
                <bdi>{each.unitName ?? each.unit ?? said.nowhere}</bdi>
              </td>
              <td data-head={said.site}>
                <bdi>{each.siteName ?? '–'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
