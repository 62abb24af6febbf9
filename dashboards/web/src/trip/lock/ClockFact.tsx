/** This phone's clock against the service's; both times side by side where they are far apart. */
import { clockWithSeconds, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { now } from '../../live/clock.ts';
import { language } from '../../words/words.ts';
import { CLOCK_WRONG_MS } from '../clock-offset.ts';
import { clockSpan } from '../clock-span.ts';
import { offset, sharedOf } from '../phone.ts';
import { tripWords } from '../words.ts';
import { Fact } from './Fact.tsx';
import { lockWords } from './words.ts';

const CLOCK_EXACT_MS = 5_000;

export function ClockFact() {
  const { device } = tripWords.value;
  const found = offset.value;
  if (found === null) return <Fact name={device.clock}>{device.clockUnknown}</Fact>;
  const size = Math.abs(found.ms);
  return (
    <Fact name={device.clock}>
      {size < CLOCK_EXACT_MS
        ? device.clockExact
        : device.clockOff(clockSpan(size, language.value), found.ms < 0)}
      <br />
      <span class="hint">{device.clockLearned(timeNear(sharedOf(found.learnedAt), today.value))}</span>
      {size > CLOCK_WRONG_MS && <BothClocks offsetMs={found.ms} />}
    </Fact>
  );
}

function BothClocks({ offsetMs }: { offsetMs: number }) {
  const said = lockWords.value;
  // Ticks with every second; the phone's own clock is what is wrong here.
  void now.value;
  const here = Date.now();
  return (
    <>
      <p class="clocks">
        <span>{said.thisClock}</span>
        <span class="phone-time">{clockWithSeconds(here)}</span>
        <span>{said.serviceClock}</span>
        <span class="phone-time">{clockWithSeconds(here + offsetMs)}</span>
      </p>
      <p class="trouble">{tripWords.value.device.clockWarning}</p>
    </>
  );
}
