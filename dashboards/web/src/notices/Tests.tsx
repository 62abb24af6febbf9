/** A message to oneself by each way that one has, and what became of it. */
import type { Channel } from '../../../../src/alerts/duty.ts';
import type { ContactView } from '../../../../src/keeper/duty-views.ts';
import type { ChannelView } from '../../../../src/keeper/notice-views.ts';
import type { Paged } from '../api/views.ts';
import { useAsked } from '../shell/use-asked.ts';
import { TestResult, useTest } from './use-test.tsx';
import { said } from './words.ts';

const WAYS = ['push', 'zalo', 'sms', 'mail', 'telegram'] as const satisfies readonly Channel[];
type Way = (typeof WAYS)[number];

export function Tests({ contact }: { contact: ContactView }) {
  const told = said.value.me;
  const channels = useAsked<Paged<ChannelView>>('/channels').asked.value.value?.items;
  const isOff = (way: Way) => channels?.find(({ channel }) => channel === way)?.state === 'off';
  const has: Record<Way, boolean> = {
    push: contact.pushes > 0,
    zalo: contact.zalo !== null,
    sms: contact.phone !== null,
    mail: contact.mail !== null,
    telegram: contact.telegram !== null,
  };
  return (
    <section class="notice-part">
      <h2>{told.tests}</h2>
      <p>{told.testsWhat}</p>
      <ul class="notice-tests">
        {WAYS.filter((way) => has[way] || way !== 'telegram').map((way) => (
          <Way
            key={way}
            way={way}
            hindrance={!has[way] ? told.notYet : isOff(way) ? said.value.kinds.off : null}
          />
        ))}
      </ul>
    </section>
  );
}

function Way({ way, hindrance }: { way: Way; hindrance: string | null }) {
  const test = useTest();
  const name = said.value.channels[way];
  return (
    <li>
      <p>
        <b>{name}</b>
        {hindrance !== null && <span class="soft"> · {hindrance}</span>}
      </p>
      {hindrance === null && (
        <button type="button" class="secondary" disabled={test.isBusy} onClick={() => void test.send(way)}>
          {said.value.kinds.test}
          <span class="sr">: {name}</span>
        </button>
      )}
      <TestResult test={test} />
    </li>
  );
}
