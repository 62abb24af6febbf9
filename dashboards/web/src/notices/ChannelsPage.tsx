/** The ways to people: how each of them is, and a message through it to oneself. */
import type { ChannelView } from '../../../../src/keeper/notice-views.ts';
import type { Paged } from '../api/views.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { when } from '../official/say.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { NoticesFrame } from './NoticesFrame.tsx';
import { TestResult, useTest } from './use-test.tsx';
import { said } from './words.ts';

export const CHANNELS_PATH = '/channels';

const SIGNS = {
  ok: { icon: 'check', tone: 'green' },
  unknown: { icon: 'question', tone: 'grey' },
  failing: { icon: 'recall', tone: 'red' },
  off: { icon: 'dots', tone: 'grey' },
} as const satisfies Record<ChannelView['state'], { icon: IconName; tone: string }>;

export function ChannelsPage() {
  const told = said.value.kinds;
  const { asked, again } = useAsked<Paged<ChannelView>>(CHANNELS_PATH);
  return (
    <NoticesFrame title={said.value.channelsTitle} narrow>
      <p>{told.what}</p>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.none }}
      >
        {({ items }) => (
          <ul class="notice-channels">
            {items.map((channel) => (
              <Channel key={`${channel.channel} ${channel.name}`} channel={channel} onTested={again} />
            ))}
          </ul>
        )}
      </Answered>
      <p>
        <a class="notice-link" {...linkTo('told')}>
          {said.value.mine}
        </a>
      </p>
    </NoticesFrame>
  );
}

function Channel({ channel, onTested }: { channel: ChannelView; onTested: () => void }) {
  const told = said.value.kinds;
  const { state, failingSince, lastSentAt, reason } = channel;
  const { icon, tone } = SIGNS[state];
  const name = said.value.channels[channel.channel];
  const test = useTest(onTested);
  const facts = [
    failingSince === null ? null : told.failingSince(when(failingSince)),
    state === 'off' ? null : lastSentAt === null ? told.neverSent : told.lastSent(when(lastSentAt)),
    reason,
  ];
  return (
    <li class={`notice-channel notice-${tone}`}>
      <div>
        <h2>{channel.channel === 'webhook' && channel.name !== '' ? `${name}: ${channel.name}` : name}</h2>
        <p class={`notice-state notice-${tone}`}>
          <Icon name={icon} bold /> {told[state]}
        </p>
        <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {state !== 'off' && channel.channel !== 'webhook' && (
        <button
          type="button"
          class="secondary"
          disabled={test.isBusy}
          onClick={() => void test.send(channel.channel)}
        >
          {told.test}
          <span class="sr">: {name}</span>
        </button>
      )}
      <TestResult test={test} />
    </li>
  );
}
