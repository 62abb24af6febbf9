/** K8, the first page of adding a device: what is not finished, and the code of a new one. */
import { useSignal } from '@preact/signals';
import '../look/add-device.css';
import type { EnrolledView, EnrolmentItemView } from '../../../../src/keeper/enrol-views.ts';
import type { Paged } from '../api/views.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { go, linkTo } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Code, type Known } from './Code.tsx';
import { Heard } from './Heard.tsx';
import { Place } from './Place.tsx';
import { Secret } from './Secret.tsx';
import { Steps } from './Steps.tsx';
import { said } from './words.ts';

type At =
  | { readonly kind: 'code' }
  | { readonly kind: 'place'; readonly known: Known }
  | {
      readonly kind: 'secret';
      readonly enrolled: EnrolledView & { secret: string };
      readonly isGateway: boolean;
    };

export function AddDevice() {
  const told = said.value;
  const at = useSignal<At>({ kind: 'code' });
  const mayBegin = session.value?.roles.includes('administrator') === true;
  const registered = ({ secret, ...enrolled }: EnrolledView) => {
    if (secret === null) go('set-up', { device: enrolled.device });
    else at.value = { kind: 'secret', enrolled: { ...enrolled, secret }, isGateway: false };
  };
  const place = (known: Known) => {
    at.value = { kind: 'place', known };
  };
  const toCode = () => {
    at.value = { kind: 'code' };
  };
  const here = at.value;
  return (
    <Frame title={told.title} narrow>
      {mayBegin && <Steps at={here.kind} />}
      {here.kind === 'secret' && (
        <Secret
          enrolled={here.enrolled}
          onKept={here.isGateway ? toCode : () => go('set-up', { device: here.enrolled.device })}
        />
      )}
      {here.kind === 'place' && (
        <Place
          known={here.known}
          onBack={toCode}
          onRegistered={registered}
          onGateway={(secret) => {
            const enrolled = { device: here.known.code.device, unit: '' };
            if (secret === null) toCode();
            else at.value = { kind: 'secret', enrolled: { ...enrolled, secret }, isGateway: true };
          }}
        />
      )}
      {here.kind === 'code' && (
        <>
          {mayBegin ? (
            <>
              <Code onKnown={place} />
              <Heard onKnown={place} />
            </>
          ) : (
            <p class="note">{told.onlyAdmin}</p>
          )}
          <Unfinished />
        </>
      )}
    </Frame>
  );
}

function Unfinished() {
  const told = said.value;
  const { asked, again } = useAsked<Paged<EnrolmentItemView>>('/enrolments?limit=200');
  return (
    <section class="enrol-unfinished">
      <h2>{told.unfinished}</h2>
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: told.noneUnfinished }}
      >
        {({ items }) => (
          <>
            <p class="soft">{told.unfinishedHint}</p>
            <ul class="enrol-list">
              {items.map((item) => (
                <Item key={item.device} item={item} />
              ))}
            </ul>
          </>
        )}
      </Answered>
    </section>
  );
}

function Item({ item }: { item: EnrolmentItemView }) {
  const told = said.value;
  const begunAt = instant(item.begunAt) ?? 0;
  const step = item.step === 'done' ? 'finish' : item.step;
  return (
    <li class="enrol-item">
      <div>
        <h3>
          <bdi>{item.unitName}</bdi>
        </h3>
        <p class="soft">
          {item.siteName !== null && <bdi>{item.siteName}</bdi>} · {item.device}
        </p>
        <p class="soft">{told.begunBy(item.begunBy, timeNear(begunAt, now.value))}</p>
      </div>
      <p class="enrol-item-step">
        <Icon name="clock" />
        {told.steps[step]}
      </p>
      <a class="primary" {...linkTo('set-up', { device: item.device })}>
        {told.goOn}
        <span class="sr">: {item.unitName}</span>
      </a>
    </li>
  );
}
