/** One device: how it is, its calibrations, where it was, what it said last, and what of it was not taken. */
import '../../look/admin-more.css';
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { length, n, when } from '../../official/say.ts';
import { hrefOfUnit } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { AdminFrame, mayChange, saySaved } from '../AdminFrame.tsx';
import { Calibrations } from './Calibrations.tsx';
import { Doing, type What } from './Doing.tsx';
import { Messages, Placements, Rejected } from './History.tsx';
import { Identity } from './Identity.tsx';
import { StateBadge } from './State.tsx';
import { told } from './words.ts';

export function Device({ id }: { id: string }) {
  const { asked, again } = useAsked<DeviceView>(`/registry/devices/${encodeURIComponent(id)}`);
  const doing = useSignal<What | null>(null);
  const said = told.value;
  return (
    <AdminFrame title={said.one.title(id)}>
      <Answered asked={asked.value} again={again}>
        {(device) => (
          <>
            {doing.value !== null && (
              <Doing
                what={doing.value}
                device={device}
                onClose={() => {
                  doing.value = null;
                }}
                onDone={() => {
                  doing.value = null;
                  saySaved(said.doing.saved);
                  again();
                }}
              />
            )}
            <Facts device={device} />
            <Identity identity={device.identity} />
            {mayChange() && doing.value === null && device.state !== 'retired' && (
              <div class="change-buttons no-print">
                {deedsOf(device).map((what) => (
                  <button
                    key={what}
                    type="button"
                    class="secondary"
                    onClick={() => {
                      doing.value = what;
                    }}
                  >
                    {said.doing[what]}
                  </button>
                ))}
              </div>
            )}
            <Calibrations calibrations={device.calibrations} />
            <Messages messages={device.messages} />
            <Rejected id={device.id} />
            <Placements placements={device.placements} />
          </>
        )}
      </Answered>
    </AdminFrame>
  );
}

/** What may be done now: one that is carried signs in nowhere, and what is in doubt is handed no further secret. */
function deedsOf({ identity: { frozen, revoked }, via }: DeviceView): What[] {
  const isShut = revoked !== null;
  const isDoubted = frozen !== null || isShut;
  const signsIn = via === null;
  return [
    'move',
    'calibrate',
    'wiring',
    ...(signsIn ? (['claim'] as const) : []),
    ...(signsIn && !isDoubted ? (['rotate'] as const) : []),
    // Also what lets one that is carried be believed again.
    ...(signsIn || isDoubted ? (['secret'] as const) : []),
    ...(isShut ? [] : (['revoke'] as const)),
    'retire',
  ];
}

/** So little is the way through the network. */
const CLOCK_GOOD_SECONDS = 60;

function Facts({ device }: { device: DeviceView }) {
  const said = told.value.one;
  const { clock, unit } = device;
  return (
    <section class="part" aria-labelledby="device-facts">
      <h2 id="device-facts">{said.factsTitle}</h2>
      <dl class="pairs">
        <dt>{said.state}</dt>
        <dd>
          <StateBadge state={device.state} />
        </dd>
        <dt>{said.unit}</dt>
        <dd>
          {unit === null ? (
            said.nowhere
          ) : (
            <a href={hrefOfUnit(unit)}>
              <bdi>{device.unitName ?? unit}</bdi>
            </a>
          )}
        </dd>
        {unit !== null && (
          <>
            <dt>{said.site}</dt>
            <dd>
              <bdi>{device.siteName ?? said.underWay}</bdi>
            </dd>
          </>
        )}
        <dt>{said.profile}</dt>
        <dd>{device.profile}</dd>
        <Carried device={device} />
        <dt>{said.heard}</dt>
        <dd>{device.heardAt === null ? told.value.list.never : when(device.heardAt)}</dd>
        <dt>{said.battery}</dt>
        <dd>{device.batteryPercent === null ? said.unknown : `${n(device.batteryPercent)} %`}</dd>
        <dt>{said.clock}</dt>
        <dd>
          {clock === null
            ? said.unknown
            : clock.seconds < -1
              ? said.clockAhead(length(-clock.seconds))
              : clock.seconds > CLOCK_GOOD_SECONDS
                ? said.clockBehind(length(clock.seconds))
                : said.clockGood(n(clock.of))}
        </dd>
        {device.retiredAt !== null && (
          <>
            <dt>{said.retired}</dt>
            <dd>{when(device.retiredAt)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Through whom it is reached, for whom it speaks, which probes count: only what is so. */
function Carried({ device: { via, carries, inside } }: { device: DeviceView }) {
  const said = told.value.one;
  return (
    <>
      {via !== null && (
        <>
          <dt>{said.through}</dt>
          <dd>
            <bdi>{said.throughAs(via.gateway, via.address)}</bdi>
          </dd>
        </>
      )}
      {carries > 0 && (
        <>
          <dt>{said.carries}</dt>
          <dd>{said.carriesSome(n(carries))}</dd>
        </>
      )}
      {inside !== null && (
        <>
          <dt>{said.insideProbes}</dt>
          <dd>{inside.join(', ')}</dd>
        </>
      )}
    </>
  );
}
